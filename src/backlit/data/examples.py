"""Examples: inputs with their labels, whatever source they come from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import DTypeLike, NDArray

from backlit.errors import DataError, ShapeError


@dataclass(frozen=True, eq=False)
class Examples:
    """Inputs and their labels.

    Attributes:
        X: (n, n_in). Pixels as bytes 0–255 (read as byte / 255), or numbers used as they are.
        labels: (n,) int64, each an index into ``classes``.
        classes: What each label means, in order: ``("0", …, "9")`` for digits.
        name: Where the examples came from, for people to read: ``"mnist"``.
        image_shape: (rows, columns) when an input is a picture, else None.

    Raises:
        DataError: when the arrays do not fit together or hold NaN or infinity.
    """

    X: NDArray[np.uint8] | NDArray[np.floating]
    labels: NDArray[np.int64]
    classes: tuple[str, ...]
    name: str
    image_shape: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if self.X.ndim != 2 or self.X.shape[1] == 0:
            raise DataError(
                f"Expected inputs of shape (examples, numbers), got {self.X.shape}.",
                hint="flatten pictures with `images.reshape(len(images), -1)`",
            )
        if self.labels.shape != (len(self.X),):
            raise DataError(
                f"Expected one label for each of the {len(self.X)} inputs, "
                f"got labels of shape {self.labels.shape}.",
                hint="give as many labels as inputs",
            )
        if len(self.X) == 0:
            raise DataError(
                f"Expected at least one example in {self.name}, got none.",
                hint="check that this is the right file",
            )
        if self.X.dtype != np.uint8 and not np.isfinite(self.X).all():
            row = int(np.flatnonzero(~np.isfinite(self.X).all(axis=1))[0])
            raise DataError(
                f"Expected finite numbers in {self.name}, got NaN or infinity in example {row}.",
                hint="leave these examples out, or fill the gaps with numbers",
            )
        if self.labels.min() < 0 or self.labels.max() >= len(self.classes):
            raise DataError(
                f"Expected labels from 0 to {len(self.classes) - 1} in {self.name}, "
                f"got {self.labels.min()} to {self.labels.max()}.",
                hint="number the classes from 0",
            )

    def __len__(self) -> int:
        return len(self.X)

    @property
    def n_in(self) -> int:
        """How many numbers one input has: 784 for MNIST."""
        return int(self.X.shape[1])

    @property
    def n_classes(self) -> int:
        """How many classes there are: 10 for digits."""
        return len(self.classes)

    def inputs(
        self, which: slice | NDArray[np.intp] | None = None, dtype: DTypeLike = np.float64
    ) -> NDArray[np.floating]:
        """The inputs as the network sees them, (n, n_in), pixels scaled to 0–1.

        Args:
            which: A slice or indices of the examples wanted; all of them when None.
            dtype: The precision to give them in.
        """
        X = self.X if which is None else self.X[which]
        if X.dtype == np.uint8:
            return np.multiply(X, 1 / 255, dtype=dtype)
        return X.astype(dtype)

    def targets(
        self, which: slice | NDArray[np.intp] | None = None, dtype: DTypeLike = np.float64
    ) -> NDArray[np.floating]:
        """The target outputs y, one-hot, (n, n_classes)."""
        labels = self.labels if which is None else self.labels[which]
        y: NDArray[np.floating] = np.zeros((len(labels), self.n_classes), dtype)
        y[np.arange(len(labels)), labels] = 1
        return y

    def take(self, which: slice | NDArray[np.intp], name: str | None = None) -> Examples:
        """Some of the examples, as examples."""
        return Examples(
            self.X[which], self.labels[which], self.classes, name or self.name, self.image_shape
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 over inputs, labels and classes: the same examples always have the same."""
        hasher = hashlib.sha256()
        hasher.update(f"{self.X.dtype.str} {self.X.shape} {self.classes}".encode())
        hasher.update(np.ascontiguousarray(self.X).data)
        hasher.update(np.ascontiguousarray(self.labels).data)
        return hasher.hexdigest()


@dataclass(frozen=True, eq=False)
class DataSet:
    """Training examples and, where the source has a test set of its own, test examples."""

    name: str
    train: Examples
    test: Examples | None = None


def check_fit(sizes: tuple[int, ...], examples: Examples) -> None:
    """Check that a network and examples fit together.

    Raises:
        ShapeError: when inputs or classes differ in number.
    """
    if (sizes[0], sizes[-1]) != (examples.n_in, examples.n_classes):
        raise ShapeError(
            f"Expected examples of {sizes[0]} numbers in {sizes[-1]} classes for "
            f"this network, got {examples.n_in} numbers in {examples.n_classes} classes from "
            f"{examples.name}.",
            hint="choose data like that of the network's training, or other layer sizes",
        )
