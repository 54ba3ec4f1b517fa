"""Labels, numbers or words, encoded as indices into a list of classes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from backlit.data.examples import Examples
from backlit.errors import DataError

# With more classes than this, the wrong column has been taken for the labels.
MAX_CLASSES = 1000
MAX_NAME_LENGTH = 200
LARGEST_NUMBER = 2**64 - 1


def example_number(index: int) -> str:
    """The place of an example, for errors: its number, counted from 0."""
    return f"example {index}"


def encode_labels(
    labels: NDArray[np.generic] | Sequence[str],
    name: str,
    locate: Callable[[int], str] = example_number,
) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Labels as indices into their classes, and the classes in order.

    Numbers are sorted as numbers, words as words, so that 0…k−1 are their own indices. When all
    words are numbers they are read as numbers, 3.0 as 3.

    Args:
        labels: (n,) whole numbers, words, or an array (n, classes) with a single 1 in each row.
        name: Where they came from, for errors.
        locate: Names the place of an example by its index, for errors: its line in a file.

    Raises:
        DataError: when a label is negative, NaN, not whole, empty or unprintable, or when there
            are more than `MAX_CLASSES` classes.
    """
    if isinstance(labels, np.ndarray):
        distinct, firsts, indices = _distinct_in_array(_as_vector(labels, name), name, locate)
    else:
        distinct, firsts, indices = _distinct_strings(labels)
    if len(distinct) > MAX_CLASSES:
        raise DataError(
            f"Expected at most {MAX_CLASSES:,} classes in {name}, got {len(distinct):,} different "
            "labels.",
            hint="check that this is the column of labels",
        )
    numbers = _as_numbers(distinct)
    if numbers is None:
        _check_names(distinct, firsts, name, locate)
        keys: list[int] | list[str] = distinct
    else:
        keys = _as_class_numbers(numbers, distinct, firsts, name, locate)
    classes = sorted(set(keys))  # type: ignore[type-var]
    position = {key: index for index, key in enumerate(classes)}
    renumber = np.array([position[key] for key in keys], np.int64)
    return renumber[indices], tuple(str(key) for key in classes)


def relabel(examples: Examples, classes: tuple[str, ...]) -> Examples:
    """The same examples, with labels that index another list of classes, matched by name.

    For a test set, which may lack some of the classes of the training set.

    Raises:
        DataError: when an example's class is not among ``classes``.
    """
    if examples.classes == classes:
        return examples
    position = {name: index for index, name in enumerate(classes)}
    for index in np.unique(examples.labels):
        if examples.classes[index] not in position:
            raise DataError(
                f"Expected the classes {_listing(classes)} in {examples.name}, "
                f"got the class {examples.classes[index]!r}.",
                hint="use examples of the classes that the network was trained on",
            )
    renumber = np.array([position.get(name, -1) for name in examples.classes], np.int64)
    return replace(examples, labels=renumber[examples.labels], classes=classes)


def _listing(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:12])
    return f"{shown}, …" if len(names) > 12 else shown


def _as_vector(labels: NDArray[np.generic], name: str) -> NDArray[np.generic]:
    """Labels of shape (n,), also out of (n, 1) and of one-hot rows."""
    if labels.ndim == 2 and labels.shape[1] == 1:
        return labels[:, 0]
    if labels.ndim == 2 and labels.dtype.kind in "buif":
        ones = labels == 1
        if (ones.sum(axis=1) == 1).all() and (ones | (labels == 0)).all():
            numbers: NDArray[np.intp] = ones.argmax(axis=1)
            return numbers
    if labels.ndim != 1:
        raise DataError(
            f"Expected one label for each example in {name}, got labels of shape {labels.shape}.",
            hint="give the labels as one column",
        )
    return labels


def _distinct_in_array(
    labels: NDArray[np.generic], name: str, locate: Callable[[int], str]
) -> tuple[list[str], list[int], NDArray[np.intp]]:
    """The different labels as text, where each comes first, and each label's index among them."""
    if labels.dtype.kind == "f":
        for index in np.flatnonzero(np.isnan(labels.astype(np.float64)))[:1]:
            raise DataError(
                f"Expected a label, got NaN in {name}, {locate(int(index))}.",
                hint="leave out the examples without a label",
            )
    if labels.dtype.kind not in "buifUS":
        raise DataError(
            f"Expected labels that are numbers or words in {name}, got {labels.dtype}.",
            hint="give the labels as whole numbers or as text",
        )
    values, firsts, indices = np.unique(labels, return_index=True, return_inverse=True)
    if labels.dtype.kind == "b":
        values = values.astype(np.int64)
    words = [
        value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        for value in values.tolist()
    ]
    return words, firsts.tolist(), indices


def _distinct_strings(labels: Sequence[str]) -> tuple[list[str], list[int], NDArray[np.intp]]:
    """As `_distinct_in_array`; not by NumPy, where one long word would widen all the others."""
    index_of: dict[str, int] = {}
    firsts: list[int] = []
    indices = np.empty(len(labels), np.intp)
    for row, label in enumerate(labels):
        word = label.strip()
        index = index_of.setdefault(word, len(index_of))
        if index == len(firsts):
            firsts.append(row)
        indices[row] = index
    return list(index_of), firsts, indices


def _as_numbers(words: Iterable[str]) -> list[int | float] | None:
    """All of the words as numbers, or None when one is not."""
    try:
        return [_number(word) for word in words]
    except ValueError:
        return None


def _number(word: str) -> int | float:
    try:
        return int(word)
    except ValueError:
        return float(word)


def _as_class_numbers(
    numbers: list[int | float],
    words: list[str],
    firsts: list[int],
    name: str,
    locate: Callable[[int], str],
) -> list[int]:
    """The numbers as class numbers from 0."""
    for number, word, first in zip(numbers, words, firsts, strict=True):
        if number < 0:
            raise DataError(
                f"Expected class numbers from 0 in {name}, got {word[:20]} in {locate(first)}.",
                hint="number the classes from 0, or name them with words",
            )
        if not math.isfinite(number) or number != int(number) or number > LARGEST_NUMBER:
            raise DataError(
                f"Expected whole numbers or words as labels in {name}, "
                f"got {word[:20]} in {locate(first)}.",
                hint="check that this is the column of labels",
            )
    return [int(number) for number in numbers]


def _check_names(
    words: list[str], firsts: list[int], name: str, locate: Callable[[int], str]
) -> None:
    """Refuse words that cannot be shown as the name of a class."""
    for word, first in zip(words, firsts, strict=True):
        if not word:
            raise DataError(
                f"Expected a label in {name}, {locate(first)}, got an empty one.",
                hint="leave out the examples without a label",
            )
        if len(word) > MAX_NAME_LENGTH or not word.isprintable():
            raise DataError(
                f"Expected labels of at most {MAX_NAME_LENGTH} printable characters in {name}, "
                f"got {word[:20]!r} in {locate(first)}.",
                hint="check that this is the column of labels",
            )
