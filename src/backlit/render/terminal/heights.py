"""A map of heights in a terminal: in colours, or in letters where there are none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rich.style import Style
from rich.text import Text

from backlit.render.terminal.half_blocks import UPPER_HALF, half_blocks, hexadecimal

# From low to high: deep blue, green, yellow, red, as on maps; bright is high.
_STOPS = np.array(
    [(0x1C, 0x3A, 0x6E), (0x1C, 0x75, 0x8A), (0x58, 0xC4, 0x7D), (0xF2, 0xD5, 0x5C),
     (0xFC, 0x62, 0x55)], np.float64
)  # fmt: skip
_LETTERS = " .:-=+*#%@"


def height_levels(heights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Heights as 0–1: half by rank, half by size, so that a flat valley shows more than one."""
    flat = heights.reshape(-1)
    order = np.argsort(flat, kind="stable")
    ranks = np.empty(len(flat))
    ranks[order] = np.linspace(0, 1, len(flat))
    low, high = float(flat.min()), float(flat.max())
    linear = (flat - low) / (high - low) if high > low else np.zeros(len(flat))
    return ((ranks + linear) / 2).reshape(heights.shape)


def height_map(
    heights: NDArray[np.float64],
    *,
    colour: bool,
    marks: dict[tuple[int, int], str] | None = None,
) -> Text:
    """A map with the first row at the bottom, two columns of characters to a point.

    Args:
        heights: (rows, columns).
        colour: Colours by height; else letters from " " to "@".
        marks: A letter to stand at a row and column.
    """
    levels = height_levels(heights)[::-1]
    rows = len(levels)
    if rows % 2:  # an odd last row fills both halves
        levels = np.vstack([levels, levels[-1:]])

    def cell(row: int, column: int, upper: float, lower: float) -> tuple[str, Style | str]:
        mark = _mark(marks or {}, rows, row, column)
        if not colour:
            letter = _LETTERS[min(int((upper + lower) / 2 * len(_LETTERS)), 9)]
            return (mark + " " if mark else letter * 2), ""
        if mark:
            mixed = _shade((upper + lower) / 2)
            return mark + " ", Style(color="black", bgcolor=mixed, bold=True)
        return 2 * UPPER_HALF, Style(color=_shade(upper), bgcolor=_shade(lower))

    text = half_blocks(levels, cell)
    text.end = "\n"
    return text


def _mark(marks: dict[tuple[int, int], str], rows: int, row: int, column: int) -> str:
    """The letter of a cell; of two that share it, the one that is not a dot."""
    found = [marks.get((rows - 1 - here, column), "") for here in (row, row + 1)]
    return max(found, key=lambda mark: (bool(mark), mark.isalpha()))


def _shade(level: float) -> str:
    place = min(max(level, 0.0), 1.0) * (len(_STOPS) - 1)
    low = min(int(place), len(_STOPS) - 2)
    mixed = _STOPS[low] + (place - low) * (_STOPS[low + 1] - _STOPS[low])
    return hexadecimal(mixed)
