"""Descent on a surface: the gradient at a point in both readings, and the path on a map."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.maths.surface import SurfaceDescent
from backlit.render.colours import NEGATIVE, QUIET, TARGET
from backlit.render.figures import Canvas
from backlit.render.terminal.heights import height_map
from backlit.render.terminal.signed import signed

_SIDE = 37


def surface_text(record: SurfaceDescent, *, colour: bool) -> RenderableType:
    """The gradient at a point in both readings, and the descent on a map.

    Args:
        record: The point and the descent.
        colour: Whether the terminal has colours.
    """
    x, y = record.point.tolist()
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
        f"steepest ascent towards {record.direction:.0f}°, slope {record.gradient_norm:.4g}; "
        "descent is the opposite direction",
    )
    if record.importance is None:
        words = "only x matters here" if record.gradient[0] else "neither matters here: it is flat"
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
    marks = {cell(place): "·" for place in inside} | {cell(record.point): "o"}
    if not record.diverged:
        marks[cell(record.path[-1])] = "x"
    return height_map(heights, colour=colour, marks=marks)


def _way(record: SurfaceDescent) -> Text:
    text = Text(f"\nDescent from o with η = {record.learning_rate:g}: ", style="bold")
    if record.diverged:
        text.append("it diverges: the steps are too large.", NEGATIVE)
        return text
    x, y = record.path[-1].tolist()
    text.append(
        f"after {len(record.path) - 1} steps at ({x:.3g}, {y:.3g}), C = {record.costs[-1]:.3g}.",
        TARGET,
    )
    return text


def surface_figure(record: SurfaceDescent, theme: str = "light") -> Canvas:
    """Draw contours with gradient and descent, and the surface. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (10.0, 4.6))
    colours = canvas.theme
    importance = ""
    if record.importance is not None:
        importance = f"; x is {record.importance:.3g} times as important as y"
    canvas.figure.suptitle(f"C(x, y) = {record.formula}{importance}", color=colours.text)
    flat = canvas.axes(1, 2, 1)
    heights = record.heights[np.isfinite(record.heights)]
    levels = np.unique(np.quantile(heights, np.linspace(0, 1, 16)))
    flat.contour(record.x, record.y, record.heights, levels, cmap="viridis", linewidths=1)
    flat.plot(*record.path.T, "o-", color=colours.positive, markersize=3, linewidth=1)
    flat.plot(*record.point, "*", color=colours.marked, markersize=13)
    length = 0.25 * (record.x[-1] - record.x[0]) / 2
    if record.gradient_norm > 0:
        up = record.gradient / record.gradient_norm * length
        arrow = {"arrowstyle": "->", "color": colours.negative, "lw": 2}
        flat.annotate("", record.point + up, record.point, arrowprops=arrow)
        flat.annotate("∇C", record.point + up * 1.15, color=colours.negative, fontsize=10)
    flat.set_xlim(record.x[0], record.x[-1])
    flat.set_ylim(record.y[0], record.y[-1])
    flat.set_aspect("equal")
    flat.set_xlabel("x")
    flat.set_ylabel("y")
    steep = canvas.axes(1, 2, 2, projection="3d")
    x, y = np.meshgrid(record.x, record.y)
    steep.plot_surface(x, y, record.heights, cmap="viridis", linewidth=0, alpha=0.85)
    inside = np.abs(record.path).max(axis=1) <= record.x[-1]
    steep.plot(*record.path[inside].T, record.costs[inside], "o-", color=colours.text,
               markersize=2.5, linewidth=1, zorder=9)  # fmt: skip
    for axis in (steep.xaxis, steep.yaxis, steep.zaxis):
        axis.pane.set_visible(False)
        axis._axinfo["grid"]["color"] = colours.grid
    steep.tick_params(colors=colours.quiet, labelsize=7)
    return canvas
