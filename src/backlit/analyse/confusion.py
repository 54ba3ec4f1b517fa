"""S18, the confusion matrix: what each class was taken for, and the figures of each class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.core.network import Network
from backlit.core.parameters import check_range
from backlit.data.examples import Examples
from backlit.engines.answers import traces
from backlit.explain.dataset_gradient import fitting_network


@dataclass(frozen=True, eq=False)
class Confusion:
    """What a network says to many examples, against what they are.

    Attributes:
        counts: (n_classes, n_classes) how many examples of class i (row) the network said to be of
            class j (column); the diagonal is right.
        accuracy: The share of all examples said rightly, 0–1.
        precision: (n_classes,) of what was said to be of a class, the share that is; NaN for a
            class that was never said.
        recall: (n_classes,) of the examples of a class, the share said to be of it: the accuracy
            on that class; NaN for a class without examples.
        f1: (n_classes,) the harmonic mean of the two, 2 · right / (said + there); NaN for a class
            neither said nor there.
        labels: (n,) what each example is.
        predicted: (n,) what the network said of it: its largest output.
    """

    counts: NDArray[np.int64]
    accuracy: float
    precision: NDArray[np.float64]
    recall: NDArray[np.float64]
    f1: NDArray[np.float64]
    labels: NDArray[np.int64]
    predicted: NDArray[np.int64]


def analyse_confusion(network: Network, examples: Examples) -> Confusion:
    """Set what the network says to each example against what it is.

    Args:
        network: One network.
        examples: Any number of them, in as many classes as the network has outputs.

    Raises:
        ShapeError: when the examples do not fit the network.

    Source: C. J. van Rijsbergen, Information Retrieval, 1979, chapter 7, for precision, recall and
    their harmonic mean.
    """
    network = fitting_network(network, examples)
    said = [trace.output.argmax(axis=-1) for _, trace in traces(network, examples)]
    return confusion_of(examples.labels, np.concatenate(said), examples.n_classes)


def confusion_of(
    labels: NDArray[np.int64], predicted: NDArray[np.int64], n_classes: int
) -> Confusion:
    """The confusion matrix of any answers; both from 0 to below ``n_classes``."""
    cells = labels * n_classes + predicted
    counts = np.bincount(cells, minlength=n_classes**2).reshape(n_classes, n_classes)
    right = counts.diagonal()
    there, said = counts.sum(axis=1), counts.sum(axis=0)
    return Confusion(
        counts=counts,
        accuracy=float(right.sum() / len(labels)),
        precision=_shares(right, said),
        recall=_shares(right, there),
        f1=_shares(2 * right, there + said),
        labels=labels,
        predicted=predicted,
    )


def confusion_cell(confusion: Confusion, label: int, said: int) -> NDArray[np.int64]:
    """Which examples a cell counts: those of one class that were said to be of another.

    Args:
        confusion: The matrix.
        label: Its row: the class that they are.
        said: Its column: the class that the network said.

    Returns:
        The indices of the examples, from 0, in their order.

    Raises:
        OutOfRangeError: when there is no such class.
    """
    n_classes = len(confusion.counts)
    check_range("a class that examples are", label, n_classes)
    check_range("a class that was said", said, n_classes)
    found = (confusion.labels == label) & (confusion.predicted == said)
    return np.flatnonzero(found).astype(np.int64)


def largest_confusions(confusion: Confusion) -> NDArray[np.int64]:
    """The cells off the diagonal that count any example, (m, 2): what it is and what was said.

    The largest come first; among equal ones the order is that of the matrix.
    """
    wrong = confusion.counts - np.diag(confusion.counts.diagonal())
    order = np.argsort(-wrong, axis=None, kind="stable")[: np.count_nonzero(wrong)]
    return np.stack(np.unravel_index(order, wrong.shape), axis=-1).astype(np.int64)


def _shares(part: NDArray[np.int64], whole: NDArray[np.int64]) -> NDArray[np.float64]:
    """The part of each whole; NaN where there is nothing."""
    shares: NDArray[np.float64] = np.full(len(whole), np.nan)
    np.divide(part, whole, out=shares, where=whole > 0)
    return shares
