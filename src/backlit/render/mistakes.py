"""The worst mistakes: pictures, or a table and bars where inputs are no pictures."""

from __future__ import annotations

import math
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.analyse.mistakes import Mistakes
from backlit.render.colours import QUIET
from backlit.render.figures import Canvas
from backlit.render.names import Names
from backlit.render.terminal.pictures import captioned, halved, picture
from backlit.render.terminal.signed import signed

_COLUMNS = 6
# Longer titles take two lines.
_LONGEST_TITLE = 16


def mistakes_text(record: Mistakes, names: Names, *, colour: bool) -> RenderableType:
    """The worst mistakes, the worst first: the actual and the predicted class of each.

    Args:
        record: The mistakes.
        names: Of the network.
        colour: Whether the terminal has colours.
    """
    heading = Text(
        f"{record.n_mistakes:,} of {record.n_examples:,} examples are misclassified", style="bold"
    )
    if record.n_matching != record.n_mistakes:
        heading.append(f", {record.n_matching:,} of them of this kind", "bold")
    heading.append(f"; the worst {len(record.indices)} by {record.by}:", "not bold")
    if not len(record.indices):
        return Text(heading.plain.split(";")[0] + ".", style="bold")
    shown = _table(record, names)
    if names.image_shape is not None:
        shown = _pictures(record, names, names.image_shape, colour=colour)
    return Group(heading, Text(), shown, Text(), _key(record))


def _pictures(
    record: Mistakes, names: Names, shape: tuple[int, int], *, colour: bool
) -> RenderableType:
    pictures = []
    for place, index in enumerate(record.indices.tolist()):
        pixels = record.inputs[place].reshape(shape)
        # Without colours a digit cannot be recognised at half the size.
        small = min(shape) >= 16 and colour
        pictures.append(
            (
                picture(halved(pixels) if small else pixels, colour=colour),
                f"example {index}\n{_change(record, names, place)}  {_badness(record, place)}\n",
            )
        )
    return captioned(pictures)


def _table(record: Mistakes, names: Names) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("example", justify="right", no_wrap=True)
    for heading in ("actual", "predicted"):
        table.add_column(heading, no_wrap=True)
    for heading in ("correct output", "predicted output", "margin", "cost"):
        table.add_column(heading, justify="right", no_wrap=True)
    for place, index in enumerate(record.indices.tolist()):
        label, predicted = int(record.labels[place]), int(record.predicted[place])
        table.add_row(
            str(index),
            names.classes[label],
            names.classes[predicted],
            f"{record.outputs[place, label]:.4f}",
            f"{record.outputs[place, predicted]:.4f}",
            signed(float(record.margins[place])),
            f"{record.costs[place]:.4f}",
        )
    return table


def _change(record: Mistakes, names: Names, place: int) -> str:
    label, predicted = int(record.labels[place]), int(record.predicted[place])
    return f"{names.classes[label]} → {names.classes[predicted]}"


def _badness(record: Mistakes, place: int) -> str:
    if record.by == "margin":
        return signed(float(record.margins[place]), 2).plain
    return f"{record.costs[place]:.2f}"


def _key(record: Mistakes) -> Text:
    means = (
        "the output of the predicted class minus that of the correct class"
        if record.by == "margin"
        else "the cost of the example"
    )
    return Text(f"Actual → predicted; {record.by}: {means}.", style=QUIET)


def mistakes_figure(record: Mistakes, names: Names, theme: str = "light") -> Canvas:
    """Draw the worst mistakes, the worst first. Raises SettingsError as ``Canvas`` does."""
    m = len(record.indices)
    columns = max(1, min(_COLUMNS, m))
    rows = max(1, math.ceil(m / columns))
    with_pictures = names.image_shape is not None and m > 0
    size = (1.75 * max(columns, 3), 2.15 * rows + 0.6) if with_pictures else (8.0, 0.3 * m + 1.5)
    canvas = Canvas(theme, size)
    canvas.figure.suptitle(
        f"the worst {m} of {record.n_matching:,} mistakes, by {record.by}", color=canvas.theme.text
    )
    if not with_pictures:
        _draw_bars(canvas, canvas.axes(), record, names)
        return canvas
    for place in range(m):
        axes = canvas.axes(rows, columns, place + 1)
        canvas.picture(axes, record.inputs[place].reshape(names.image_shape), signed=False)
        title = _title(record, names, place)
        if len(title) > _LONGEST_TITLE:
            title = title.replace(" predicted", "\npredicted")
        axes.set_title(title, fontsize=10 if len(title) <= _LONGEST_TITLE else 8)
        axes.set_xlabel(
            f"{record.by} {_values(record)[place]:.2f}\nexample {record.indices[place]}",
            fontsize=8,
            color=canvas.theme.quiet,
        )
    return canvas


def _draw_bars(canvas: Canvas, axes: Any, record: Mistakes, names: Names) -> None:
    places = range(len(record.indices))
    axes.barh(places, _values(record), color=canvas.theme.negative)
    axes.set_yticks(
        places,
        [f"example {record.indices[each]}: {_title(record, names, each)}" for each in places],
    )
    axes.invert_yaxis()
    axes.set_xlabel(record.by)


def _values(record: Mistakes) -> Any:
    return record.margins if record.by == "margin" else record.costs


def _title(record: Mistakes, names: Names, place: int) -> str:
    label, predicted = int(record.labels[place]), int(record.predicted[place])
    return f"{names.classes[label]} predicted as {names.classes[predicted]}"
