"""Stimuli to test neurons with: strokes, edges, loops and broken loops, at every place.

White on black, as wide as the strokes of MNIST, anti-aliased by the distance of each pixel from the
line. A whole loop is drawn paler, so that it has as much ink as the same loop with a gap: otherwise
a neuron that measures ink would seem to recognise loops.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.errors import ShapeError

STIMULUS_KINDS = ("stroke", "edge", "loop", "broken")

# In pixels of a picture of 28 × 28; others are drawn to scale.
_SIDE = 28
_WIDTH = 2.3
_STROKE_LENGTH = 8.0
_EDGE_RADIUS = 5.0
_LOOP_RADII = (3.0, 4.5, 6.0)
_GAP = np.pi / 2
_PLACES = (6, 10, 14, 18, 22)
_STROKE_ANGLES = 8
_EDGE_ANGLES = 16
_GAP_ANGLES = 4
_BLACK = 1e-3


@dataclass(frozen=True, eq=False)
class Stimuli:
    """A bank of stimuli.

    Attributes:
        X: (n, rows·columns) the pictures, 0–1.
        kinds: (n,) the kind of each: 0 stroke, 1 edge, 2 loop, 3 broken loop.
        angles: (n,) its direction in radians: of a stroke 0–π, of an edge the side that is white,
            of a broken loop the side of the gap; NaN for a loop, which has none.
        sizes: (n,) length of a stroke, radius of the others, in pixels.
        rows: (n,) the row of its middle.
        columns: (n,) the column of its middle.
    """

    X: NDArray[np.float64]
    kinds: NDArray[np.int64]
    angles: NDArray[np.float64]
    sizes: NDArray[np.float64]
    rows: NDArray[np.float64]
    columns: NDArray[np.float64]


def make_stimuli(shape: tuple[int, int] = (28, 28)) -> Stimuli:
    """Strokes at 8 angles, edges at 16, loops of 3 sizes, whole and with a gap at 4 angles.

    Each of them at 25 places.

    Args:
        shape: (rows, columns) of the pictures.

    Raises:
        ShapeError: for pictures of fewer than 8 × 8 pixels, too small for a loop.
    """
    if min(shape) < 8:
        raise ShapeError(
            f"Expected pictures of 8 × 8 pixels or more, got {shape[0]} × {shape[1]}.",
            hint="smaller pictures have no room for a loop",
        )
    pictures, properties = [], []
    for row in _PLACES:
        for column in _PLACES:
            for kind, angle, size in _kinds():
                pictures.append(_drawn(shape, kind, angle, size, row, column))
                properties.append((kind, angle, size, row, column))
    kinds, angles, sizes, rows, columns = (np.array(each) for each in zip(*properties, strict=True))
    X = np.array(pictures).reshape(len(pictures), -1)
    ink = X.sum(axis=1)
    whole, broken = kinds == 2, kinds == 3
    # Loops are ordered by size, and the broken loops of one size are adjacent.
    as_much = ink[broken].reshape(int(whole.sum()), -1).mean(axis=1)
    X[whole] *= (as_much / ink[whole])[:, None]
    down, right = rows * shape[0] / _SIDE, columns * shape[1] / _SIDE
    return Stimuli(X, kinds.astype(np.int64), angles, sizes, down, right)


def _kinds() -> list[tuple[int, float, float]]:
    """Every kind with its angles and sizes."""
    strokes = [(0, np.pi * k / _STROKE_ANGLES, _STROKE_LENGTH) for k in range(_STROKE_ANGLES)]
    edges = [(1, 2 * np.pi * k / _EDGE_ANGLES, _EDGE_RADIUS) for k in range(_EDGE_ANGLES)]
    loops = [(2, float("nan"), radius) for radius in _LOOP_RADII]
    broken = [
        (3, 2 * np.pi * (k + 0.5) / _GAP_ANGLES, radius)
        for radius in _LOOP_RADII
        for k in range(_GAP_ANGLES)
    ]
    return strokes + edges + loops + broken


def _drawn(
    shape: tuple[int, int], kind: int, angle: float, size: float, row: float, column: float
) -> NDArray[np.float64]:
    """One shape; angles turn anticlockwise from the right, as on a page."""
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float64)
    down, right = y * _SIDE / shape[0] - row, x * _SIDE / shape[1] - column
    away = np.hypot(right, down)
    if kind == 1:
        towards = right * np.cos(angle) - down * np.sin(angle)
        inside = np.clip(towards + 0.5, 0, 1) * np.clip(size - away + 0.5, 0, 1)
        return np.where(inside > _BLACK, inside, 0.0)
    if kind == 0:
        along = right * np.cos(angle) - down * np.sin(angle)
        across = right * np.sin(angle) + down * np.cos(angle)
        from_line = np.hypot(np.maximum(np.abs(along) - size / 2, 0), across)
    else:
        from_line = np.abs(away - size)
        if kind == 3:
            here = np.arctan2(-down, right)
            in_gap = np.abs(np.angle(np.exp(1j * (here - angle)))) < _GAP / 2
            ends = [np.hypot(right - size * np.cos(end), down + size * np.sin(end))
                    for end in (angle - _GAP / 2, angle + _GAP / 2)]  # fmt: skip
            from_line = np.where(in_gap, np.minimum(*ends), from_line)
    ink: NDArray[np.float64] = np.clip(_WIDTH / 2 - from_line + 0.5, 0, 1)
    return ink
