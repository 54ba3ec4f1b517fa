"""A network before and after edits."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.analyse.what_if import WhatIf
from backlit.render.classes import class_title
from backlit.render.colours import POSITIVE, QUIET, TARGET
from backlit.render.edits import edit_words
from backlit.render.figures import Canvas
from backlit.render.names import Names
from backlit.render.terminal.bars import bar
from backlit.render.terminal.pictures import halved, picture
from backlit.render.terminal.signed import sign_style, signed_bar

_LONGEST_NAME = 16
_ABOUT_OUTPUTS = (
    "An output has no outgoing weights: its incoming ones and its bias were changed instead."
)
# More edits than these are counted, not listed.
_MAX_LISTED = 3


def what_if_text(record: WhatIf, names: Names, example: str, *, colour: bool) -> RenderableType:
    """The edits, and accuracy, cost, classes and one example's outputs before and after them.

    Args:
        record: Before and after.
        names: Of the network.
        example: The name of the one input.
        colour: Whether the terminal has colours.
    """
    parts: list[RenderableType] = [
        Text(edit_words(edit, names), style="bold") for edit in record.edits
    ]
    if any(edit.kind == "scale" and edit.layer == len(names.sizes) - 1 for edit in record.edits):
        parts.append(Text(_ABOUT_OUTPUTS, style=QUIET))
    parts += [
        Text(),
        _whole(record),
        _changes(record),
        Text(),
        _classes(record, names),
        Text(),
    ]
    heading = Text(f"Outputs for {example}", style="bold")
    parts += [heading, _outputs(record, names, colour=colour)]
    return Group(*parts)


def _whole(record: WhatIf) -> RenderableType:
    before, after = record.before, record.after
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("", no_wrap=True)
    for heading in ("before", "after", "change"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_row(
        "accuracy",
        f"{before.accuracy:.2%}",
        f"{after.accuracy:.2%}",
        _change(100 * (after.accuracy - before.accuracy), 2, " points"),
    )
    table.add_row(
        "cost",
        f"{before.cost:.4f}",
        f"{after.cost:.4f}",
        # The sign keeps its colour, although a higher cost is worse.
        _change(after.cost - before.cost, 4),
    )
    return table


def _changes(record: WhatIf) -> Text:
    n = len(record.before.predicted)
    text = Text()
    text.append(f"{len(record.broken):,}", "bold")
    text.append(" of ")
    text.append(f"{n:,}")
    text.append(" examples are no longer classified correctly, ")
    text.append(f"{len(record.fixed):,}", "bold")
    text.append(" are now.")
    return text


def _classes(record: WhatIf, names: Names) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("accuracy on", no_wrap=True)
    for heading in ("before", "after"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    before, after = record.before.accuracy_per_class, record.after.accuracy_per_class
    changes = [
        float(b - a) if n else 0.0
        for a, b, n in zip(before, after, record.n_per_class, strict=True)
    ]
    largest = max(abs(each) for each in changes)
    for index, change in enumerate(changes):
        name = class_title(names.classes, index)[:_LONGEST_NAME]
        if not record.n_per_class[index]:
            table.add_row(name, "–", "–", style=QUIET)
            continue
        table.add_row(
            Text(name, style="bold"),
            f"{before[index]:.1%}",
            f"{after[index]:.1%}",
            Text(bar(float(after[index]), 14), style=POSITIVE),
            _change(100 * change, 1),
            signed_bar(change, largest, 14),
        )
    return table


def _outputs(record: WhatIf, names: Names, *, colour: bool) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("output", no_wrap=True)
    table.add_column("before", justify="right", no_wrap=True)
    table.add_column("after", justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column("change", justify="right", no_wrap=True)
    before, after = record.before.outputs, record.after.outputs
    predicted_before, predicted = int(before.argmax()), int(after.argmax())
    highest = max(float(abs(after).max()), 1.0)
    for index in range(len(after)):
        mark = " ◀ now" if index == predicted else " ◁ before" if index == predicted_before else ""
        table.add_row(
            Text(class_title(names.classes, index)[:_LONGEST_NAME], style="bold"),
            f"{before[index]:.4f}",
            f"{after[index]:.4f}",
            Text(
                bar(float(after[index]) / highest, 8),
                style=TARGET if index == predicted else POSITIVE,
            ),
            _change(float(after[index] - before[index]), 4) + Text(mark),
        )
    if names.image_shape is None:
        return table
    pixels = record.inputs.reshape(names.image_shape)
    small = min(names.image_shape) >= 16 and colour
    beside = Table.grid(padding=(0, 2))
    beside.add_row(picture(halved(pixels) if small else pixels, colour=colour), table)
    return beside


def _change(value: float, digits: int, unit: str = "") -> Text:
    rounded = round(value, digits)
    text = f"{rounded:+.{digits}f}{unit}".replace("-", "−")
    return Text(text if rounded else f"{0:.{digits}f}{unit}", style=sign_style(rounded))


def what_if_figure(record: WhatIf, names: Names, example: str, theme: str = "light") -> Canvas:
    """Draw the effect of edits on each class and on one input's outputs.

    An open ring is before, a dot is after. Raises SettingsError as ``Canvas`` does.
    """
    n_classes = len(record.n_per_class)
    canvas = Canvas(theme, (11.0, max(3.0, 0.3 * n_classes + 1.9)))
    named = [edit_words(edit, names) for edit in record.edits[:_MAX_LISTED]]
    if len(record.edits) > _MAX_LISTED:
        named.append(f"{len(record.edits) - _MAX_LISTED} more edits")
    canvas.figure.suptitle(
        f"{'; '.join(named) or 'nothing changed'}\n"
        f"accuracy {record.before.accuracy:.2%} → {record.after.accuracy:.2%}, "
        f"cost {record.before.cost:.4f} → {record.after.cost:.4f}",
        color=canvas.theme.text,
        fontsize=11,
    )
    widths = (4, 4) if names.image_shape is None else (4, 4, 1.5)
    grid = canvas.figure.add_gridspec(1, len(widths), width_ratios=widths)
    before, after = record.before, record.after
    axes = canvas.axes(grid[0, 0])
    _draw_changes(canvas, axes, names, before.accuracy_per_class, after.accuracy_per_class)
    axes.set_title("accuracy on each class")
    axes = canvas.axes(grid[0, 1])
    _draw_changes(canvas, axes, names, before.outputs, after.outputs, shares=True)
    axes.set_title(f"outputs for {example}")
    if names.image_shape is not None:
        axes = canvas.axes(grid[0, 2])
        canvas.picture(axes, record.inputs.reshape(names.image_shape), signed=False)
    return canvas


def _draw_changes(
    canvas: Canvas,
    axes: Any,
    names: Names,
    before: NDArray[np.float64],
    after: NDArray[np.float64],
    *,
    shares: bool = False,
) -> None:
    theme = canvas.theme
    places = np.arange(len(before))
    signs = canvas.sign_colours(after - before)
    same = (after == before).tolist()
    colours = [theme.quiet if each else sign for each, sign in zip(same, signs, strict=True)]
    axes.hlines(places, before, after, color=colours, linewidth=2.5)
    axes.scatter(before, places, s=38, facecolor=theme.page, edgecolor=theme.quiet, zorder=3)
    axes.scatter(after, places, s=38, color=colours, zorder=4)
    axes.set_yticks(places, [class_title(names.classes, index) for index in places.tolist()])
    axes.invert_yaxis()
    axes.grid(axis="y", color=theme.grid, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.margins(x=0.08)
    both = np.concatenate([before, after])
    if shares and both.min() >= 0 and both.max() <= 1:
        axes.set_xlim(-0.04, 1.04)
    axes.set_xlabel("○ before   ● after: blue more, red less")
