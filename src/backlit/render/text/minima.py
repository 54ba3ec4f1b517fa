"""Descent on a curve and on a surface, as text."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.maths.minima import Basins, CurveDescent
from backlit.maths.surface import SurfaceDescent
from backlit.render.bars import bar
from backlit.render.colours import DESIRED, NEGATIVE, POSITIVE, QUIET
from backlit.render.curves import curve
from backlit.render.heights import height_map
from backlit.render.signed import sign_style, signed

ENDED = {
    "minimum": "it ends in a minimum",
    "flat": "it ends where the curve is flat, which is no minimum",
    "moving": "it is still moving",
    "diverged": "it diverges: the steps are too large",
}
_SIDE = 37


def minima_text(descent: CurveDescent, basins: Basins, width: int = 76) -> RenderableType:
    """The curve with its minima, the path of one start, and where every start ends.

    Args:
        descent: One way down.
        basins: Where all starts end.
        width: In characters.
    """
    heading = Text(f"C(x) = {descent.formula}", style="bold")
    heading.append(f"\ndC/dx = {descent.slope}", QUIET)
    low, high = float(basins.starts[0]), float(basins.starts[-1])
    finite = np.isfinite(basins.costs)
    points = list(zip(basins.starts[finite].tolist(), basins.costs[finite].tolist(), strict=True))
    shown = curve("C", [("C", points, POSITIVE)], width=width, height=11, span=(low, high))
    drawn = shown + Text("\n") + _strip(basins, width)
    return Group(heading, Text(), drawn, Text(), _minima(basins), Text(), _path(descent))


def _strip(basins: Basins, width: int) -> Text:
    """Below the curve, a letter for the minimum that each start ends in."""
    inner = width - 7  # as wide as the curve without its numbers
    which = np.linspace(0, len(basins.starts) - 1, inner).round().astype(np.int64)
    text = Text("       ", no_wrap=True)
    for number in basins.minimum[which].tolist():
        if number == -2:
            text.append("∞", NEGATIVE)
        elif number == -1:
            text.append("·", QUIET)
        else:
            text.append(_letter(number), DESIRED if number == basins.lowest else POSITIVE)
    return text


def _letter(number: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number] if number < 26 else "?"


def _minima(basins: Basins) -> RenderableType:
    if not len(basins.minima):
        return Text("No start ends in a minimum.", style="bold")
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("minimum", no_wrap=True)
    for heading in ("x", "C"):
        table.add_column(heading, justify="right")
    table.add_column("starts that end there", no_wrap=True)
    for number, (x, cost, share) in enumerate(
        zip(basins.minima.tolist(), basins.minimum_costs.tolist(), basins.shares.tolist(),
            strict=True)
    ):  # fmt: skip
        lowest = number == basins.lowest
        shown = Text(bar(share, 20), style=POSITIVE)
        shown.append(f" {share:.0%}", "default")
        name = Text(_letter(number), style=DESIRED if lowest else "")
        name.append("  the lowest" if lowest else "", QUIET)
        table.add_row(name, signed(x), signed(cost), shown)
    away = float((basins.minimum == -2).mean())
    if away:
        table.add_row(Text("∞  diverge", style=NEGATIVE), "", "", f"{away:.0%}")
    return table


def _path(descent: CurveDescent) -> RenderableType:
    n = len(descent.x) - 1
    heading = Text(f"From x = {descent.x[0]:g} with η = {descent.learning_rate:g}: ", style="bold")
    steps = f"{n} step" + ("" if n == 1 else "s")
    heading.append(f"after {steps}, {ENDED[descent.ended]}.", DESIRED)
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for name in ("step", "x", "C", "dC/dx"):
        table.add_column(name, justify="right", no_wrap=True)
    for step in sorted({*range(min(n + 1, 6)), *(round(n * k / 4) for k in range(5))}):
        values = (descent.x[step], descent.costs[step], descent.slopes[step])
        table.add_row(str(step), *(_number(float(value)) for value in values))
    return Group(heading, table)


def _number(value: float) -> Text:
    if not np.isfinite(value):
        return Text("∞" if value > 0 else "−∞" if value < 0 else "none", style=NEGATIVE)
    if abs(value) >= 1e5:
        return Text(f"{value:+.2e}".replace("-", "−", 1), style=sign_style(value))
    return signed(value)


def surface_text(record: SurfaceDescent, *, colour: bool) -> RenderableType:
    """The gradient at a place in both readings, and the way down on a map.

    Args:
        record: The place and the way.
        colour: Whether the terminal has colours.
    """
    x, y = record.at.tolist()
    heading = Text(f"C(x, y) = {record.formula}", style="bold")
    heading.append(f"\n∂C/∂x = {record.slopes[0]},  ∂C/∂y = {record.slopes[1]}", QUIET)
    place = Text(f"\nAt ({x:g}, {y:g}): C = {record.cost:.4g}, ∇C = (", style="bold")
    place.append_text(signed(float(record.gradient[0])))
    place.append(", ")
    place.append_text(signed(float(record.gradient[1])))
    place.append(")")
    return Group(heading, place, Text(), _readings(record), Text(), _map(record, colour=colour),
                 _way(record))  # fmt: skip


def _readings(record: SurfaceDescent) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_row(
        Text("as a direction", style=QUIET),
        f"steepest up towards {record.direction:.0f}°, by {record.steepness:.4g} for each unit; "
        "down is the other way",
    )
    if record.importance is None:
        words = "only x matters here" if record.gradient[0] else "nothing matters here: it is flat"
    else:
        words = f"x has {record.importance:.3g} times the impact of y"
    table.add_row(Text("as importances", style=QUIET), words)
    return table


def _map(record: SurfaceDescent, *, colour: bool) -> Text:
    which = np.unique(np.linspace(0, len(record.x) - 1, _SIDE).round().astype(np.int64))
    heights = record.heights[np.ix_(which, which)]
    finite = np.isfinite(heights)
    heights = np.where(finite, heights, heights[finite].max() if finite.any() else 0.0)
    axis = record.x[which]

    def cell(place: NDArray[np.float64]) -> tuple[int, int]:
        return int(np.abs(axis - place[1]).argmin()), int(np.abs(axis - place[0]).argmin())

    inside = [place for place in record.path if np.abs(place).max() <= axis[-1]]
    marks = {cell(place): "·" for place in inside} | {cell(record.at): "o"}
    if not record.diverged:
        marks[cell(record.path[-1])] = "x"
    return height_map(heights, colour=colour, marks=marks)


def _way(record: SurfaceDescent) -> Text:
    text = Text(f"\nDown from o with η = {record.learning_rate:g}: ", style="bold")
    if record.diverged:
        text.append("it diverges: the steps are too large.", NEGATIVE)
        return text
    x, y = record.path[-1].tolist()
    text.append(
        f"after {len(record.path) - 1} steps at ({x:.3g}, {y:.3g}), C = {record.costs[-1]:.3g}.",
        DESIRED,
    )
    return text
