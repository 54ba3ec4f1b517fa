"""Layouts in a plane that keep neighbours together: t-SNE and UMAP, through their libraries.

Both are extras: ``pip install 'backlit[maps]'``.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.errors import SettingsError
from backlit.maths.pca import principal

Points = NDArray[np.float64]

# Points of more numbers than these are brought down to their principal components first, as the
# authors of t-SNE do: it is faster, and takes noise away.
_MOST_NUMBERS = 50

_FEWEST = 10


def tsne_positions(points: Points, rng: np.random.Generator) -> Points:
    """Lay points out by t-SNE, (n, 2), from their principal components as a start.

    The perplexity is 30, or a third of the points where they are few.

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
    """Lay points out by UMAP, (n, 2), from their principal components as a start.

    Each point has 15 neighbours, or all the others where they are fewer.

    Raises:
        SettingsError: when there are fewer than 10 points, or umap-learn is not installed.
    """
    _check_enough(points)
    with warnings.catch_warnings():
        # It warns of what it was asked for: that a seed leaves only one thread to work.
        warnings.simplefilter("ignore")
        try:
            from umap import UMAP
        except ImportError as error:
            raise _missing("umap-learn", "UMAP", "maps") from error
        reduced, start = _prepared(points, rng)
        layout = UMAP(
            n_neighbors=min(15, len(points) - 1),
            init=start * 1e5,  # it takes positions as large as its layout will be
            random_state=_seed(rng),
            n_jobs=1,
        )
        return _as_positions(layout.fit_transform(reduced))


def two_columns(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The last axis as two numbers, with 0 for what is not there: a layer of one neuron has one."""
    missing = 2 - values.shape[-1]
    if missing <= 0:
        return values[..., :2]
    return np.concatenate([values, np.zeros((*values.shape[:-1], missing))], axis=-1)


def _prepared(points: Points, rng: np.random.Generator) -> tuple[Points, Points]:
    """The points in few numbers, and where each starts: as they lie, but all close together."""
    found = principal(points, _MOST_NUMBERS).positions
    start = two_columns(found)
    spread = float(start[:, 0].std())
    if spread > 0:
        start = start / spread
    # A little chance parts what lies in one place, and spans a line to a plane.
    start = start + rng.normal(0, 1e-3, start.shape)
    return found, start * 1e-4


def _check_enough(points: Points) -> None:
    if len(points) < _FEWEST:
        raise SettingsError(
            f"Expected at least {_FEWEST} examples to find neighbours among, got {len(points)}.",
            hint="take more, or use pca",
        )


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))


def _as_positions(found: Any) -> Points:
    return np.asarray(found, np.float64)


def _missing(library: str, method: str, extra: str) -> SettingsError:
    return SettingsError(
        f"Expected {library} to draw a map by {method} with, got none.",
        hint=f"pip install 'backlit[{extra}]', or use pca",
    )
