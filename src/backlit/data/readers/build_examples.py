"""From the arrays of a reader to `Examples`: the checks and choices that all readers share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from backlit.data.examples import Examples
from backlit.data.labels import encode_labels, example_number, relabel
from backlit.data.scaling import as_inputs, square_picture_shape, warn_if_bright
from backlit.errors import DataError


def build_examples(
    X: NDArray[np.generic],
    labels: NDArray[np.generic] | Sequence[str],
    name: str,
    *,
    train: Examples | None = None,
    locate: Callable[[int], str] = example_number,
) -> Examples:
    """Inputs and labels, as they were stored, as examples.

    Inputs of n × n numbers, n at least 8, are taken to be square pictures.

    Args:
        X: (n, numbers), (n, rows, columns) or (n, rows, columns, 1).
        labels: As `encode_labels` takes them.
        name: Where they came from, for people to read.
        train: The training examples, whose shape and classes a test set must have.
        locate: Names the place of an example by its index, for errors.

    Raises:
        DataError: when the two do not match, or either is invalid.
    """
    if len(labels) != len(X):
        raise DataError(
            f"Expected one label for each example in {name}, "
            f"got {len(X):,} examples and {len(labels):,} labels.",
            hint="give the labels as one column",
        )
    if len(X) == 0 or X.size == 0:
        raise DataError(
            f"Expected at least one example in {name}, got none.",
            hint="check that this is the right file",
        )
    flat, image_shape = _flat(X, name)
    if train is not None and flat.shape[1] != train.n_in:
        raise DataError(
            f"Expected inputs of {train.n_in} numbers in {name} as in the training examples, "
            f"got {flat.shape[1]}.",
            hint="store both sets in the same way",
        )
    indices, classes = encode_labels(labels, name, locate)
    inputs = as_inputs(flat, name, image_shape, train_X=None if train is None else train.X)
    examples = Examples(inputs, indices, classes, name, image_shape)
    if train is not None:
        return relabel(examples, train.classes)
    if image_shape is not None:
        warn_if_bright(inputs, name)
    return examples


def _flat(X: NDArray[np.generic], name: str) -> tuple[NDArray[np.generic], tuple[int, int] | None]:
    """Inputs as (n, numbers), and the shape of a picture when each is one."""
    if X.ndim == 4 and X.shape[-1] == 1:
        X = X[..., 0]
    if X.ndim == 3:
        return X.reshape(len(X), -1), (X.shape[1], X.shape[2])
    if X.ndim == 2:
        return X, square_picture_shape(X.shape[1])
    if X.ndim == 4 and X.shape[-1] in (3, 4):
        raise DataError(
            f"Expected grey pictures in {name}, got colour of shape {X.shape}.",
            hint="make them grey first: `images.mean(axis=-1).astype(np.uint8)`",
        )
    if X.ndim == 1 and X.dtype.kind in "buif":
        raise DataError(
            f"Expected pictures or rows of numbers in {name}, got a single column of {len(X):,}.",
            hint="these may be the labels",
        )
    raise DataError(
        f"Expected inputs of shape (examples, numbers) or (examples, rows, columns) in {name}, "
        f"got {X.shape}.",
        hint="give one row for each example",
    )
