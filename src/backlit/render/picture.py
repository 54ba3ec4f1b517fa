"""Pictures in a terminal: two pixels to a character cell, the upper and the lower half."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rich.columns import Columns
from rich.style import Style
from rich.table import Table
from rich.text import Text

from backlit.render.colours import QUIET

# Without colour a pixel is ink or paper; thin grey edges read best as paper.
_INK = 0.4


def picture(pixels: NDArray[np.floating], *, colour: bool = True) -> Text:
    """A picture as text, white ink on black.

    Args:
        pixels: (rows, columns), brightness 0–1.
        colour: Use shades of grey; else only full and empty half blocks.

    Returns:
        Half as many lines as rows, one character a column.
    """
    rows, columns = pixels.shape
    upper = pixels[0::2]
    lower = np.vstack([pixels[1::2], np.zeros((rows % 2, columns))])
    text = Text(no_wrap=True, end="")
    for line, (above, below) in enumerate(zip(upper, lower, strict=True)):
        if line:
            text.append("\n")
        for top, bottom in zip(above, below, strict=True):
            if colour:
                text.append("▀", Style(color=_grey(top), bgcolor=_grey(bottom)))
            else:
                text.append({0: " ", 1: "▀", 2: "▄", 3: "█"}[(top > _INK) + 2 * (bottom > _INK)])
    return text


def pictures_in_a_row(
    pictures: Sequence[NDArray[np.floating]], captions: Sequence[Text], *, colour: bool = True
) -> Table:
    """Pictures side by side, a caption centred under each."""
    grid = Table.grid(padding=(0, 1))
    for _ in pictures:
        grid.add_column(justify="center")
    grid.add_row(*(picture(each, colour=colour) for each in pictures))
    grid.add_row(*captions)
    return grid


def captioned(pictures: Sequence[tuple[Text, str]]) -> Columns:
    """Pictures with a caption under each, as many beside each other as the terminal is wide."""
    cells = []
    for shown, caption in pictures:
        cell = Table.grid()
        cell.add_row(shown)
        cell.add_row(Text(caption, style=QUIET, no_wrap=True))
        cells.append(cell)
    return Columns(cells, padding=(0, 2))


def halved(pixels: NDArray[np.floating]) -> NDArray[np.floating]:
    """A picture at half the size, each pixel the mean of four: enough to recognise a digit."""
    rows, columns = (side - side % 2 for side in pixels.shape)
    blocks = pixels[:rows, :columns].reshape(rows // 2, 2, columns // 2, 2)
    mean: NDArray[np.floating] = blocks.mean(axis=(1, 3))
    return mean


def _grey(brightness: float) -> str:
    level = round(255 * min(max(float(brightness), 0), 1))
    return f"#{level:02x}{level:02x}{level:02x}"
