"""A confusion matrix as a figure: how many, shaded by the share of their class."""

from __future__ import annotations

from typing import Any

import numpy as np

from backlit.analyse.confusion import Confusion, largest_confusions
from backlit.render.classes import class_characters, class_title
from backlit.render.figure.canvas import Canvas
from backlit.render.names import Names
from backlit.render.shades import confusion_shades

# More classes than these leave no room for a number in a cell.
_MOST_NUMBERED = 20


def confusion_figure(
    record: Confusion, names: Names, theme: str = "light", most: int = 12
) -> Canvas:
    """Draw a confusion matrix and the largest confusions. Raises SettingsError as ``Canvas`` does.

    What is right is blue and what is wrong red, shaded as ``confusion_shades`` says.
    """
    canvas = Canvas(theme, (11.0, 6.2))
    n = len(record.labels)
    canvas.figure.suptitle(
        f"accuracy {record.accuracy:.2%} of {n:,} examples", color=canvas.theme.text
    )
    grid = canvas.figure.add_gridspec(1, 2, width_ratios=(5, 3))
    _draw_matrix(canvas, canvas.axes(grid[0, 0]), record, names)
    _draw_largest(canvas, canvas.axes(grid[0, 1]), record, names, most)
    return canvas


def _draw_matrix(canvas: Canvas, axes: Any, record: Confusion, names: Names) -> None:
    shades = confusion_shades(record)
    # Not the full colour, so that numbers stay legible upon it.
    axes.imshow(0.75 * shades, cmap=canvas.signed_colours(), vmin=-1, vmax=1, aspect="equal")
    n_classes = len(shades)
    titles = [class_title(names.classes, index) for index in range(n_classes)]
    axes.set_xticks(range(n_classes), class_characters(names.classes))
    axes.set_yticks(range(n_classes), titles)
    axes.tick_params(labelsize=9 if n_classes <= _MOST_NUMBERED else 6)
    axes.set_xlabel("the network said")
    axes.set_ylabel("it is")
    for spine in axes.spines.values():
        spine.set_visible(False)
    if n_classes > _MOST_NUMBERED:
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


def _draw_largest(canvas: Canvas, axes: Any, record: Confusion, names: Names, most: int) -> None:
    cells = largest_confusions(record)[:most].tolist()
    times = [int(record.counts[i, j]) for i, j in cells]
    titles = [
        f"{class_title(names.classes, i)} said to be {class_title(names.classes, j)}"
        for i, j in cells
    ]
    axes.barh(range(len(cells)), times, color=canvas.theme.negative)
    axes.set_yticks(range(len(cells)), titles)
    axes.invert_yaxis()
    axes.set_xlabel("times")
    axes.set_title("largest confusions")
    for place, count in enumerate(times):
        axes.text(count, place, f" {count}", va="center", fontsize=9, color=canvas.theme.text)
