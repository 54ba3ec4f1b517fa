"""How strongly a confusion matrix is shaded, in a terminal and in a figure alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backlit.analyse.confusion import Confusion


def confusion_shades(record: Confusion) -> NDArray[np.float64]:
    """A shade of −1 to 1 for each cell: what is right positive, what is wrong negative.

    What is right is as strong as its share of its class. What is wrong is measured against the
    largest such share off the diagonal, by its square root, so that small confusions can be seen.
    """
    there = record.counts.sum(axis=1, keepdims=True)
    shares = record.counts / np.maximum(there, 1)
    right = shares.diagonal()
    wrong = shares - np.diag(right)
    shades: NDArray[np.float64] = np.diag(right) - np.sqrt(wrong / (wrong.max() or 1.0))
    return shades
