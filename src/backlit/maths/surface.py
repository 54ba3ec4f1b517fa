"""Chapter 2, a function of two variables: its gradient as a direction and as importances."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.errors import OutOfRangeError, SettingsError
from backlit.maths.formula import Formula
from backlit.record import record


@record
@dataclass(frozen=True, eq=False)
class SurfaceDescent:
    """A point on a surface, its gradient read in two points, and the descent from there.

    Attributes:
        formula: C, as text.
        slopes: ∂C/∂x and ∂C/∂y, as text.
        point: (2,) x and y.
        cost: C there.
        gradient: (2,) ∂C/∂x and ∂C/∂y there.
        gradient_norm: ‖∇C‖, the slope in the steepest direction.
        direction: The direction of ∇C in degrees, anticlockwise from the direction of x.
        importance: How many times more a small change of x matters than one of y: the ratio of
            the sizes of the two slopes; None where ∂C/∂y is 0.
        learning_rate: η of the descent.
        path: (m, 2) the points of the descent, this one first.
        costs: (m,) C there.
        diverged: Whether the descent diverges.
        x: (n,) the grid of the surface in x.
        y: (n,) the grid of the surface in y.
        heights: (n, n) C at each y and x.
    """

    formula: str
    slopes: tuple[str, str]
    point: NDArray[np.float64]
    cost: float
    gradient: NDArray[np.float64]
    gradient_norm: float
    direction: float
    importance: float | None
    learning_rate: float
    path: NDArray[np.float64]
    costs: NDArray[np.float64]
    diverged: bool
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    heights: NDArray[np.float64]


def descend_surface(
    formula: Formula,
    point: tuple[float, float] = (1.0, 1.0),
    learning_rate: float = 0.1,
    *,
    n_steps: int = 40,
    span: float = 2.0,
    size: int = 61,
) -> SurfaceDescent:
    """Read the gradient at a point in both points, and descend from there.

    Args:
        formula: Of x and y.
        point: x and y.
        learning_rate: η.
        n_steps: The number of steps.
        span: How far from 0 the surface is computed, at least as far as the point.
        size: The number of grid points along each side.

    Raises:
        OutOfRangeError: for a point at which the formula is undefined.
        SettingsError: for a learning rate or span that is not above 0, fewer than 1 step or 2
            points.

    Source: slides, C(x, y) = 3/2·x² + 1/2·y², "x has 3 times the impact as y".
    """
    if not (0 < learning_rate < np.inf and 0 < span < np.inf) or n_steps < 1 or size < 2:
        raise SettingsError(
            f"Expected a learning rate and a span above 0, one step and 2 points or more, got "
            f"{learning_rate}, {span}, {n_steps} and {size}.",
            hint="for example 0.1, 2, 40 and 61",
        )
    here = np.array(point, np.float64)
    if here.shape != (2,) or not np.isfinite(here).all() or not np.isfinite(formula(*here)):
        raise OutOfRangeError(
            f"Expected a point x, y at which {formula.text} has a value, got {point}.",
            hint="try 1,1",
        )
    reach = max(span, float(np.abs(here).max()) * 1.2)
    path = [here]
    with np.errstate(all="ignore"):
        for _ in range(n_steps):
            after = path[-1] - learning_rate * formula.gradient(*path[-1])
            if not np.isfinite(after).all() or np.abs(after).max() > 1e6 * reach:
                break
            path.append(after)
        points = np.array(path)
        axis = np.linspace(-reach, reach, size)
        heights = formula(*np.meshgrid(axis, axis))
        costs = formula(*points.T)
    gradient = formula.gradient(*here)
    slope_x, slope_y = (abs(float(each)) for each in gradient)
    return SurfaceDescent(
        formula=formula.text,
        slopes=(formula.slopes[0], formula.slopes[1]),
        point=here,
        cost=float(formula(*here)),
        gradient=gradient,
        gradient_norm=float(np.linalg.norm(gradient)),
        direction=float(np.degrees(np.arctan2(gradient[1], gradient[0]))),
        importance=slope_x / slope_y if slope_y else None,
        learning_rate=learning_rate,
        path=points,
        costs=costs,
        diverged=bool(len(points) <= n_steps or costs[-1] > 10 * abs(costs[0]) + 1),
        x=axis,
        y=axis,
        heights=heights,
    )
