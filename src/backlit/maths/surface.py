"""S9, a function of two variables: the gradient as a direction, and as a list of importances."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.errors import OutOfRangeError, SettingsError
from backlit.maths.formula import Formula


@dataclass(frozen=True, eq=False)
class SurfaceDescent:
    """A place on a surface, its gradient read in two ways, and the way down from there.

    Attributes:
        formula: C, as text.
        slopes: ∂C/∂x and ∂C/∂y, as text.
        at: (2,) the place, x and y.
        cost: C there.
        gradient: (2,) ∂C/∂x and ∂C/∂y there.
        steepness: ‖∇C‖: how steep the steepest way up is.
        direction: The way up as an angle in degrees, anticlockwise from the direction of x.
        importance: How many times more a small change of x matters than one of y: the ratio of
            the sizes of the two slopes; None where y does not matter at all.
        learning_rate: η of the way down.
        path: (m, 2) the places on the way down, this one first.
        costs: (m,) C there.
        diverged: Whether the way leaves for good.
        x: (n,) where the surface is shown, and
        y: (n,) in the other direction.
        heights: (n, n) C at each y and x.
    """

    formula: str
    slopes: tuple[str, str]
    at: NDArray[np.float64]
    cost: float
    gradient: NDArray[np.float64]
    steepness: float
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
    at: tuple[float, float] = (1.0, 1.0),
    learning_rate: float = 0.1,
    *,
    n_steps: int = 40,
    span: float = 2.0,
    size: int = 61,
) -> SurfaceDescent:
    """Read the gradient at a place in both ways, and go down from there.

    Args:
        formula: Of x and y.
        at: The place.
        learning_rate: η.
        n_steps: How many steps down.
        span: How far from 0 the surface is shown, at least as far as the place lies.
        size: At how many points along each side.

    Raises:
        OutOfRangeError: for a place at which the formula has no value.
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
    here = np.array(at, np.float64)
    if here.shape != (2,) or not np.isfinite(here).all() or not np.isfinite(formula(*here)):
        raise OutOfRangeError(
            f"Expected a place x, y at which {formula.text} has a value, got {at}.",
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
        ways = np.array(path)
        axis = np.linspace(-reach, reach, size)
        heights = formula(*np.meshgrid(axis, axis))
        costs = formula(*ways.T)
    gradient = formula.gradient(*here)
    slope_x, slope_y = (abs(float(each)) for each in gradient)
    return SurfaceDescent(
        formula=formula.text,
        slopes=(formula.slopes[0], formula.slopes[1]),
        at=here,
        cost=float(formula(*here)),
        gradient=gradient,
        steepness=float(np.linalg.norm(gradient)),
        direction=float(np.degrees(np.arctan2(gradient[1], gradient[0]))),
        importance=slope_x / slope_y if slope_y else None,
        learning_rate=learning_rate,
        path=ways,
        costs=costs,
        diverged=bool(len(ways) <= n_steps or costs[-1] > 10 * abs(costs[0]) + 1),
        x=axis,
        y=axis,
        heights=heights,
    )
