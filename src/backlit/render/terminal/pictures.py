"""Pictures in a terminal, in shades of grey, with captions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rich.columns import Columns
from rich.table import Table
from rich.text import Text

from backlit.render.colours import QUIET
from backlit.render.terminal.half_blocks import half_blocks, hexadecimal, shaded

# Without colours a pixel brighter than this is ink: thin grey edges read best as paper.
_INK = 0.4


def picture(pixels: NDArray[np.floating], *, colour: bool = True) -> Text:
    """A picture as text, white ink on black.

    Args:
        pixels: (rows, columns), brightness 0–1.
        colour: Use shades of grey; else only full and empty half blocks.

    Returns:
        Half as many lines as rows, one character a column.
    """
    return half_blocks(pixels, shaded(_grey) if colour else _ink)


def pictures_in_a_row(
    pictures: Sequence[NDArray[np.floating]], captions: Sequence[Text], *, colour: bool = True
) -> Table:
    """Pictures side by side, each with a caption centred under it."""
    grid = Table.grid(padding=(0, 1))
    for _ in pictures:
        grid.add_column(justify="center")
    grid.add_row(*(picture(each, colour=colour) for each in pictures))
    grid.add_row(*captions)
    return grid


def captioned(pictures: Sequence[tuple[Text, str]]) -> Columns:
    """Pictures with captions, as many side by side as fit the terminal."""
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
    return hexadecimal([255 * min(max(brightness, 0.0), 1.0)] * 3)


def _ink(row: int, column: int, upper: float, lower: float) -> tuple[str, str]:
    """A cell without colours: full, half or empty."""
    return " ▀▄█"[(upper > _INK) + 2 * (lower > _INK)], ""
