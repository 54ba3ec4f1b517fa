"""A neuron's weighted sums with the threshold that its bias sets, as a figure."""

from __future__ import annotations

import numpy as np

from backlit.analyse.bias import BiasResponse
from backlit.render.figure.canvas import Canvas
from backlit.render.names import Names


def bias_figure(record: BiasResponse, names: Names, theme: str = "light") -> Canvas:
    """Draw the histogram, and the activity as the bias moves. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (9.0, 4.2))
    colours = canvas.theme
    canvas.figure.suptitle(
        f"{names.neuron(record.layer, record.neuron)}: active for {record.active:.1%} of "
        f"{int(record.counts.sum()):,} examples",
        color=colours.text,
    )
    sums = canvas.axes(1, 2, 1)
    middles = (record.edges[:-1] + record.edges[1:]) / 2
    shades = np.where(middles > record.threshold, colours.positive, colours.quiet)
    sums.bar(middles, record.counts, np.diff(record.edges) * 0.94, color=shades.tolist())
    sums.axvline(record.threshold, color=colours.marked, linewidth=1.6, linestyle="--")
    sums.set_title(f"weighted sums; the bias {record.bias:+.2f} sets the threshold")
    sums.set_xlabel("Σ w·a")
    moved = canvas.axes(1, 2, 2)
    moved.plot(record.biases, record.active_at, color=colours.positive, label="share active")
    if record.activation == "sigmoid":
        moved.plot(record.biases, record.mean_at, ":", color=colours.text, label="mean activation")
    moved.axvline(record.bias, color=colours.marked, linewidth=1.6, linestyle="--",
                  label="the bias as it is")  # fmt: skip
    moved.set_ylim(-0.03, 1.03)
    moved.set_title("as the bias moves")
    moved.set_xlabel("bias")
    moved.legend(frameon=False, labelcolor=colours.text, fontsize=9)
    return canvas
