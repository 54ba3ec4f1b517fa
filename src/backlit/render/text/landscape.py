"""The cost over a line or a plane as text: a curve or a map."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.gradients.landscape import Line, Plane
from backlit.render.colours import POSITIVE, QUIET
from backlit.render.curves import curve
from backlit.render.heights import height_map

# Points along each side of a map: two characters each, so that it fits 80 columns.
_SIDE = 37


def plane_text(record: Plane, *, colour: bool) -> RenderableType:
    """A map of the cost: x marks the network, . where the path went, o where it began.

    Args:
        record: The plane.
        colour: Whether the terminal has colours.
    """
    heading = Text("The cost over a plane", style="bold")
    along = "two random directions" if record.directions == "random" else "the path of training"
    heading.append(f"   {along}, over {record.n_examples:,} examples", QUIET)
    shown = height_map(_fewer(record.costs), colour=colour, marks=_marks(record))
    return Group(heading, Text(), shown, Text(), _legend(record))


def _fewer(costs: NDArray[np.float64]) -> NDArray[np.float64]:
    rows, columns = (_places(n) for n in costs.shape)
    return costs[np.ix_(rows, columns)]


def _places(n: int) -> NDArray[np.int64]:
    """Which points of a side to show: all, or evenly chosen ones."""
    return np.unique(np.linspace(0, n - 1, min(n, _SIDE)).round().astype(np.int64))


def _marks(record: Plane) -> dict[tuple[int, int], str]:
    rows, columns = (_places(n) for n in record.costs.shape)
    alphas, betas = record.alphas[columns], record.betas[rows]

    def nearest(alpha: float, beta: float) -> tuple[int, int]:
        return int(np.abs(betas - beta).argmin()), int(np.abs(alphas - alpha).argmin())

    marks = {nearest(float(a), float(b)): "·" for a, b in record.path}
    if len(record.path):
        marks[nearest(*record.path[0].tolist())] = "o"
    return marks | {nearest(0.0, 0.0): "x"}


def _legend(record: Plane) -> RenderableType:
    lowest = np.unravel_index(record.costs.argmin(), record.costs.shape)
    table = Table.grid(padding=(0, 2))
    lines = [
        ("x", f"the network, {record.centre:.4f}"),
        ("lowest", f"{record.costs.min():.4f}, at {record.alphas[lowest[1]]:+.2f} along and "
         f"{record.betas[lowest[0]]:+.2f} across"),
        ("highest", f"{record.costs.max():.4f}"),
        ("along", _span(record.alphas, float(record.lengths[0]), record, 0)),
        ("across", _span(record.betas, float(record.lengths[1]), record, 1)),
    ]  # fmt: skip
    if len(record.path):
        began = f"where the path began, {record.path_costs[0]:.4f}, and went"
        lines.insert(1, ("o, ·", f"{began}; {record.explained.sum():.1%} of it lies in this plane"))
    for name, value in lines:
        table.add_row(Text(name, style=QUIET), value)
    return table


def _span(offsets: NDArray[np.float64], length: float, record: Plane, axis: int) -> str:
    text = f"{offsets[0]:+.2f} to {offsets[-1]:+.2f}, in steps of length {length:.3g}"
    if record.directions == "path":
        text += f"; {record.explained[axis]:.1%} of the path"
    return text


def line_text(record: Line, names: tuple[str, str], width: int = 76) -> RenderableType:
    """The cost along a line as a curve.

    Args:
        record: The line.
        names: What lies at 0 and at 1.
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
        f"from t = {first:+.2g} to {last:+.2g}; t counts steps of length {record.length:.3g}; the "
        f"second derivative at 0 is {record.curvature:.4g}"
    )
    return Group(shown, Text(), about)
