"""Curves in a terminal, drawn in Braille dots."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeAlias

import plotille
from rich.text import Text

from backlit.render.colours import QUIET

Points: TypeAlias = Sequence[tuple[float, float]]

_BLANK = 0x2800  # the Braille character without a dot; its 256 successors have all the others
_MARGIN = 7  # for the numbers of the axis


def curve(
    title: str,
    lines: Sequence[tuple[str, Points, str]],
    *,
    width: int,
    height: int,
    span: tuple[float, float],
    unit: str = "",
    form: str = "{:.2f}",
    low: float | None = None,
    logarithmic: bool = False,
) -> Text:
    """One or more curves over the same axis.

    Args:
        title: Stands above.
        lines: (name, points, colour) of each curve; the name is shown in its colour, with its last
            value, so that no curve is identified by hue alone.
        width: In characters, the axis included.
        height: In lines, title and axis included.
        span: The ends of the horizontal axis.
        unit: The unit of the horizontal axis.
        form: The format of a value.
        low: The start of the vertical axis; the smallest value when None.
        logarithmic: Give each factor of ten the same height; the values must be positive.
    """
    values = [y for _, points, _ in lines for _, y in points]
    bottom = min(values, default=0.1) if low is None else low
    top = max(values, default=1.0)
    if top <= bottom:
        top = bottom + (abs(bottom) or 1) * 0.1
    place = math.log10 if logarithmic else float
    rows, columns = height - 2, max(width - _MARGIN, 10)
    drawn = [
        (_braille(points, columns, rows, (*span, bottom, top), place), colour)
        for _, points, colour in lines
    ]

    text = _heading(title, lines, width, form)
    for row in range(rows):
        at = {0: form.format(top), rows - 1: form.format(bottom)}.get(row, "")
        text.append(f"\n{at:>{_MARGIN - 2}} │", QUIET)
        for column in range(columns):
            dots, style = 0, ""
            for grid, colour in drawn:
                if grid[row][column]:
                    dots, style = dots | grid[row][column], colour
            text.append(chr(_BLANK + dots) if dots else " ", style)
    ends = f"{span[0]:g}", f" {span[1]:g} {unit}"
    text.append(f"\n{'':>{_MARGIN - 2}} └{ends[0]} ", QUIET)
    text.append("─" * max(columns - len(ends[0]) - len(ends[1]) - 1, 0) + ends[1], QUIET)
    return text


def _heading(title: str, lines: Sequence[tuple[str, Points, str]], width: int, form: str) -> Text:
    """The title with each curve's name in its colour and its last value, if they fit."""
    for gap, with_values in (("  ", True), (" ", True), (" ", False)):
        text = Text(no_wrap=True, end="")
        text.append(title, "bold")
        for name, points, colour in lines:
            if points:
                text.append(f"{gap}━ {name}", colour)
                text.append(" " + form.format(points[-1][1]) if with_values else "", "bold")
        if text.cell_len <= width:
            break
    else:
        text.truncate(width)
    return text


def _braille(
    points: Points,
    columns: int,
    rows: int,
    limits: tuple[float, float, float, float],
    place: Callable[[float], float],
) -> list[list[int]]:
    """The dots of one curve in each character cell, as the bits of its Braille character."""
    x_min, x_max, bottom, top = limits
    low, high = place(bottom), place(top)
    # A canvas ends after its last dot; these limits are the first and the last dot themselves.
    wide, tall = 2 * columns, 4 * rows
    canvas = plotille.Canvas(
        columns,
        rows,
        xmin=x_min,
        xmax=x_min + (x_max - x_min) * wide / (wide - 1),
        ymin=low,
        ymax=low + (high - low) * tall / (tall - 1),
    )
    dots = [(x, place(min(max(y, bottom), top))) for x, y in points]
    for start, end in pairwise(dots):
        canvas.line(*start, *end)
    if len(dots) == 1:
        canvas.point(*dots[0])
    lines = canvas.plot(linesep="\n").split("\n")
    return [
        [ord(cell) - _BLANK if ord(cell) > _BLANK else 0 for cell in line.ljust(columns)]
        for line in lines
    ]
