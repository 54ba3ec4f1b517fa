"""A curve that is thinned as it grows, so that a long run is drawn as quickly as a short one."""

from __future__ import annotations

from typing import final

import numpy as np
from numpy.typing import NDArray

# A chart on the page shows no more detail than this many points.
MAX_POINTS = 400


@final
class DownsampledCurve:
    """Costs by step, as means over buckets of equal width: one step, then two, then four.

    Args:
        first_step: The step before the first cost.
    """

    def __init__(self, first_step: int = 0) -> None:
        self._first_step = first_step
        self._width = 1
        self._means: NDArray[np.float64] = np.empty(0)
        self._remainder: NDArray[np.float64] = np.empty(0)

    def add(self, costs: NDArray[np.float64]) -> None:
        """Add the costs of the next steps."""
        costs = np.concatenate([self._remainder, costs])
        while True:
            whole = len(costs) // self._width * self._width
            if len(self._means) + whole // self._width <= MAX_POINTS:
                break
            # A bucket without a partner is filled up from its mean, and gets the new costs as well.
            even = len(self._means) // 2 * 2
            costs = np.concatenate([np.repeat(self._means[even:], self._width), costs])
            self._means = self._means[:even].reshape(-1, 2).mean(axis=1)
            self._width *= 2
        new = costs[:whole].reshape(-1, self._width).mean(axis=1)
        self._means = np.concatenate([self._means, new])
        self._remainder = costs[whole:]

    def points(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The centres of the buckets, in steps, and the mean cost in each: (k,) and (k,)."""
        at = np.arange(1, len(self._means) + 1, dtype=np.float64) * self._width
        return self._first_step + at - (self._width - 1) / 2, self._means
