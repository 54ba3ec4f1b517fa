"""The cost over a line or a plane as figures: a curve, contours with the path, a surface."""

from __future__ import annotations

from typing import Any

import numpy as np

from backlit.gradients.landscape import Line, Plane
from backlit.render.figure.canvas import Canvas

_COLOURS = "viridis"


def plane_figure(record: Plane, theme: str = "light") -> Canvas:
    """Draw contours, with the path on them, beside the surface. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (11.0, 4.8))
    colours = canvas.theme
    along = "two random directions"
    if record.directions == "path":
        along = f"the path of training ({record.explained.sum():.0%} of its variance)"
    canvas.figure.suptitle(
        f"the cost along {along}, over {record.n_examples:,} examples", color=colours.text
    )
    levels = _levels(record)
    flat = canvas.axes(1, 2, 1)
    filled = flat.contourf(record.alphas, record.betas, record.costs, levels, cmap=_COLOURS)
    flat.contour(record.alphas, record.betas, record.costs, levels, colors=colours.page,
                 linewidths=0.4, alpha=0.6)  # fmt: skip
    if len(record.path):
        flat.plot(*record.path.T, "-", color="white", linewidth=1.4)
        flat.plot(*record.path.T, ".", color="white", markersize=4)
        flat.plot(*record.path[0], "o", color="white", markersize=6)
    flat.plot(0, 0, "x", color="white", markersize=8, markeredgewidth=2)
    flat.set_xlabel("along the first direction")
    flat.set_ylabel("along the second")
    bar = canvas.figure.colorbar(filled, ax=flat, shrink=0.9, format="%.3g")
    bar.ax.tick_params(colors=colours.quiet, labelsize=8, length=0)
    bar.outline.set_visible(False)

    steep = canvas.axes(1, 2, 2, projection="3d")
    x, y = np.meshgrid(record.alphas, record.betas)
    steep.plot_surface(x, y, record.costs, cmap=_COLOURS, linewidth=0, antialiased=True,
                       rcount=60, ccount=60)  # fmt: skip
    if len(record.path):
        steep.plot(*record.path.T, record.path_costs, "-", color=colours.text, linewidth=1.4,
                   zorder=9)  # fmt: skip
    _plain(steep, canvas)
    return canvas


def _levels(record: Plane) -> Any:
    """Contours by rank: as many in a flat valley as on a steep wall."""
    levels = np.unique(np.quantile(record.costs, np.linspace(0, 1, 22)))
    return levels if len(levels) > 1 else np.array([levels[0], levels[0] + 1e-9])


def _plain(axes: Any, canvas: Canvas) -> None:
    axes.view_init(elev=32, azim=-58)
    for axis in (axes.xaxis, axes.yaxis, axes.zaxis):
        axis.pane.set_visible(False)
        axis.line.set_color(canvas.theme.grid)
        axis._axinfo["grid"]["color"] = canvas.theme.grid
    axes.tick_params(colors=canvas.theme.quiet, labelsize=7)


def line_figure(record: Line, names: tuple[str, str], theme: str = "light") -> Canvas:
    """Draw the cost along a line. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (7.0, 4.0))
    colours = canvas.theme
    axes = canvas.axes()
    axes.plot(record.offsets, record.costs, color=colours.positive, linewidth=1.8)
    for t, name in enumerate(names):
        if record.offsets[0] <= t <= record.offsets[-1]:
            height = float(np.interp(t, record.offsets, record.costs))
            axes.plot(t, height, "o", color=colours.marked)
            axes.annotate(name, (t, height), (0, 8), textcoords="offset points",
                          ha="center", color=colours.text, fontsize=9)  # fmt: skip
    axes.set_xlabel("t")
    axes.set_title(f"the cost along a line, over {record.n_examples:,} examples")
    return canvas
