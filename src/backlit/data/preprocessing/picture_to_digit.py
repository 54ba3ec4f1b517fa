"""From any picture of a digit to the 28 × 28 pixels that the network reads.

The same steps as for MNIST: white ink on black, scaled into 20 × 20 with its proportions kept,
anti-aliased to grey, the centre of mass at index (14, 14).

Source: Y. LeCun, C. Cortes, C. J. C. Burges, http://yann.lecun.com/exdb/mnist.
"""

from __future__ import annotations

import contextlib
import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from backlit.data.preprocessing.normalisation import (
    BOX_SIDE,
    CENTRE,
    SIDE,
    centre_by_mass,
    centre_of_mass,
    normalise_size,
)
from backlit.data.preprocessing.segmentation import Ink, bounding_box, find_paper_sheet, segment_ink
from backlit.data.readers.image_file import MAX_PIXELS, open_image, to_greyscale
from backlit.errors import DataError

# Ink is segmented in at most this many pixels a side, then again around it, at full detail.
WORKING_SIDE = 400


@dataclass(frozen=True, eq=False)
class Digit:
    """A digit as the network reads it, and where it was in the picture.

    Attributes:
        pixels: (28, 28) bytes, 0 paper to 255 ink.
        source_size: (rows, columns) of the picture, turned upright as EXIF says.
        inverted: Whether the ink was darker than the paper.
        box: (top, left, bottom, right) of the ink in the picture, bottom and right exclusive.
    """

    pixels: NDArray[np.uint8]
    source_size: tuple[int, int]
    inverted: bool
    box: tuple[int, int, int, int]


def digit_from_picture(
    picture: Image.Image | str | os.PathLike[str] | bytes | NDArray[Any],
) -> Digit:
    """Turn a picture of one digit into 28 × 28 pixels like MNIST's.

    It may be light on dark or dark on light, coloured, transparent, unevenly lit, noisy, small in
    a corner or large. A picture that already looks like MNIST is unchanged.

    Args:
        picture: A picture, a file, the bytes of a file, or an array of (rows, columns) or
            (rows, columns, 3 or 4) with bytes 0–255, numbers 0–1, or truth values.

    Raises:
        DataError: when it is not a picture, is too large, has no ink, or is a filled shape.
    """
    grey = to_greyscale(_to_image(picture))
    size = (grey.shape[0], grey.shape[1])
    ready = _if_already_mnist(grey)
    if ready is not None:
        return ready
    ink, box = _locate_ink(grey)
    top, left, bottom, right = ink.box
    digit = normalise_size(ink.strength[top:bottom, left:right], _area_share(box, size))
    return Digit(centre_by_mass(digit), size, ink.inverted, box)


def _to_image(
    picture: Image.Image | str | os.PathLike[str] | bytes | NDArray[Any],
) -> Image.Image:
    """The input as a picture of bounded size, turned upright."""
    if isinstance(picture, np.ndarray):
        return _from_array(picture)
    if isinstance(picture, Image.Image):
        if not 0 < picture.width * picture.height <= MAX_PIXELS:
            raise DataError(
                f"Expected a picture of 1 to {MAX_PIXELS:,} pixels, "
                f"got {picture.width:,} × {picture.height:,}.",
                hint="make the picture smaller; a digit is read at 28 × 28",
            )
        try:
            return ImageOps.exif_transpose(picture)
        except (OSError, SyntaxError, ValueError) as error:
            raise DataError(
                f"Expected an intact picture, but it is damaged ({error}).",
                hint="save or export the picture again",
            ) from None
    return open_image(picture if isinstance(picture, bytes) else Path(picture))


def _from_array(pixels: NDArray[Any]) -> Image.Image:
    """An array as a picture."""
    grey = pixels.ndim == 2
    if not (grey or (pixels.ndim == 3 and pixels.shape[2] in (3, 4))) or pixels.size == 0:
        raise DataError(
            "Expected an array of (rows, columns), or (rows, columns, 3 or 4) with colours, "
            f"got shape {pixels.shape}.",
            hint="give one picture at a time",
        )
    if pixels.shape[0] * pixels.shape[1] > MAX_PIXELS:
        raise DataError(
            f"Expected at most {MAX_PIXELS:,} pixels, got shape {pixels.shape}.",
            hint="make the picture smaller; a digit is read at 28 × 28",
        )
    if pixels.dtype == np.uint8:
        return Image.fromarray(pixels)
    most = 1 if pixels.dtype.kind in "bf" else 255
    if pixels.dtype.kind not in "buif" or not ((pixels >= 0) & (pixels <= most)).all():
        raise DataError(
            "Expected pixels as bytes 0–255, as numbers 0–1 or as truth values, "
            f"got others in an array of {pixels.dtype}.",
            hint="divide by the largest value that a pixel can have",
        )
    return Image.fromarray(np.rint(pixels * (255 / most)).astype(np.uint8))


def _if_already_mnist(grey: NDArray[np.uint8]) -> Digit | None:
    """The digit, if the picture is 28 × 28 and just like MNIST, or like its negative."""
    if grey.shape != (SIDE, SIDE):
        return None
    for inverted in (False, True):
        pixels = ~grey if inverted else grey
        if np.count_nonzero(pixels) > pixels.size / 2 or pixels.max() < 128:
            continue
        box = bounding_box(pixels > 0)
        centre = centre_of_mass(pixels)
        longest = max(box[2] - box[0], box[3] - box[1])
        if BOX_SIDE - 1 <= longest <= BOX_SIDE and max(abs(c - CENTRE) for c in centre) < 0.55:
            return Digit(pixels.copy(), (SIDE, SIDE), inverted, box)
    return None


def _locate_ink(grey: NDArray[np.uint8]) -> tuple[Ink, tuple[int, int, int, int]]:
    """The ink, segmented in a downscaled picture, and its box in the full one.

    Ink in a small part of a large picture is segmented again in more detail.
    """
    whole = (0, 0, *grey.shape)
    sheet = find_paper_sheet(_downscale_region(grey, whole)[0])
    if sheet is not None:
        whole = _to_full_coordinates(sheet, whole, _downscale_region(grey, whole)[1])
    ink, box = _segment_region(grey, whole)
    longest = max(box[2] - box[0], box[3] - box[1])
    margin = longest // 2
    near = (
        max(0, box[0] - margin),
        max(0, box[1] - margin),
        min(grey.shape[0], box[2] + margin),
        min(grey.shape[1], box[3] + margin),
    )
    if 2 * max(near[2] - near[0], near[3] - near[1]) <= max(grey.shape) > WORKING_SIDE:
        # Ink of the whole picture may not stand out from its surroundings.
        with contextlib.suppress(DataError):
            return _segment_region(grey, near)
    return ink, box


def _segment_region(
    grey: NDArray[np.uint8], part: tuple[int, int, int, int]
) -> tuple[Ink, tuple[int, int, int, int]]:
    """The ink in one part of the picture, and its box in the full picture."""
    reduced, factor = _downscale_region(grey, part)
    ink = segment_ink(reduced)
    return ink, _to_full_coordinates(ink.box, part, factor)


def _downscale_region(
    grey: NDArray[np.uint8], part: tuple[int, int, int, int]
) -> tuple[NDArray[np.uint8], int]:
    """One part of the picture downscaled by a whole factor, and that factor."""
    top, left, bottom, right = part
    factor = math.ceil(max(bottom - top, right - left) / WORKING_SIDE)
    return np.asarray(Image.fromarray(grey[top:bottom, left:right]).reduce(factor)), factor


def _to_full_coordinates(
    box: tuple[int, int, int, int], part: tuple[int, int, int, int], factor: int
) -> tuple[int, int, int, int]:
    """A box in a downscaled part, in coordinates of the full picture."""
    top, left, bottom, right = part
    return (
        top + box[0] * factor,
        left + box[1] * factor,
        min(bottom, top + box[2] * factor),
        min(right, left + box[3] * factor),
    )


def _area_share(box: tuple[int, int, int, int], size: tuple[int, int]) -> float:
    """The share of the picture that lies inside the box."""
    return (box[2] - box[0]) * (box[3] - box[1]) / (size[0] * size[1])
