"""Descent on a curve: its minima, one path, and the basin of every start."""

from __future__ import annotations

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.maths.minima import Basins, CurveDescent
from backlit.render.colours import NEGATIVE, POSITIVE, QUIET, TARGET
from backlit.render.figures import Canvas
from backlit.render.terminal.bars import bar
from backlit.render.terminal.curves import curve
from backlit.render.terminal.signed import sign_style, signed

OUTCOMES = {
    "minimum": "it ends in a minimum",
    "flat": "it ends on a flat part, not in a minimum",
    "moving": "it is still moving",
    "diverged": "it diverges: the steps are too large",
}


def minima_text(descent: CurveDescent, basins: Basins, width: int = 76) -> RenderableType:
    """The curve with its minima, the path of one start, and where every start ends.

    Args:
        descent: One path.
        basins: The basins of all starts.
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
    """A line of letters below the curve: the minimum that each start ends in."""
    inner = width - 7  # as wide as the curve without its numbers
    which = np.linspace(0, len(basins.starts) - 1, inner).round().astype(np.int64)
    text = Text("       ", no_wrap=True)
    for number in basins.minimum[which].tolist():
        if number == -2:
            text.append("∞", NEGATIVE)
        elif number == -1:
            text.append("·", QUIET)
        else:
            text.append(_letter(number), TARGET if number == basins.lowest else POSITIVE)
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
        name = Text(_letter(number), style=TARGET if lowest else "")
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
    heading.append(f"after {steps}, {OUTCOMES[descent.outcome]}.", TARGET)
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


def minima_figure(descent: CurveDescent, basins: Basins, theme: str = "light") -> Canvas:
    """Draw the curve, the path on it, and the basins below. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (8.0, 4.8))
    colours = canvas.theme
    grid = canvas.figure.add_gridspec(2, 1, height_ratios=[9, 1], hspace=0.02)
    axes = canvas.axes(grid[0])
    axes.plot(basins.starts, basins.costs, color=colours.text, linewidth=1.5)
    inside = (descent.x >= basins.starts[0]) & (descent.x <= basins.starts[-1])
    axes.plot(descent.x[inside], descent.costs[inside], "o-", color=colours.positive,
              markersize=4, linewidth=0.8, alpha=0.85)  # fmt: skip
    axes.plot(descent.x[0], descent.costs[0], "*", color=colours.marked, markersize=14)
    axes.plot(basins.minima, basins.minimum_costs, "v", color=colours.quiet, markersize=7)
    axes.set_title(
        f"C(x) = {descent.formula}; from x = {descent.x[0]:g}, η = {descent.learning_rate:g}: "
        f"{OUTCOMES[descent.outcome]}",
        fontsize=9,
    )
    axes.set_xlim(basins.starts[0], basins.starts[-1])
    strip = canvas.axes(grid[1], sharex=axes)
    shades = [colours.positive, colours.quiet, colours.marked, colours.text]
    for number in np.unique(basins.minimum).tolist():
        here = basins.starts[basins.minimum == number]
        shade = colours.grid if number == -1 else shades[number % 4]
        if number == -2:
            shade = colours.negative
        strip.plot(here, np.zeros(len(here)), "|", color=shade, markersize=22, markeredgewidth=1.2)
        middle = float(np.median(here))
        name = "∞" if number == -2 else "…" if number == -1 else chr(ord("A") + number % 26)
        strip.text(middle, 0, name, color=colours.page, ha="center", va="center", fontsize=10,
                   fontweight="bold")  # fmt: skip
    strip.set_yticks([])
    strip.set_xlabel("x; below, the minimum that each start ends in")
    return canvas
