"""A confusion matrix, shaded, the figures of each class, and the largest confusions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.style import Style
from rich.table import Table
from rich.text import Text

from backlit.analyse.confusion import Confusion, largest_confusions
from backlit.render.classes import class_characters, class_title
from backlit.render.colours import NEGATIVE, POSITIVE, QUIET
from backlit.render.figures import Canvas
from backlit.render.names import Names
from backlit.render.terminal.bars import bar

_LONGEST_NAME = 16
_ROWS = "actual ↓"
_GAP = 4
# More classes than these leave no room for a number in a cell.
_MAX_NUMBERED = 20


def confusion_text(
    record: Confusion, names: Names, *, colour: bool, limit: int = 8
) -> RenderableType:
    """The matrix, the figures of each class, and the largest confusions.

    A matrix too wide for the screen is replaced by a note and more of the largest confusions.

    Args:
        record: The confusion matrix.
        names: Of the network.
        colour: Whether the terminal has colours.
        limit: How many confusions to list.
    """
    n, n_wrong = len(record.labels), int((record.labels != record.predicted).sum())
    heading = Text(f"Accuracy {record.accuracy:.2%}", style="bold")
    heading.append(f"  ({n - n_wrong:,} of {n:,} correct, {n_wrong:,} wrong)", style="not bold")
    return Group(
        heading, Text(), _Matrix(record, names, colour, limit), Text(), _per_class(record, names)
    )


@dataclass(frozen=True)
class _Matrix:
    """The matrix where it fits, and the largest confusions."""

    record: Confusion
    names: Names
    colour: bool
    limit: int

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
            yield _largest(self.record, self.names, 3 * self.limit)
            return
        matrix = self._drawn(titles, characters, label, cell)
        largest = _largest(self.record, self.names, self.limit)
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
        text.append("predicted →\n", QUIET)
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


def _largest(record: Confusion, names: Names, limit: int) -> RenderableType:
    cells = largest_confusions(record)
    if not len(cells):
        return Text("No example is misclassified.")
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("actual", no_wrap=True)
    table.add_column("predicted", no_wrap=True)
    table.add_column("times", justify="right", no_wrap=True)
    table.add_column("of its class", justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    n_actual = record.counts.sum(axis=1)
    most_times = int(record.counts[tuple(cells[0])])
    for i, j in cells[:limit].tolist():
        times = int(record.counts[i, j])
        table.add_row(
            _title(names, i),
            _title(names, j),
            f"{times:,}",
            f"{times / n_actual[i]:.1%}",
            Text(bar(times / most_times, 8), style=NEGATIVE),
        )
    left_out = cells[limit:]
    if len(left_out):
        times = int(record.counts[left_out[:, 0], left_out[:, 1]].sum())
        table.add_row(f"{len(left_out)} others", "", f"{times:,}", "", "", style=QUIET)
    return table


def _per_class(record: Confusion, names: Names) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("class", no_wrap=True)
    for heading in ("actual", "predicted", "correct", "precision", "recall", "F1"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    n_actual, n_predicted = record.counts.sum(axis=1), record.counts.sum(axis=0)
    for index in range(len(n_actual)):
        f1 = float(record.f1[index])
        table.add_row(
            Text(_title(names, index), style="bold"),
            f"{n_actual[index]:,}",
            f"{n_predicted[index]:,}",
            f"{record.counts[index, index]:,}",
            _share(record.precision[index]),
            _share(record.recall[index]),
            _share(f1),
            Text(bar(0.0 if f1 != f1 else f1, 8), style=POSITIVE),
        )
    return table


def _share(value: float) -> str:
    return "–" if value != value else f"{value:.1%}"


def _title(names: Names, index: int) -> str:
    return class_title(names.classes, index)[:_LONGEST_NAME]


def confusion_figure(
    record: Confusion, names: Names, theme: str = "light", limit: int = 12
) -> Canvas:
    """Draw a confusion matrix and the largest confusions. Raises SettingsError as ``Canvas`` does.

    Correct cells are blue and wrong ones red, shaded as ``confusion_shades`` says.
    """
    canvas = Canvas(theme, (11.0, 6.2))
    n = len(record.labels)
    canvas.figure.suptitle(
        f"accuracy {record.accuracy:.2%} of {n:,} examples", color=canvas.theme.text
    )
    grid = canvas.figure.add_gridspec(1, 2, width_ratios=(5, 3))
    _draw_matrix(canvas, canvas.axes(grid[0, 0]), record, names)
    _draw_largest(canvas, canvas.axes(grid[0, 1]), record, names, limit)
    return canvas


def _draw_matrix(canvas: Canvas, axes: Any, record: Confusion, names: Names) -> None:
    shades = confusion_shades(record)
    # Not the full colour, so that numbers stay legible upon it.
    axes.imshow(0.75 * shades, cmap=canvas.signed_colours(), vmin=-1, vmax=1, aspect="equal")
    n_classes = len(shades)
    titles = [class_title(names.classes, index) for index in range(n_classes)]
    axes.set_xticks(range(n_classes), class_characters(names.classes))
    axes.set_yticks(range(n_classes), titles)
    axes.tick_params(labelsize=9 if n_classes <= _MAX_NUMBERED else 6)
    axes.set_xlabel("predicted")
    axes.set_ylabel("actual")
    for spine in axes.spines.values():
        spine.set_visible(False)
    if n_classes > _MAX_NUMBERED:
        return
    size = 9 if n_classes <= 10 else 6
    for (i, j), count in np.ndenumerate(record.counts):
        axes.text(
            j,
            i,
            f"{count}" if count else "·",
            ha="center",
            va="center",
            fontsize=size,
            color=canvas.theme.text if count else canvas.theme.quiet,
            fontweight="bold" if i == j else "normal",
        )


def _draw_largest(canvas: Canvas, axes: Any, record: Confusion, names: Names, limit: int) -> None:
    cells = largest_confusions(record)[:limit].tolist()
    times = [int(record.counts[i, j]) for i, j in cells]
    titles = [
        f"{class_title(names.classes, i)} predicted as {class_title(names.classes, j)}"
        for i, j in cells
    ]
    axes.barh(range(len(cells)), times, color=canvas.theme.negative)
    axes.set_yticks(range(len(cells)), titles)
    axes.invert_yaxis()
    axes.set_xlabel("times")
    axes.set_title("largest confusions")
    for place, count in enumerate(times):
        axes.text(count, place, f" {count}", va="center", fontsize=9, color=canvas.theme.text)


def confusion_shades(record: Confusion) -> NDArray[np.float64]:
    """A shade of −1 to 1 for each cell: correct ones positive, wrong ones negative.

    A correct cell is as strong as its share of the class. A wrong one is the square root of its
    share over the largest such share off the diagonal, so that small confusions are visible.
    """
    n_actual = record.counts.sum(axis=1, keepdims=True)
    shares = record.counts / np.maximum(n_actual, 1)
    correct = shares.diagonal()
    wrong = shares - np.diag(correct)
    shades: NDArray[np.float64] = np.diag(correct) - np.sqrt(wrong / (wrong.max() or 1.0))
    return shades
