"""Chapter 2, minima of a function of one variable: descent, and the basin of each minimum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.errors import OutOfRangeError, SettingsError
from backlit.maths.formula import Formula
from backlit.record import record

# A path beyond this multiple of the interval's width has diverged.
_FAR = 1e3
_FLAT = 1e-5
_OUTCOMES = ("minimum", "flat", "moving", "diverged")


@dataclass(frozen=True, eq=False)
class CurveDescent:
    """Steps down a curve: x ← x − η dC/dx.

    Attributes:
        formula: C, as text.
        slope: dC/dx, as text.
        learning_rate: η.
        x: (m,) the position before the first and after each step.
        costs: (m,) C there.
        slopes: (m,) dC/dx there.
        outcome: ``minimum``, where the slope is 0 and the curve bends up; ``flat``, where it does
            not; ``moving``; or ``diverged``.
    """

    formula: str
    slope: str
    learning_rate: float
    x: NDArray[np.float64]
    costs: NDArray[np.float64]
    slopes: NDArray[np.float64]
    outcome: str


@dataclass(frozen=True, eq=False)
class Basins:
    """The minimum that every start ends in.

    Attributes:
        formula: C, as text.
        learning_rate: η.
        starts: (n,) the starts, from one end of the interval to the other.
        costs: (n,) C there.
        minimum: (n,) the number of the minimum that each ends in; −1 when it is still moving or
            on a flat part, −2 when it diverges.
        minima: (k,) the positions of the minima, from left to right.
        minimum_costs: (k,) C there.
        lowest: The number of the lowest one found; −1 when there is none.
        shares: (k,) the share of the starts that end in each, 0–1.
    """

    formula: str
    learning_rate: float
    starts: NDArray[np.float64]
    costs: NDArray[np.float64]
    minimum: NDArray[np.int64]
    minima: NDArray[np.float64]
    minimum_costs: NDArray[np.float64]
    lowest: int
    shares: NDArray[np.float64]


@record
@dataclass(frozen=True, eq=False)
class Minima:
    """Descent on a curve: one path, and where every start ends.

    Attributes:
        descent: From one start.
        basins: From every start.
    """

    descent: CurveDescent
    basins: Basins


def descend_curve(
    formula: Formula, start: float, learning_rate: float = 0.1, n_steps: int = 100
) -> CurveDescent:
    """Step down a curve.

    Args:
        formula: Of one variable.
        start: Where to begin.
        learning_rate: η.
        n_steps: The largest number of steps; it ends early when the slope is 0 or it diverges.

    Raises:
        SettingsError: for a learning rate that is not above 0, or fewer than 1 step.
        OutOfRangeError: for a start at which the formula is undefined.

    Source: slides, "local minimum = doable, global minimum = crazy hard".
    """
    _check(learning_rate, n_steps)
    if not np.isfinite(start) or not np.isfinite(formula(start)):
        raise OutOfRangeError(
            f"Expected a start at which {formula.text} has a value, got {start:g}.",
            hint="try another",
        )
    x = [float(start)]
    far = _FAR * max(1.0, abs(start))
    with np.errstate(all="ignore"):
        for _ in range(n_steps):
            slope = float(formula.gradient(x[-1])[0])
            if not abs(slope) > _FLAT or not np.isfinite(x[-1]) or abs(x[-1]) > far:
                break
            x.append(x[-1] - learning_rate * slope)
        path = np.array(x)
        costs, slopes = formula(path), formula.gradient(path)[..., 0]
        outcome = _OUTCOMES[int(_outcomes(formula, path[-1:], far)[0])]
    return CurveDescent(
        formula=formula.text,
        slope=formula.slopes[0],
        learning_rate=learning_rate,
        x=path,
        costs=costs,
        slopes=slopes,
        outcome=outcome,
    )


def find_basins(
    formula: Formula,
    interval: tuple[float, float] = (-6.0, 6.0),
    learning_rate: float = 0.1,
    *,
    n_starts: int = 1001,
    n_steps: int = 2000,
) -> Basins:
    """Descend from many starts at once, and find the minimum that each ends in.

    Args:
        formula: Of one variable.
        interval: The interval of the starts.
        learning_rate: η.
        n_starts: The number of starts.
        n_steps: The largest number of steps of each.

    Raises:
        SettingsError: for an interval that is empty, a learning rate that is not above 0, fewer
            than 1 step or 2 starts.
    """
    _check(learning_rate, n_steps)
    low, high = interval
    if not -np.inf < low < high < np.inf or n_starts < 2:
        raise SettingsError(
            f"Expected an interval from left to right and 2 starts or more, got {low} to {high} "
            f"and {n_starts}.",
            hint="for example from -6 to 6",
        )
    starts = np.linspace(low, high, n_starts)
    far = _FAR * max(1.0, abs(low), abs(high))
    x = starts.copy()
    with np.errstate(all="ignore"):
        for _ in range(n_steps):
            slope = formula.gradient(x)[..., 0]
            moving = (np.abs(slope) > _FLAT) & (np.abs(x) <= far)
            if not moving.any():
                break
            x = np.where(moving, x - learning_rate * slope, x)
        kinds = _outcomes(formula, x, far)
        minima = _positions(x[kinds == 0], (high - low) / 1000)
        costs, minimum_costs = formula(starts), formula(minima)
    minimum = np.full(n_starts, -1, np.int64)
    minimum[kinds == 3] = -2
    if len(minima):
        nearest = np.abs(x[:, None] - minima).argmin(axis=1)
        minimum = np.where(kinds == 0, nearest, minimum)
    return Basins(
        formula=formula.text,
        learning_rate=learning_rate,
        starts=starts,
        costs=costs,
        minimum=minimum,
        minima=minima,
        minimum_costs=minimum_costs,
        lowest=int(minimum_costs.argmin()) if len(minima) else -1,
        shares=np.array([(minimum == number).mean() for number in range(len(minima))]),
    )


def _outcomes(formula: Formula, x: NDArray[np.float64], far: float) -> NDArray[np.int64]:
    """The outcome at each position, as an index of ``_OUTCOMES``."""
    slope = formula.gradient(x)[..., 0]
    offset = 1e-3
    bends_up = formula.gradient(x + offset)[..., 0] > formula.gradient(x - offset)[..., 0]
    still = np.abs(slope) <= _FLAT
    diverged = ~np.isfinite(slope) | ~np.isfinite(x) | (np.abs(x) > far)
    return np.select([diverged, still & bends_up, still], [3, 0, 1], 2).astype(np.int64)


def _positions(x: NDArray[np.float64], gap: float) -> NDArray[np.float64]:
    """The medians of groups of close numbers."""
    if not len(x):
        return np.zeros(0)
    ordered = np.sort(x)
    groups = np.split(ordered, np.flatnonzero(np.diff(ordered) > gap) + 1)
    return np.array([float(np.median(group)) for group in groups])


def _check(learning_rate: float, n_steps: int) -> None:
    if not 0 < learning_rate < np.inf or n_steps < 1:
        raise SettingsError(
            f"Expected a learning rate above 0 and one step or more, got {learning_rate} and "
            f"{n_steps}.",
            hint="for example 0.1 and 60",
        )
