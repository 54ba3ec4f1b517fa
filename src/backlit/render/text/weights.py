"""The weights of a layer as text: pictures for the first, a grid of colours for the others."""

from __future__ import annotations

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.analyse.weights import LayerWeights
from backlit.render.colours import QUIET
from backlit.render.names import Names
from backlit.render.picture import captioned
from backlit.render.signed import signed, signed_bar, signed_picture


def weights_text(record: LayerWeights, names: Names, *, colour: bool) -> RenderableType:
    """The weights of every neuron, on one scale.

    Args:
        record: The weights.
        names: Of the network.
        colour: Whether the terminal has colours.
    """
    n_out, n_in = record.weights.shape
    heading = Text(f"Weights of layer {record.layer}", style="bold")
    heading.append(
        f"   {n_out} neurons with {n_in:,} weights each; the largest is {record.largest:.3g}", QUIET
    )
    if record.layer == 1 and names.image_shape is not None:
        return Group(heading, Text(), _pictures(record, names, names.image_shape, colour=colour))
    grid = signed_picture(record.weights, colour=colour, largest=record.largest)
    about = Text("a row of half blocks to a neuron, a column to a neuron before it", style=QUIET)
    parts: list[RenderableType] = [heading, Text()]
    if colour and n_in <= 78:
        parts += [captioned([(grid, about.plain)]), Text()]
    return Group(*parts, _facts(record))


def _pictures(
    record: LayerWeights, names: Names, shape: tuple[int, int], *, colour: bool
) -> RenderableType:
    return captioned(
        [
            (
                signed_picture(w.reshape(shape), colour=colour, largest=record.largest),
                f"{names.neuron(1, j)}, bias {signed(float(b), 2).plain}",
            )
            for j, (w, b) in enumerate(zip(record.weights, record.biases, strict=True))
        ]
    )


def _facts(record: LayerWeights) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("neuron", justify="right", no_wrap=True)
    for heading in ("length", "above 0", "bias"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("largest weights, from", no_wrap=True)
    table.add_column("", no_wrap=True)
    for j, w in enumerate(record.weights):
        first = np.argsort(-np.abs(w), kind="stable")[:2].tolist()
        words = ", ".join(f"{k}: {signed(float(w[k]), 2).plain}" for k in first)
        table.add_row(
            str(j), f"{record.lengths[j]:.2f}", f"{record.positive[j]:.0%}",
            signed(float(record.biases[j]), 2), words,
            signed_bar(float(w[first[0]]), record.largest, 12),
        )  # fmt: skip
    return table
