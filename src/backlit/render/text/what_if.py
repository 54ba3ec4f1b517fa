"""A network before and after edits, as text."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.analyse.what_if import WhatIf
from backlit.render.bars import bar
from backlit.render.classes import class_title
from backlit.render.colours import DESIRED, POSITIVE, QUIET
from backlit.render.edits import edit_words
from backlit.render.names import Names
from backlit.render.picture import halved, picture
from backlit.render.signed import sign_style, signed_bar

_LONGEST_NAME = 16
_ABOUT_OUTPUTS = (
    "An output has no outgoing weights: its incoming ones and its bias were changed instead."
)


def what_if_text(record: WhatIf, names: Names, example: str, *, colour: bool) -> RenderableType:
    """What was changed, and what became of accuracy, cost, classes and one example's outputs.

    Args:
        record: Before and after.
        names: Of the network.
        example: What the one input is called.
        colour: Whether the terminal has colours.
    """
    parts: list[RenderableType] = [
        Text(edit_words(edit, names), style="bold") for edit in record.edits
    ]
    if any(edit.kind == "scale" and edit.layer == len(names.sizes) - 1 for edit in record.edits):
        parts.append(Text(_ABOUT_OUTPUTS, style=QUIET))
    parts += [Text(), _whole(record), _turned(record), Text(), _classes(record, names), Text()]
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
        # A cost that grows is no good news: its sign keeps its colour, its meaning is in the word.
        _change(after.cost - before.cost, 4),
    )
    return table


def _turned(record: WhatIf) -> Text:
    n = len(record.before.predicted)
    text = Text()
    text.append(f"{len(record.broken):,}", "bold")
    text.append(" of ")
    text.append(f"{n:,}")
    text.append(" examples are not said rightly any more, ")
    text.append(f"{len(record.mended):,}", "bold")
    text.append(" now are.")
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
    most = max(abs(each) for each in changes)
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
            signed_bar(change, most, 14),
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
    said_before, said = int(before.argmax()), int(after.argmax())
    highest = max(float(abs(after).max()), 1.0)
    for index in range(len(after)):
        mark = " ◀ now" if index == said else " ◁ before" if index == said_before else ""
        table.add_row(
            Text(class_title(names.classes, index)[:_LONGEST_NAME], style="bold"),
            f"{before[index]:.4f}",
            f"{after[index]:.4f}",
            Text(
                bar(float(after[index]) / highest, 8), style=DESIRED if index == said else POSITIVE
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
