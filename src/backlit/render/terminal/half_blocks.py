"""Pictures of half-block characters: two rows of values to a line of text."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from rich.style import Style
from rich.text import Text

UPPER_HALF = "▀"


def half_blocks(
    values: NDArray[np.floating],
    cell: Callable[[int, int, float, float], tuple[str, Style | str]],
) -> Text:
    """Draw values, two rows to a line; an odd last row has 0 below it.

    Args:
        values: (rows, columns).
        cell: From the row, the column, the upper and the lower value to the text and its style.
    """
    rows, columns = values.shape
    text = Text(no_wrap=True, end="")
    for row in range(0, rows, 2):
        if row:
            text.append("\n")
        for column in range(columns):
            lower = float(values[row + 1, column]) if row + 1 < rows else 0.0
            text.append(*cell(row, column, float(values[row, column]), lower))
    return text


def shaded(shade: Callable[[float], str]) -> Callable[[int, int, float, float], tuple[str, Style]]:
    """A cell whose halves have the colours of the upper and the lower value."""

    def cell(row: int, column: int, upper: float, lower: float) -> tuple[str, Style]:
        return UPPER_HALF, Style(color=shade(upper), bgcolor=shade(lower))

    return cell


def hexadecimal(channels: object) -> str:
    """Red, green and blue, 0–255, as #rrggbb."""
    return "#" + "".join(f"{round(float(channel)):02x}" for channel in channels)  # type: ignore[attr-defined]
