"""From the strokes of a drawing to the 28 × 28 pixels that the network reads.

A drawing is stored as its points: exact at any size, each stroke can be undone, and the page and
the library make the same pixels of the same points.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image, ImageDraw

from backlit.data.preprocessing.normalisation import SIDE, centre_by_mass, normalise_size
from backlit.data.preprocessing.picture_to_digit import Digit
from backlit.data.preprocessing.segmentation import bounding_box
from backlit.errors import DataError

# As wide as MNIST's strokes when the digit fills 20 of 28 pixels.
PEN_WIDTH = 0.085
# More points than a person draws in minutes, and few enough to be rasterised quickly.
MAX_POINTS = 20_000
# The drawing is rasterised at this many dots for each of the 28 × 28 pixels.
_DOTS_PER_PIXEL = 20
# Anti-aliasing: this many dots a side are drawn for each dot that is kept.
_SUPERSAMPLING = 2


def digit_from_strokes(
    strokes: Sequence[ArrayLike], *, width: float = PEN_WIDTH, fit: bool = True
) -> Digit:
    """Turn a drawn digit into 28 × 28 pixels like MNIST's.

    Args:
        strokes: For each stroke its points (n, 2): x to the right and y down, in 0–1 of the side
            of the square. Ink outside the square is cut off.
        width: The width of the pen, as a share of that side.
        fit: Whether to fit the ink into 20 × 20 and centre it, as MNIST's makers did. If not, the
            square is only scaled down to 28 × 28.

    Raises:
        DataError: when there is no ink, there are too many points, or they are not numbers.
    """
    if not 0 < width <= 1:
        raise DataError(
            f"Expected a pen's width in 0–1 of the square's side, got {width}.", hint="try 0.085"
        )
    paths = [_check_points(points, index) for index, points in enumerate(strokes)]
    if sum(len(path) for path in paths) > MAX_POINTS:
        raise DataError(
            f"Expected at most {MAX_POINTS:,} points, got more.", hint="clear and draw again"
        )
    painted = _rasterise(paths, width)
    if not painted.any():
        raise DataError("Expected a drawing, got an empty square.", hint="draw a digit")
    side = SIDE * _DOTS_PER_PIXEL
    if not fit:
        pixels = np.asarray(Image.fromarray(painted).reduce(_DOTS_PER_PIXEL))
        # Very little ink may vanish at this size.
        if not pixels.any():
            raise DataError("Expected a drawing, got a speck.", hint="draw a digit")
        return Digit(pixels, (side, side), False, bounding_box(painted > 0))
    top, left, bottom, right = bounding_box(painted > 0)
    # Any share of the square is accepted: even one fat dot is intended.
    strength: NDArray[np.float32] = np.divide(
        painted[top:bottom, left:right], 255, dtype=np.float32
    )
    digit = normalise_size(strength, 0.0)
    return Digit(centre_by_mass(digit), (side, side), False, (top, left, bottom, right))


def _check_points(points: ArrayLike, index: int) -> NDArray[np.float64]:
    try:
        path = np.asarray(points, np.float64)
    except (TypeError, ValueError):
        path = np.empty(())
    if path.shape == (0,):
        return path.reshape(0, 2)
    if path.ndim != 2 or path.shape[1] != 2 or not np.isfinite(path).all():
        raise DataError(
            f"Expected the points of stroke {index} as pairs x, y of numbers, got something else.",
            hint="for example [[0.4, 0.2], [0.4, 0.8]]",
        )
    # Far outside the square nothing is visible, and drawing it would take long.
    return path.clip(-1, 2)


def _rasterise(paths: list[NDArray[np.float64]], width: float) -> NDArray[np.uint8]:
    """(560, 560) the strokes in white on black, with round ends and joints."""
    side = SIDE * _DOTS_PER_PIXEL * _SUPERSAMPLING
    picture = Image.new("L", (side, side))
    draw = ImageDraw.Draw(picture)
    radius = width * side / 2
    for path in paths:
        dots = [(float(x), float(y)) for x, y in path * side]
        if len(dots) > 1:
            draw.line(dots, fill=255, width=max(round(2 * radius), 1))
        for x, y in dots:
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return np.asarray(picture.reduce(_SUPERSAMPLING))
