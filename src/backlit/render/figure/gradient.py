"""The gradient as pictures by layer, and one step downhill, as figures."""

from __future__ import annotations

import numpy as np

from backlit.gradients.gradient_step import Steps
from backlit.gradients.negative_gradient import NegativeGradient
from backlit.render.figure.canvas import Canvas
from backlit.render.names import Names

_COLUMNS = 8


def gradient_figure(record: NegativeGradient, names: Names, theme: str = "light") -> Canvas:
    """Draw −∇C as pictures by layer, blue for what should increase. Raises as ``Canvas`` does."""
    n_in, n_out = names.sizes[:2]
    shape = names.image_shape or (1, n_in)
    rows = -(-n_out // _COLUMNS)
    deeper = len(names.sizes) - 2
    canvas = Canvas(theme, (9.0, 1.25 * rows + (2.6 if deeper else 0.0) + 0.6))
    canvas.figure.suptitle(
        f"−∇C over {record.n_examples:,} examples, of length {record.length:.3g}: "
        "blue should increase, red decrease",
        color=canvas.theme.text,
    )
    heights = [1.25 * rows, 2.6] if deeper else [1]
    parts = canvas.figure.subfigures(len(heights), 1, height_ratios=heights, squeeze=False)
    for part in parts[:, 0]:
        part.set_facecolor(canvas.theme.page)
    first = record.components[: n_in * n_out].reshape(n_out, n_in)
    largest = float(np.abs(first).max(initial=0.0))
    for j in range(n_out):
        axes = canvas.axes(rows, _COLUMNS, j + 1, on=parts[0, 0])
        canvas.picture(axes, first[j].reshape(shape), signed=True, largest=largest)
        axes.set_title(names.neuron(1, j) if j == 0 else str(j), fontsize=8)
    start = (n_in + 1) * n_out
    for place, (wide, tall) in enumerate(zip(names.sizes[1:], names.sizes[2:], strict=False)):
        here = record.components[start : start + wide * tall].reshape(tall, wide)
        start += (wide + 1) * tall
        axes = canvas.axes(1, deeper, place + 1, on=parts[1, 0])
        canvas.picture(axes, here, signed=True)
        axes.set_title(f"weights of layer {place + 2}: to rows, from columns")
    return canvas


def steps_figure(record: Steps, theme: str = "light") -> Canvas:
    """Draw what the slope promised and what the cost did. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (6.5, 4.2))
    colours = canvas.theme
    axes = canvas.axes()
    order = np.argsort(record.learning_rates)
    rates = record.learning_rates[order]
    axes.plot(
        rates, record.predicted[order], "--", color=colours.quiet, label="promised by the slope"
    )
    axes.plot(rates, record.predicted_with_bend[order], ":", color=colours.marked,
              label="with its bend")  # fmt: skip
    axes.plot(rates, record.real[order], "o-", color=colours.positive, label="real")
    axes.axhline(0, color=colours.grid, linewidth=0.8)
    axes.set_xlabel("learning rate η of the one step")
    axes.set_ylabel("change of the cost")
    axes.set_title(f"one step downhill from C = {record.before:.4f}")
    axes.legend(frameon=False, labelcolor=colours.text)
    return canvas
