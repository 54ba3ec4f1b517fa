"""A confusion matrix as text: shaded where there is room for it, and the largest confusions."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.style import Style
from rich.table import Table
from rich.text import Text

from backlit.analyse.confusion import Confusion, largest_confusions
from backlit.render.bars import bar
from backlit.render.classes import class_characters, class_title
from backlit.render.colours import NEGATIVE, POSITIVE, QUIET
from backlit.render.names import Names
from backlit.render.shades import confusion_shades

_LONGEST_NAME = 16
_ROWS = "it is ↓"
_GAP = 4


def confusion_text(
    record: Confusion, names: Names, *, colour: bool, most: int = 8
) -> RenderableType:
    """The matrix, the figures of each class, and the largest confusions.

    A matrix too wide for the screen is left out, and said to be; more of the largest confusions are
    then named in its stead.

    Args:
        record: The confusion matrix.
        names: Of the network.
        colour: Whether the terminal has colours.
        most: How many confusions to name.
    """
    n, n_wrong = len(record.labels), int((record.labels != record.predicted).sum())
    heading = Text(f"Accuracy {record.accuracy:.2%}", style="bold")
    heading.append(f"  ({n - n_wrong:,} of {n:,} right, {n_wrong:,} wrong)", style="not bold")
    return Group(
        heading, Text(), _Matrix(record, names, colour, most), Text(), _per_class(record, names)
    )


@dataclass(frozen=True)
class _Matrix:
    """The matrix where it fits, and the largest confusions."""

    record: Confusion
    names: Names
    colour: bool
    most: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        characters = class_characters(self.names.classes)
        titles = [_title(self.names, index) for index in range(len(characters))]
        cell = max(len(f"{self.record.counts.max()}"), max(map(len, characters))) + 1
        label = max(len(_ROWS), *map(len, titles))
        width = label + 1 + cell * len(characters)
        if width > options.max_width:
            yield Text(
                f"A matrix of {len(characters)} classes is too wide for this screen: "
                "-o confusion.svg draws it.",
                style=QUIET,
            )
            yield Text()
            yield _largest(self.record, self.names, 3 * self.most)
            return
        matrix = self._drawn(titles, characters, label, cell)
        largest = _largest(self.record, self.names, self.most)
        if width + _GAP + console.measure(largest, options=options).maximum <= options.max_width:
            beside = Table.grid(padding=(0, _GAP))
            beside.add_row(matrix, largest)
            yield beside
        else:
            yield from (matrix, Text(), largest)

    def _drawn(self, titles: list[str], characters: tuple[str, ...], label: int, cell: int) -> Text:
        shades = confusion_shades(self.record)
        text = Text(no_wrap=True)
        text.append(f"{_ROWS:{label}} ", QUIET)
        text.append("the network said →\n", QUIET)
        text.append(" " * (label + 1) + "".join(f"{each:>{cell}}" for each in characters), "bold")
        for i, row in enumerate(self.record.counts.tolist()):
            text.append("\n")
            text.append(f"{titles[i]:>{label}} ", "bold")
            for j, count in enumerate(row):
                text.append(f"{count or '·':>{cell}}", self._style(float(shades[i, j])))
        return text

    def _style(self, shade: float) -> Style | str:
        if shade == 0:
            return QUIET
        if not self.colour:
            return "bold" if shade > 0 else ""
        hue = POSITIVE if shade > 0 else NEGATIVE
        # Not the full colour, so that white numbers stay legible upon it.
        strength = 0.7 * abs(shade)
        channels = [round(int(hue[at : at + 2], 16) * strength) for at in (1, 3, 5)]
        back = "#" + "".join(f"{channel:02x}" for channel in channels)
        return Style(color="#ffffff", bgcolor=back, bold=shade > 0)


def _largest(record: Confusion, names: Names, most: int) -> RenderableType:
    cells = largest_confusions(record)
    if not len(cells):
        return Text("Nothing was confused.")
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("it is", no_wrap=True)
    table.add_column("said to be", no_wrap=True)
    table.add_column("times", justify="right", no_wrap=True)
    table.add_column("of its class", justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    there = record.counts.sum(axis=1)
    most_times = int(record.counts[tuple(cells[0])])
    for i, j in cells[:most].tolist():
        times = int(record.counts[i, j])
        table.add_row(
            _title(names, i),
            _title(names, j),
            f"{times:,}",
            f"{times / there[i]:.1%}",
            Text(bar(times / most_times, 8), style=NEGATIVE),
        )
    left_out = cells[most:]
    if len(left_out):
        times = int(record.counts[left_out[:, 0], left_out[:, 1]].sum())
        table.add_row(f"{len(left_out)} others", "", f"{times:,}", "", "", style=QUIET)
    return table


def _per_class(record: Confusion, names: Names) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("class", no_wrap=True)
    for heading in ("there", "said", "right", "precision", "recall", "F1"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    there, said = record.counts.sum(axis=1), record.counts.sum(axis=0)
    for index in range(len(there)):
        f1 = float(record.f1[index])
        table.add_row(
            Text(_title(names, index), style="bold"),
            f"{there[index]:,}",
            f"{said[index]:,}",
            f"{record.counts[index, index]:,}",
            _share(record.precision[index]),
            _share(record.recall[index]),
            _share(f1),
            Text(bar(0.0 if f1 != f1 else f1, 16), style=POSITIVE),
        )
    return table


def _share(value: float) -> str:
    return "–" if value != value else f"{value:.1%}"


def _title(names: Names, index: int) -> str:
    return class_title(names.classes, index)[:_LONGEST_NAME]
