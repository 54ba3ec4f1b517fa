"""Scaling of stored numbers to inputs: bytes stay bytes, other numbers are checked first."""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.errors import BacklitWarning, DataError

Inputs = NDArray[np.uint8] | NDArray[np.floating]

# Whole numbers that reach at least this, and never pass 255, are pixels stored as 0–255.
BYTE_RANGE_THRESHOLD = 128
MIN_PICTURE_SIDE = 8

_BRIGHT = 0.5
_SAMPLE = 1000


def square_picture_shape(n_in: int) -> tuple[int, int] | None:
    """(rows, columns) of a square picture with ``n_in`` pixels, 8 × 8 or larger, else None."""
    side = math.isqrt(n_in)
    return (side, side) if side >= MIN_PICTURE_SIDE and side * side == n_in else None


def as_inputs(
    X: NDArray[np.generic],
    name: str,
    image_shape: tuple[int, int] | None,
    *,
    train_X: Inputs | None = None,
) -> Inputs:
    """Inputs ready for `Examples`: bytes 0–255, or floats used as they are.

    Unsigned bytes and floats are used as they are. Pictures stored as other whole numbers of
    0–255 (some value at least 128) become bytes, with a warning when they were floats. Other
    pictures with values above 1 are left as they are, with a warning.

    Args:
        X: (n, n_in) numbers or truth values.
        name: Where they came from, for messages.
        image_shape: (rows, columns) when an input is a picture, else None.
        train_X: Inputs of the training examples, with which these must agree, or None.

    Raises:
        DataError: when a number is NaN or infinite, or disagrees with ``train_X``.
    """
    if X.dtype.kind not in "buif":
        raise DataError(
            f"Expected inputs that are numbers in {name}, got {X.dtype}.",
            hint="give the inputs as numbers",
        )
    if X.dtype.kind == "f":
        _check_finite(X, name)
    if train_X is not None:
        return _match_scale(X, train_X, name)
    if X.dtype == np.uint8:
        return X.view(np.uint8)

    largest = float(X.max())
    smallest = float(X.min())
    if (
        image_shape
        and smallest >= 0
        and BYTE_RANGE_THRESHOLD <= largest <= 255
        and _all_integers(X)
    ):
        if X.dtype.kind == "f":
            _warn(f"The pixels of {name} are floats from 0 to 255: they are read as bytes, 0–1.")
        return X.astype(np.uint8)
    if image_shape and smallest >= 0 and largest > 1:
        _warn(
            f"The inputs of {name} reach {largest:g} and are used as they are; "
            "a network learns best from pixels of 0–1."
        )
    return _as_floats(X)


def warn_if_bright(X: Inputs, name: str) -> None:
    """Warn when pictures are mostly bright: MNIST is white ink on black, paper is the opposite.

    They are not inverted, since bright pictures may be intended.
    """
    sample = X[:: max(1, len(X) // _SAMPLE)]
    mean = float(sample.mean()) / (255 if X.dtype == np.uint8 else 1)
    if mean > _BRIGHT:
        _warn(
            f"The pictures of {name} are mostly bright (mean {mean:.2f} of 1), while MNIST is "
            "white ink on black; if these are dark ink on paper, invert them (255 − pixel)."
        )


def _match_scale(X: NDArray[Any], train_X: Inputs, name: str) -> Inputs:
    """Inputs on the scale of the training examples."""
    if train_X.dtype == np.uint8:
        if X.dtype != np.uint8 and (X.min() < 0 or X.max() > 255 or not _all_integers(X)):
            raise DataError(
                f"Expected pixels of 0–255 in {name} as in the training examples, "
                f"got {X.dtype} from {X.min():g} to {X.max():g}.",
                hint="store both sets in the same way",
            )
        return X.astype(np.uint8, copy=False)
    if X.dtype == np.uint8 and train_X.max() <= 1:
        return X.view(np.uint8)
    if train_X.dtype == np.float32:
        return X.astype(np.float32)
    return X.astype(np.float64)


def _all_integers(X: NDArray[np.generic]) -> bool:
    """Whether all are whole numbers; checked row by row, without a second copy in memory."""
    return X.dtype.kind != "f" or all(bool((row == np.rint(row)).all()) for row in X)


def _as_floats(X: NDArray[Any]) -> NDArray[np.floating]:
    """Single and double precision as they are; anything else as the smallest that holds it."""
    if X.dtype in (np.float32, np.float64):
        return X.astype(X.dtype.newbyteorder("="), copy=False)
    return X.astype(np.float32 if X.dtype == np.float16 else np.float64)


def _check_finite(X: NDArray[np.generic], name: str) -> None:
    for index, row in enumerate(X):
        if not np.isfinite(row).all():
            raise DataError(
                f"Expected finite numbers in {name}, got NaN or infinity in example {index}.",
                hint="leave these examples out, or fill the gaps with numbers",
            )


def _warn(message: str) -> None:
    warnings.warn(message, BacklitWarning, stacklevel=2)
