"""Wishes, layer by layer back, and the three avenues of a neuron, as text."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.explain.nudges import Avenues, LayerWishes, Wishes
from backlit.render.bars import bar
from backlit.render.colours import DESIRED, POSITIVE, QUIET
from backlit.render.names import Names
from backlit.render.picture import captioned, picture
from backlit.render.signed import signed, signed_bar, signed_picture

AVENUES = ("change b", "change w, in proportion to a", "change a, in proportion to w")


def wishes_text(record: Wishes, names: Names, *, colour: bool, most: int = 16) -> RenderableType:
    """What one example wants, from the outputs back to the input.

    Args:
        record: The wishes.
        names: Of the network.
        colour: Whether the terminal has colours.
        most: How many neurons of a layer to show, those with the largest wishes.
    """
    said, label = names.classes[record.said], names.classes[record.label]
    heading = Text(f"This example is {label}, the network says {said}", style="bold")
    heading.append(f"   (cost {record.total:.4f})", QUIET)
    parts: list[RenderableType] = [heading, Text(), _outputs(record, names, most)]
    for after, here in zip(record.layers[:0:-1], record.layers[-2::-1], strict=True):
        parts.append(Text())
        if here.layer or names.image_shape is None:
            parts.append(_layer(here, after.layer, names, most))
        else:
            parts.append(_pixels(here, names.image_shape, colour=colour))
    return Group(*parts)


def _outputs(record: Wishes, names: Names, most: int) -> RenderableType:
    here = record.layers[-1]
    table = _wish_table()
    largest = _largest(here.wishes)
    for j in _shown(here.wishes, most):
        name = Text(names.neuron(here.layer, j), style=DESIRED if j == record.label else "")
        wish = float(here.wishes[j])
        table.add_row(name, f"{here.a[j]:.4f}", signed(wish), signed_bar(wish, largest, 20))
    return Group(Text("what it wants of the outputs", "bold"), table)


def _layer(here: LayerWishes, after: int, names: Names, most: int) -> RenderableType:
    """A table of one layer's wishes: each is added up from what those of the next layer ask."""
    assert here.asked is not None
    several = len(here.asked) > 2
    table = _wish_table()
    table.add_column("asked by", no_wrap=True)
    table.add_column("then", no_wrap=True)
    if several:
        table.add_column("others", justify="right", no_wrap=True)
    largest = _largest(here.wishes)
    shown = _shown(here.wishes, most)
    for k in shown:
        wish, asked = float(here.wishes[k]), here.asked[:, k]
        first = np.argsort(-np.abs(asked), kind="stable")[:2].tolist()
        askers = [Text(f"{j}: ") + signed(float(asked[j]), 3) for j in first]
        others = [signed(float(asked.sum() - asked[first].sum()), 3)] if several else []
        table.add_row(
            f"neuron {k}" if here.layer else names.neuron(0, k), f"{here.a[k]:.4f}", signed(wish),
            signed_bar(wish, largest, 8), *askers, *([""] * (2 - len(askers))), *others,
        )  # fmt: skip
    rest = sorted(set(range(len(here.a))) - set(shown))
    if rest:
        table.add_row(f"the other {len(rest)}", "", signed(float(here.wishes[rest].sum())))
    place = f"layer {here.layer}" if here.layer else "the input"
    heading = Text(f"what layer {after} wants of {place}", "bold")
    heading.append("   each wish is the sum of what is asked", QUIET)
    return Group(heading, table)


def _pixels(here: LayerWishes, shape: tuple[int, int], *, colour: bool) -> RenderableType:
    return captioned(
        [
            (picture(here.a.reshape(shape), colour=colour), "the input"),
            (signed_picture(here.wishes.reshape(shape), colour=colour),
             "what layer 1 wants of the pixels"),
        ]
    )  # fmt: skip


def avenues_text(record: Avenues, names: Names, *, most: int = 8) -> RenderableType:
    """The three avenues of a neuron, and which of them counts most.

    Args:
        record: The avenues.
        names: Of the network.
        most: How many weights to name, those that it would change most.
    """
    name = names.neuron(record.layer, record.neuron)
    direction = "rise" if record.wish > 0 else "fall"
    heading = Text(f"{name.capitalize()} is {record.a:.4f} and should {direction}", style="bold")
    heading.append("  wish ", QUIET)
    heading.append_text(signed(record.wish))
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("avenue", no_wrap=True)
    table.add_column("gain / η", justify="right")
    table.add_column()
    most_gain = float(record.gains.max(initial=0.0))
    for avenue, gain in zip(AVENUES, record.gains.tolist(), strict=True):
        best = gain == most_gain and gain > 0
        share = Text(bar(gain / most_gain if most_gain else 0.0, 20), style=POSITIVE)
        share.append("  counts most" if best else "", "bold")
        table.add_row(avenue, f"{gain:.4g}", share)
    return Group(heading, _slope(record), Text(), table, Text(), _parts(record, names, most))


def _slope(record: Avenues) -> Text:
    text = Text("each nudge is −∂C/∂z = ", style=QUIET)
    text.append_text(signed(record.bias_nudge))
    if record.slope is not None:
        slope = f"{record.activation}′({record.z:+.3f}), {record.slope:.4f}"
        text.append(f" = wish · {slope}", QUIET)
    return text


def _parts(record: Avenues, names: Names, most: int) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("from", no_wrap=True)
    for heading in ("a", "w", "change w by η ·", "change a by η ·"):
        table.add_column(heading, justify="right", no_wrap=True)
    strongest = np.abs(record.weight_nudges) + np.abs(record.input_nudges)
    order = np.argsort(-strongest, kind="stable")
    for k in order[:most].tolist():
        table.add_row(
            names.neuron(record.layer - 1, k), f"{record.inputs[k]:.4f}",
            signed(float(record.weights[k])), signed(float(record.weight_nudges[k])),
            signed(float(record.input_nudges[k])),
        )  # fmt: skip
    if len(order) > most:
        table.add_row(f"and {len(order) - most} others", style=QUIET)
    table.add_row("bias", "", "", signed(record.bias_nudge))
    return table


def _wish_table() -> Table:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("neuron", no_wrap=True)
    table.add_column("a", justify="right", no_wrap=True)
    table.add_column("wish", justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    return table


def _shown(wishes: NDArray[np.float64], most: int) -> list[int]:
    """All of them in their order, or those with the largest wishes where there are too many."""
    if len(wishes) <= most:
        return list(range(len(wishes)))
    largest_first: list[int] = np.argsort(-np.abs(wishes), kind="stable").tolist()
    return largest_first[:most]


def _largest(wishes: NDArray[np.float64]) -> float:
    finite = np.abs(wishes[np.isfinite(wishes)])
    return float(finite.max(initial=0.0))
