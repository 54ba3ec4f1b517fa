"""Descent on a curve and on a surface, as figures."""

from __future__ import annotations

import numpy as np

from backlit.maths.minima import Basins, CurveDescent
from backlit.maths.surface import SurfaceDescent
from backlit.render.figure.canvas import Canvas
from backlit.render.text.minima import ENDED


def minima_figure(descent: CurveDescent, basins: Basins, theme: str = "light") -> Canvas:
    """Draw the curve, the way down it, and the basins below. Raises as ``Canvas`` does."""
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
        f"{ENDED[descent.ended]}",
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


def surface_figure(record: SurfaceDescent, theme: str = "light") -> Canvas:
    """Draw contours with gradient and way down, and the surface. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (10.0, 4.6))
    colours = canvas.theme
    importance = ""
    if record.importance is not None:
        importance = f"; x matters {record.importance:.3g} × as much as y"
    canvas.figure.suptitle(f"C(x, y) = {record.formula}{importance}", color=colours.text)
    flat = canvas.axes(1, 2, 1)
    heights = record.heights[np.isfinite(record.heights)]
    levels = np.unique(np.quantile(heights, np.linspace(0, 1, 16)))
    flat.contour(record.x, record.y, record.heights, levels, cmap="viridis", linewidths=1)
    flat.plot(*record.path.T, "o-", color=colours.positive, markersize=3, linewidth=1)
    flat.plot(*record.at, "*", color=colours.marked, markersize=13)
    length = 0.25 * (record.x[-1] - record.x[0]) / 2
    if record.steepness > 0:
        up = record.gradient / record.steepness * length
        arrow = {"arrowstyle": "->", "color": colours.negative, "lw": 2}
        flat.annotate("", record.at + up, record.at, arrowprops=arrow)
        flat.annotate("∇C", record.at + up * 1.15, color=colours.negative, fontsize=10)
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
