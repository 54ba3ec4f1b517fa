"""A neuron as a figure: its largest terms as bars; for a picture, weights and weights × input."""

from __future__ import annotations

from typing import Any

from backlit.explain.neuron import Neuron
from backlit.render.figure.canvas import Canvas
from backlit.render.names import Names


def neuron_figure(record: Neuron, names: Names, theme: str = "light", most: int = 12) -> Canvas:
    """Draw a neuron. Raises SettingsError as ``Canvas`` does."""
    with_pictures = record.layer == 1 and names.image_shape is not None
    canvas = Canvas(theme, (9.0, 6.0 if with_pictures else 4.0))
    name = names.neuron(record.layer, record.neuron)
    canvas.figure.suptitle(
        f"{name}: z = {record.z:+.3f}, a = {record.activation}(z) = {record.a:.3f}",
        color=canvas.theme.text,
    )
    grid = canvas.figure.add_gridspec(2 if with_pictures else 1, 3)
    if with_pictures:
        shown = (
            ("input", record.inputs, False),
            ("weights", record.weights, True),
            ("weights × input", record.terms, True),
        )
        for column, (title, values, signed) in enumerate(shown):
            axes = canvas.axes(grid[0, column])
            axes.set_title(title)
            canvas.picture(axes, values.reshape(names.image_shape), signed=signed)
    axes = canvas.axes(grid[-1, :])
    _draw_terms(canvas, axes, record, names, most)
    return canvas


def _draw_terms(canvas: Canvas, axes: Any, record: Neuron, names: Names, most: int) -> None:
    shown = record.largest[:most]
    values = [*record.terms[shown].tolist()]
    labels = [names.neuron(record.layer - 1, k) for k in shown.tolist()]
    left_out = record.largest[most:]
    if len(left_out):
        values.append(float(record.terms[left_out].sum()))
        labels.append(f"the other {len(left_out)}")
    values.append(record.bias)
    labels.append("bias")
    axes.barh(range(len(values)), values, color=canvas.sign_colours(values))
    axes.set_yticks(range(len(values)), labels)
    axes.invert_yaxis()
    axes.axvline(0, color=canvas.theme.quiet, linewidth=0.8)
    axes.set_xlabel("what each adds to z")
