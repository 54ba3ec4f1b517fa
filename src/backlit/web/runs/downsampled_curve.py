"""A curve that is thinned as it grows, so that a long run is drawn as quickly as a short one."""

from __future__ import annotations

from typing import final

import numpy as np
from numpy.typing import NDArray

# More points than this are no clearer to the eye.
MOST_POINTS = 400


@final
class GrowingCurve:
    """Costs by step, as means over equal stretches: of one step each, then of two, of four.

    Args:
        first_step: The step before the first value.
    """

    def __init__(self, first_step: int = 0) -> None:
        self._first_step = first_step
        self._wide = 1
        self._means: NDArray[np.float64] = np.empty(0)
        self._rest: NDArray[np.float64] = np.empty(0)

    def add(self, costs: NDArray[np.float64]) -> None:
        """Add the costs of the next steps."""
        costs = np.concatenate([self._rest, costs])
        while True:
            whole = len(costs) // self._wide * self._wide
            if len(self._means) + whole // self._wide <= MOST_POINTS:
                break
            # An odd mean at the end becomes the beginning of the next, twice as wide.
            even = len(self._means) // 2 * 2
            costs = np.concatenate([np.repeat(self._means[even:], self._wide), costs])
            self._means = self._means[:even].reshape(-1, 2).mean(axis=1)
            self._wide *= 2
        new = costs[:whole].reshape(-1, self._wide).mean(axis=1)
        self._means = np.concatenate([self._means, new])
        self._rest = costs[whole:]

    def points(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """At which steps, and the mean cost of the mini-batches around each."""
        at = np.arange(1, len(self._means) + 1, dtype=np.float64) * self._wide
        return self._first_step + at - (self._wide - 1) / 2, self._means
