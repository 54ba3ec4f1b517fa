"""A neuron as text: its terms, z and a; for a picture, its weights and weights × input."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.explain.neuron import Neuron
from backlit.render.colours import QUIET
from backlit.render.names import Names
from backlit.render.picture import captioned, picture
from backlit.render.signed import signed, signed_bar, signed_picture


def neuron_text(record: Neuron, names: Names, *, colour: bool, most: int = 10) -> RenderableType:
    """A neuron with its largest terms; what is left out is added up, so that the whole is seen.

    Args:
        record: The neuron.
        names: Of the network.
        colour: Whether the terminal has colours.
        most: How many terms to name.
    """
    parts: list[RenderableType] = [
        Text(names.neuron(record.layer, record.neuron).capitalize(), style="bold")
    ]
    if record.layer == 1 and names.image_shape is not None:
        parts += [_pictures(record, names.image_shape, colour=colour), Text()]
    parts += [_terms(record, names, most), Text(), _ending(record)]
    return Group(*parts)


def _pictures(record: Neuron, shape: tuple[int, int], *, colour: bool) -> RenderableType:
    return captioned(
        [
            (picture(record.inputs.reshape(shape), colour=colour), "input"),
            (signed_picture(record.weights.reshape(shape), colour=colour), "weights"),
            (signed_picture(record.terms.reshape(shape), colour=colour), "weights × input"),
        ]
    )


def _terms(record: Neuron, names: Names, most: int) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("from", no_wrap=True)
    for heading in ("weight", "× activation", "= term"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    largest = float(abs(record.terms).max(initial=0.0))
    shown = record.largest[:most]
    for k in shown.tolist():
        table.add_row(
            names.neuron(record.layer - 1, k),
            signed(record.weights[k]),
            f"{record.inputs[k]:.4f}",
            signed(record.terms[k]),
            signed_bar(record.terms[k], largest, 14),
        )
    left_out = record.largest[most:]
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
