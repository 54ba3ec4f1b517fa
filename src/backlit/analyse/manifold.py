"""Manifold learning: t-SNE and UMAP positions in a plane, computed by their libraries.

Both are extras: ``pip install 'backlit[maps]'``.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.errors import SettingsError
from backlit.maths.pca import pca

Points = NDArray[np.float64]

# Points of more dimensions are reduced to this many principal components first, as the authors of
# t-SNE do: it is faster, and removes noise.
_MAX_DIMENSIONS = 50

_MIN_EXAMPLES = 10


def tsne_positions(points: Points, rng: np.random.Generator) -> Points:
    """t-SNE positions of points, (n, 2), initialised with their principal components.

    The perplexity is 30, or a third of the points when that is less.

    Raises:
        SettingsError: when there are fewer than 10 points, or scikit-learn is not installed.
    """
    _check_enough(points)
    try:
        from sklearn.manifold import TSNE
    except ImportError as error:
        raise _missing("scikit-learn", "t-SNE", "maps") from error
    reduced, start = _prepared(points, rng)
    layout = TSNE(
        init=start.astype(np.float32),
        perplexity=min(30.0, (len(points) - 1) / 3),
        random_state=_seed(rng),
    )
    return _as_positions(layout.fit_transform(reduced))


def umap_positions(points: Points, rng: np.random.Generator) -> Points:
    """UMAP positions of points, (n, 2), initialised with their principal components.

    Each point has 15 neighbours, or all the others when there are fewer.

    Raises:
        SettingsError: when there are fewer than 10 points, or umap-learn is not installed.
    """
    _check_enough(points)
    with warnings.catch_warnings():
        # It warns that a seed leaves it only one thread, which is intended.
        warnings.simplefilter("ignore")
        try:
            from umap import UMAP
        except ImportError as error:
            raise _missing("umap-learn", "UMAP", "maps") from error
        reduced, start = _prepared(points, rng)
        layout = UMAP(
            n_neighbors=min(15, len(points) - 1),
            init=start * 1e5,  # it expects positions as large as its result
            random_state=_seed(rng),
            n_jobs=1,
        )
        return _as_positions(layout.fit_transform(reduced))


def two_columns(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The last axis as two numbers, padded with 0: a layer of one neuron has one."""
    missing = 2 - values.shape[-1]
    if missing <= 0:
        return values[..., :2]
    return np.concatenate([values, np.zeros((*values.shape[:-1], missing))], axis=-1)


def _prepared(points: Points, rng: np.random.Generator) -> tuple[Points, Points]:
    """The points in few dimensions, and their initial positions, close together."""
    found = pca(points, _MAX_DIMENSIONS).positions
    start = two_columns(found)
    spread = float(start[:, 0].std())
    if spread > 0:
        start = start / spread
    # A little noise separates equal points, and widens a line to a plane.
    start = start + rng.normal(0, 1e-3, start.shape)
    return found, start * 1e-4


def _check_enough(points: Points) -> None:
    if len(points) < _MIN_EXAMPLES:
        raise SettingsError(
            f"Expected at least {_MIN_EXAMPLES} examples to find neighbours among, got "
            f"{len(points)}.",
            hint="take more, or use pca",
        )


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))


def _as_positions(found: Any) -> Points:
    return np.asarray(found, np.float64)


def _missing(library: str, method: str, extra: str) -> SettingsError:
    return SettingsError(
        f"Expected {library} for a {method} embedding, but it is not installed.",
        hint=f"pip install 'backlit[{extra}]', or use pca",
    )
