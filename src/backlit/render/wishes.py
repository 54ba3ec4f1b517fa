"""The wishes of one example, layer by layer back to the input."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.explain.nudges import LayerWishes, Wishes
from backlit.render.colours import QUIET, TARGET
from backlit.render.figures import Canvas
from backlit.render.names import Names
from backlit.render.terminal.pictures import captioned, picture
from backlit.render.terminal.signed import signed, signed_bar, signed_picture


def wishes_text(record: Wishes, names: Names, *, colour: bool, limit: int = 16) -> RenderableType:
    """What one example wants, from the outputs back to the input.

    Args:
        record: The wishes.
        names: Of the network.
        colour: Whether the terminal has colours.
        limit: How many neurons of a layer to show, those with the largest wishes.
    """
    predicted, label = names.classes[record.predicted], names.classes[record.label]
    heading = Text(f"This example is {label}, the network says {predicted}", style="bold")
    heading.append(f"   (cost {record.total:.4f})", QUIET)
    parts: list[RenderableType] = [heading, Text(), _outputs(record, names, limit)]
    for after, here in zip(record.layers[:0:-1], record.layers[-2::-1], strict=True):
        parts.append(Text())
        if here.layer or names.image_shape is None:
            parts.append(_layer(here, after.layer, names, limit))
        else:
            parts.append(_pixels(here, names.image_shape, colour=colour))
    return Group(*parts)


def _outputs(record: Wishes, names: Names, limit: int) -> RenderableType:
    here = record.layers[-1]
    table = _wish_table()
    largest = _largest(here.wishes)
    for j in _shown(here.wishes, limit):
        name = Text(names.neuron(here.layer, j), style=TARGET if j == record.label else "")
        wish = float(here.wishes[j])
        table.add_row(name, f"{here.a[j]:.4f}", signed(wish), signed_bar(wish, largest, 20))
    return Group(Text("what it wants of the outputs", "bold"), table)


def _layer(here: LayerWishes, after: int, names: Names, limit: int) -> RenderableType:
    """A table of one layer's wishes: each is the sum of what the next layer wants."""
    assert here.contributions is not None
    several = len(here.contributions) > 2
    table = _wish_table()
    table.add_column("wanted by", no_wrap=True)
    table.add_column("and by", no_wrap=True)
    if several:
        table.add_column("others", justify="right", no_wrap=True)
    largest = _largest(here.wishes)
    shown = _shown(here.wishes, limit)
    for k in shown:
        wish, contributions = float(here.wishes[k]), here.contributions[:, k]
        first = np.argsort(-np.abs(contributions), kind="stable")[:2].tolist()
        terms = [Text(f"{j}: ") + signed(float(contributions[j]), 3) for j in first]
        others = (
            [signed(float(contributions.sum() - contributions[first].sum()), 3)] if several else []
        )
        table.add_row(
            f"neuron {k}" if here.layer else names.neuron(0, k), f"{here.a[k]:.4f}", signed(wish),
            signed_bar(wish, largest, 8), *terms, *([""] * (2 - len(terms))), *others,
        )  # fmt: skip
    rest = sorted(set(range(len(here.a))) - set(shown))
    if rest:
        table.add_row(f"the other {len(rest)}", "", signed(float(here.wishes[rest].sum())))
    place = f"layer {here.layer}" if here.layer else "the input"
    heading = Text(f"what layer {after} wants of {place}", "bold")
    heading.append("   each wish is the sum of what its neurons want", QUIET)
    return Group(heading, table)


def _pixels(here: LayerWishes, shape: tuple[int, int], *, colour: bool) -> RenderableType:
    return captioned(
        [
            (picture(here.a.reshape(shape), colour=colour), "the input"),
            (signed_picture(here.wishes.reshape(shape), colour=colour),
             "what layer 1 wants of the pixels"),
        ]
    )  # fmt: skip


def _wish_table() -> Table:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("neuron", no_wrap=True)
    table.add_column("a", justify="right", no_wrap=True)
    table.add_column("wish", justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    return table


def _shown(wishes: NDArray[np.float64], limit: int) -> list[int]:
    """All of them in order, or those with the largest wishes where there are too many."""
    if len(wishes) <= limit:
        return list(range(len(wishes)))
    largest_first: list[int] = np.argsort(-np.abs(wishes), kind="stable").tolist()
    return largest_first[:limit]


def _largest(wishes: NDArray[np.float64]) -> float:
    finite = np.abs(wishes[np.isfinite(wishes)])
    return float(finite.max(initial=0.0))


def wishes_figure(record: Wishes, names: Names, theme: str = "light") -> Canvas:
    """Draw the wishes of every layer, the outputs at the right. Raises as ``Canvas`` does."""
    n = len(record.layers)
    canvas = Canvas(theme, (3.0 * n, 4.4))
    colours = canvas.theme
    canvas.figure.suptitle(
        f"a {names.classes[record.label]}, predicted as {names.classes[record.predicted]}: "
        "what it wants of every activation (blue more, red less)",
        color=colours.text,
    )
    for place, here in enumerate(record.layers):
        axes = canvas.axes(1, n, place + 1)
        if here.layer == 0 and names.image_shape is not None:
            canvas.picture(axes, here.wishes.reshape(names.image_shape), signed=True)
            axes.set_title("pixels")
            continue
        wishes = np.nan_to_num(here.wishes, posinf=0.0, neginf=0.0)
        if len(wishes) > 40:
            axes.plot(wishes, color=colours.positive, linewidth=0.8)
        else:
            places = np.arange(len(wishes))
            axes.barh(places, wishes, color=canvas.sign_colours(wishes), height=0.7)
            last = here.layer == n - 1
            axes.set_yticks(places, names.classes if last else [str(each) for each in places])
            axes.invert_yaxis()
        axes.axvline(0, color=colours.quiet, linewidth=0.8)
        axes.set_title("outputs" if here.layer == n - 1 else f"layer {here.layer}")
    return canvas
