"""Normalisation as for MNIST: a digit scaled into 20 × 20 pixels and centred in 28 × 28.

The longest side becomes 20, strokes become about as wide as MNIST's, and the centre of mass is
moved to (14, 14).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from backlit.data.preprocessing.segmentation import bounding_box
from backlit.errors import DataError

SIDE = 28
CENTRE = 14
BOX_SIDE = 20
# Widths of strokes at 28 × 28. MNIST's own are 1.3 to 4.3 px in 98 of 100 digits and 2.3 in the
# middle (`_stroke_width` of the first 3,000 test digits). Beyond the first and last of these,
# strokes are thickened to the second, or thinned to the third.
MIN_STROKE_WIDTH = 1.45
TYPICAL_STROKE_WIDTH = 2.3
THINNED_STROKE_WIDTH = 3.3
MAX_STROKE_WIDTH = 4.4
# A shape no longer than this many of its own stroke widths is a dot, and stays one.
DOT_LENGTH = 2.6
DOT_SIDE = 3
# A filled shape over more of the picture than this is a table or a thumb.
MAX_FILLED_SHARE = 0.25
# Strokes are measured, dilated and eroded at this many pixels for each of the 28 × 28.
OVERSAMPLING = 12


def normalise_size(strength: NDArray[np.float32], area_share: float) -> NDArray[np.float32]:
    """Scale the ink into 20 × 20, with strokes about as wide as MNIST's.

    Args:
        strength: (rows, columns) of the ink's box, 0 to 1.
        area_share: The share of the picture that the box takes up.

    Raises:
        DataError: when it is a filled shape rather than a drawing in lines.
    """
    fine = _resize(strength, BOX_SIDE * OVERSAMPLING)
    mask = np.pad(fine > 0.4, 1)
    width = _stroke_width(mask) / OVERSAMPLING
    if DOT_LENGTH * width >= BOX_SIDE:
        if area_share > MAX_FILLED_SHARE:
            raise DataError(
                "Expected a digit drawn in lines, got one filled shape over "
                f"{100 * area_share:.0f}% of the picture.",
                hint="crop the picture to the digit and the paper around it",
            )
        return _resize(strength, DOT_SIDE)
    if width > MAX_STROKE_WIDTH:
        thin = _erode(mask, (width - THINNED_STROKE_WIDTH) / 2 * OVERSAMPLING)
        if thin.any():
            top, left, bottom, right = bounding_box(thin)
            return _resize(thin[top:bottom, left:right].astype(np.float32), BOX_SIDE)
    if width < MIN_STROKE_WIDTH:
        # Thickening makes the ink longer as well, and so it is shrunk a little more afterwards.
        radius = BOX_SIDE * (TYPICAL_STROKE_WIDTH - width) / (2 * (BOX_SIDE - TYPICAL_STROKE_WIDTH))
        thick = _dilate(mask, radius * OVERSAMPLING)
        top, left, bottom, right = bounding_box(thick)
        return _resize(thick[top:bottom, left:right].astype(np.float32), BOX_SIDE)
    return _resize(strength, BOX_SIDE)


def _resize(strength: NDArray[np.float32], longest: int) -> NDArray[np.float32]:
    """The ink scaled so that its longer side is ``longest`` pixels."""
    n_rows, n_columns = strength.shape
    scale = longest / max(n_rows, n_columns)
    size = (max(1, round(n_columns * scale)), max(1, round(n_rows * scale)))
    # Each new pixel is the mean over the area that it covers; when enlarging, a smooth curve.
    kind = Image.Resampling.BOX if scale <= 1 else Image.Resampling.BICUBIC
    resized = np.asarray(Image.fromarray(strength).resize(size, kind), np.float32)
    return np.clip(resized, np.float32(0), np.float32(1))


def _stroke_width(mask: NDArray[np.bool_]) -> float:
    """The mean width of the strokes, in pixels: twice the area over the length of the outline.

    Steps between pixels make an outline seem longer, 4/π times on average over all directions.
    """
    outline = sum(np.count_nonzero(np.diff(mask, axis=axis)) for axis in (0, 1))
    return 2 * np.count_nonzero(mask) / max(1.0, outline * math.pi / 4)


def _dilate(mask: NDArray[np.bool_], radius: float) -> NDArray[np.bool_]:
    """The mask dilated by a disc, with a margin for it on every side."""
    reach = math.ceil(radius)
    padded = np.pad(mask, reach)
    n_rows = len(padded)
    thick = np.zeros_like(padded)
    for down in range(-reach, reach + 1):
        half = math.isqrt(max(0, int(radius**2 - down**2)))
        across = np.cumsum(np.pad(padded, [(0, 0), (half + 1, half)]), axis=1)
        covered = across[:, 2 * half + 1 :] > across[:, : -2 * half - 1]
        thick[max(0, down) : n_rows + min(0, down)] |= covered[
            max(0, -down) : n_rows + min(0, -down)
        ]
    return thick


def _erode(mask: NDArray[np.bool_], radius: float) -> NDArray[np.bool_]:
    """The mask eroded by a disc."""
    reach = math.ceil(radius)
    paper = _dilate(~np.pad(mask, 1), radius)
    return ~paper[reach + 1 : -reach - 1, reach + 1 : -reach - 1]


def centre_by_mass(digit: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The digit in 28 × 28 pixels, moved by whole pixels, its centre of mass at (14, 14)."""
    pixels = np.rint(digit * 255).astype(np.uint8)
    centre = centre_of_mass(pixels)
    top, left = (
        min(max(math.floor(CENTRE - middle + 0.5), 0), SIDE - size)
        for middle, size in zip(centre, pixels.shape, strict=True)
    )
    field = np.zeros((SIDE, SIDE), np.uint8)
    field[top : top + pixels.shape[0], left : left + pixels.shape[1]] = pixels
    return field


def centre_of_mass(pixels: NDArray[np.uint8]) -> tuple[float, float]:
    """(row, column), in pixel indices."""
    total = float(pixels.sum(dtype=np.int64))
    rows = pixels.sum(axis=1, dtype=np.int64) @ np.arange(pixels.shape[0])
    columns = pixels.sum(axis=0, dtype=np.int64) @ np.arange(pixels.shape[1])
    return float(rows) / total, float(columns) / total
