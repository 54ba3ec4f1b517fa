"""The cost along a line or over a plane in weight space: a curve, a map, contours, a surface."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.gradients.landscape import CostLine, CostPlane
from backlit.render.colours import POSITIVE, QUIET
from backlit.render.figures import Canvas
from backlit.render.terminal.curves import curve
from backlit.render.terminal.heights import height_map

# Points along each side of a map: two characters each, so that it fits 80 columns.
_SIDE = 37
_COLOURS = "viridis"


def plane_text(record: CostPlane, *, colour: bool) -> RenderableType:
    """A map of the cost: x marks the network, · the path, o its start.

    Args:
        record: The plane.
        colour: Whether the terminal has colours.
    """
    heading = Text("The cost over a plane", style="bold")
    along = "two random directions" if record.directions == "random" else "the training path"
    heading.append(f"   {along}, over {record.n_examples:,} examples", QUIET)
    shown = height_map(_fewer(record.costs), colour=colour, marks=_marks(record))
    return Group(heading, Text(), shown, Text(), _legend(record))


def _fewer(costs: NDArray[np.float64]) -> NDArray[np.float64]:
    rows, columns = (_places(n) for n in costs.shape)
    return costs[np.ix_(rows, columns)]


def _places(n: int) -> NDArray[np.int64]:
    """Which points of a side to show: all, or evenly spaced ones."""
    return np.unique(np.linspace(0, n - 1, min(n, _SIDE)).round().astype(np.int64))


def _marks(record: CostPlane) -> dict[tuple[int, int], str]:
    rows, columns = (_places(n) for n in record.costs.shape)
    alphas, betas = record.alphas[columns], record.betas[rows]

    def nearest(alpha: float, beta: float) -> tuple[int, int]:
        return int(np.abs(betas - beta).argmin()), int(np.abs(alphas - alpha).argmin())

    marks = {nearest(float(a), float(b)): "·" for a, b in record.path}
    if len(record.path):
        marks[nearest(*record.path[0].tolist())] = "o"
    return marks | {nearest(0.0, 0.0): "x"}


def _legend(record: CostPlane) -> RenderableType:
    lowest = np.unravel_index(record.costs.argmin(), record.costs.shape)
    table = Table.grid(padding=(0, 2))
    lines = [
        ("x", f"the network, {record.centre:.4f}"),
        ("lowest", f"{record.costs.min():.4f}, at {record.alphas[lowest[1]]:+.2f} along and "
         f"{record.betas[lowest[0]]:+.2f} across"),
        ("highest", f"{record.costs.max():.4f}"),
        ("along", _span(record.alphas, float(record.norms[0]), record, 0)),
        ("across", _span(record.betas, float(record.norms[1]), record, 1)),
    ]  # fmt: skip
    if len(record.path):
        began = f"the path and its start, {record.path_costs[0]:.4f}"
        lines.insert(
            1, ("o, ·", f"{began}; {record.explained.sum():.1%} of its variance in this plane")
        )
    for name, value in lines:
        table.add_row(Text(name, style=QUIET), value)
    return table


def _span(offsets: NDArray[np.float64], norm: float, record: CostPlane, axis: int) -> str:
    text = f"{offsets[0]:+.2f} to {offsets[-1]:+.2f}, in units of norm {norm:.3g}"
    if record.directions == "path":
        text += f"; {record.explained[axis]:.1%} of the path's variance"
    return text


def line_text(record: CostLine, names: tuple[str, str], width: int = 76) -> RenderableType:
    """The cost along a line as a curve.

    Args:
        record: The line.
        names: The networks at t = 0 and t = 1.
        width: In characters.
    """
    first, last = float(record.offsets[0]), float(record.offsets[-1])
    points = list(zip(record.offsets.tolist(), record.costs.tolist(), strict=True))
    shown = curve(
        "Cost",
        [("cost", points, POSITIVE)],
        width=width,
        height=14,
        span=(first, last),
        form="{:.3f}",
    )
    at_0, at_1 = (float(np.interp(t, record.offsets, record.costs)) for t in (0, 1))
    about = Text(f"t = 0: {names[0]}, {at_0:.4f};  t = 1: {names[1]}, {at_1:.4f}\n", style=QUIET)
    about.append(
        f"from t = {first:+.2g} to {last:+.2g}; t is in units of norm {record.norm:.3g}; the "
        f"second derivative at 0 is {record.curvature:.4g}"
    )
    return Group(shown, Text(), about)


def plane_figure(record: CostPlane, theme: str = "light") -> Canvas:
    """Draw contours, with the path on them, beside the surface. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (11.0, 4.8))
    colours = canvas.theme
    along = "two random directions"
    if record.directions == "path":
        along = f"the training path ({record.explained.sum():.0%} of its variance)"
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


def _levels(record: CostPlane) -> Any:
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


def line_figure(record: CostLine, names: tuple[str, str], theme: str = "light") -> Canvas:
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
