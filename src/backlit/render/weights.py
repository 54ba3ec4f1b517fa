"""The weights of a layer: pictures for the first layer, a matrix for the others."""

from __future__ import annotations

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.analyse.weights import LayerWeights
from backlit.render.colours import QUIET
from backlit.render.figures import Canvas
from backlit.render.names import Names
from backlit.render.terminal.pictures import captioned
from backlit.render.terminal.signed import signed, signed_bar, signed_picture

_COLUMNS = 8


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
    about = Text("rows: neurons of this layer; columns: neurons of the layer before", style=QUIET)
    parts: list[RenderableType] = [heading, Text()]
    if colour and n_in <= 78:
        parts += [captioned([(grid, about.plain)]), Text()]
    return Group(*parts, _figures(record))


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


def _figures(record: LayerWeights) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("neuron", justify="right", no_wrap=True)
    for heading in ("norm", "above 0", "bias"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("largest weights, from", no_wrap=True)
    table.add_column("", no_wrap=True)
    for j, w in enumerate(record.weights):
        first = np.argsort(-np.abs(w), kind="stable")[:2].tolist()
        words = ", ".join(f"{k}: {signed(float(w[k]), 2).plain}" for k in first)
        table.add_row(
            str(j), f"{record.norms[j]:.2f}", f"{record.positive[j]:.0%}",
            signed(float(record.biases[j]), 2), words,
            signed_bar(float(w[first[0]]), record.largest, 12),
        )  # fmt: skip
    return table


def weights_figure(record: LayerWeights, names: Names, theme: str = "light") -> Canvas:
    """Draw every neuron's weights on one scale. Raises SettingsError as ``Canvas`` does."""
    n_out = len(record.weights)
    as_pictures = record.layer == 1 and names.image_shape is not None
    rows = -(-n_out // _COLUMNS)
    canvas = Canvas(theme, (9.6, 1.4 * rows + 0.5) if as_pictures else (6.5, 5.5))
    canvas.figure.suptitle(
        f"weights of layer {record.layer}, blue positive, red negative; the largest is "
        f"{record.largest:.3g}",
        color=canvas.theme.text,
    )
    if not as_pictures:
        axes = canvas.axes()
        canvas.picture(axes, record.weights, signed=True, largest=record.largest)
        axes.set_xlabel(f"from layer {record.layer - 1}")
        axes.set_ylabel(f"to layer {record.layer}")
        return canvas
    for j, w in enumerate(record.weights):
        axes = canvas.axes(rows, _COLUMNS, j + 1)
        canvas.picture(axes, w.reshape(names.image_shape), signed=True, largest=record.largest)
        axes.set_title(f"{j}: b {record.biases[j]:+.2f}", fontsize=8)
    return canvas
