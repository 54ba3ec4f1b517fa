"""Principal components: the few directions along which many points differ most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.errors import ShapeError

# The faster method is used from this many points on, while the last eigenvalue needed is above this
# share of the first.
_MIN_POINTS, _MIN_SHARE = 64, 1e-6


@dataclass(frozen=True, eq=False)
class PrincipalComponents:
    """Points in the coordinates of their principal directions.

    Attributes:
        mean: (d,) the mean of the points.
        directions: (k, d) unit vectors, the one of the largest variance first, with the sign that
            makes the largest component positive.
        positions: (n, k) of each point, from the mean along each direction.
        explained: (k,) the share of the variance along each direction, 0–1; 0 when all points are
            equal.
    """

    mean: NDArray[np.float64]
    directions: NDArray[np.float64]
    positions: NDArray[np.float64]
    explained: NDArray[np.float64]


def pca(points: NDArray[np.float64], k: int) -> PrincipalComponents:
    """Find the first k principal directions, by singular value decomposition.

    Args:
        points: (n, d).
        k: The number of directions, at most min(n, d).

    Raises:
        ShapeError: when there are no points, or k is below 1.

    Source: K. Pearson, On Lines and Planes of Closest Fit to Systems of Points in Space, 1901;
    I. T. Jolliffe, Principal Component Analysis, chapter 3, for the decomposition.
    """
    if points.ndim != 2 or 0 in points.shape or k < 1:
        raise ShapeError(
            f"Expected points of shape (n, d) and at least 1 direction, got an array of shape "
            f"{points.shape} and {k}.",
            hint="give a row for each point",
        )
    mean = points.mean(axis=0)
    centred = points - mean
    if len(points) > points.shape[1]:
        # R of the QR decomposition has the same singular values and directions, in fewer rows:
        # twice as fast for 10,000 pictures.
        _, values, directions = np.linalg.svd(np.linalg.qr(centred, mode="r"), full_matrices=False)
    else:
        values, directions = _wide(centred, k)
    directions = directions[:k]
    largest = np.abs(directions).argmax(axis=1)
    directions = directions * np.where(
        directions[np.arange(len(directions)), largest] < 0, -1.0, 1.0
    ).reshape(-1, 1)
    variances = values**2
    whole = float(variances.sum())
    return PrincipalComponents(
        mean=mean,
        directions=directions,
        positions=centred @ directions.T,
        explained=variances[:k] / whole if whole > 0 else np.zeros(len(directions)),
    )


def _wide(centred: NDArray[np.float64], k: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Singular values and directions of fewer points than dimensions.

    The eigenvectors of the Gram matrix give the first directions ten times as quickly as the
    singular value decomposition. Squares lose digits, though: it is used only where the last
    direction needed keeps nine of them.
    """
    if len(centred) > _MIN_POINTS:
        squares, left = np.linalg.eigh(centred @ centred.T)
        squares, left = squares[::-1], left[:, ::-1]
        last = squares[min(k, len(squares)) - 1]
        if last > _MIN_SHARE * squares[0] > 0:
            directions = (left[:, :k].T @ centred) / np.sqrt(squares[:k, None])
            return np.sqrt(np.maximum(squares, 0.0)), directions
    _, values, directions = np.linalg.svd(centred, full_matrices=False)
    return values, directions
