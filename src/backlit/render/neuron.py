"""A neuron: its terms, z and a; for a picture also its weights and weights × input."""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.explain.neuron import Neuron
from backlit.render.colours import QUIET
from backlit.render.figures import Canvas
from backlit.render.names import Names
from backlit.render.terminal.pictures import captioned, picture
from backlit.render.terminal.signed import signed, signed_bar, signed_picture


def neuron_text(record: Neuron, names: Names, *, colour: bool, limit: int = 10) -> RenderableType:
    """A neuron with its largest terms; the others are summed, so that the table adds up.

    Args:
        record: The neuron.
        names: Of the network.
        colour: Whether the terminal has colours.
        limit: How many terms to list.
    """
    parts: list[RenderableType] = [
        Text(names.neuron(record.layer, record.neuron).capitalize(), style="bold")
    ]
    if record.layer == 1 and names.image_shape is not None:
        parts += [_pictures(record, names.image_shape, colour=colour), Text()]
    parts += [_terms(record, names, limit), Text(), _ending(record)]
    return Group(*parts)


def _pictures(record: Neuron, shape: tuple[int, int], *, colour: bool) -> RenderableType:
    return captioned(
        [
            (picture(record.inputs.reshape(shape), colour=colour), "input"),
            (signed_picture(record.weights.reshape(shape), colour=colour), "weights"),
            (signed_picture(record.terms.reshape(shape), colour=colour), "weights × input"),
        ]
    )


def _terms(record: Neuron, names: Names, limit: int) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("from", no_wrap=True)
    for heading in ("weight", "× activation", "= term"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    largest = float(abs(record.terms).max(initial=0.0))
    shown = record.largest[:limit]
    for k in shown.tolist():
        table.add_row(
            names.neuron(record.layer - 1, k),
            signed(record.weights[k]),
            f"{record.inputs[k]:.4f}",
            signed(record.terms[k]),
            signed_bar(record.terms[k], largest, 14),
        )
    left_out = record.largest[limit:]
    if len(left_out):
        rest = record.terms[left_out].sum()
        table.add_row(f"the other {len(left_out)}", "", "", signed(rest), "", style=QUIET)
    table.add_row("all terms", "", "", signed(record.terms.sum()), style="bold")
    table.add_row("bias", "", "", signed(record.bias))
    table.add_row("z", "", "", signed(record.z), style="bold")
    return table


def _ending(record: Neuron) -> Text:
    text = Text("a = ")
    text.append(f"{record.activation}(")
    text.append_text(signed(record.z))
    text.append(") = ")
    text.append(f"{record.a:.4f}", "bold")
    return text


def neuron_figure(record: Neuron, names: Names, theme: str = "light", limit: int = 12) -> Canvas:
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
    _draw_terms(canvas, axes, record, names, limit)
    return canvas


def _draw_terms(canvas: Canvas, axes: Any, record: Neuron, names: Names, limit: int) -> None:
    shown = record.largest[:limit]
    values = [*record.terms[shown].tolist()]
    labels = [names.neuron(record.layer - 1, k) for k in shown.tolist()]
    left_out = record.largest[limit:]
    if len(left_out):
        values.append(float(record.terms[left_out].sum()))
        labels.append(f"the other {len(left_out)}")
    values.append(record.bias)
    labels.append("bias")
    axes.barh(range(len(values)), values, color=canvas.sign_colours(values))
    axes.set_yticks(range(len(values)), labels)
    axes.invert_yaxis()
    axes.axvline(0, color=canvas.theme.quiet, linewidth=0.8)
    axes.set_xlabel("contribution to z")
