"""The confusion matrix: actual against predicted classes, with precision, recall and F1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.checks import fitting_network
from backlit.core.network import Network
from backlit.core.parameters import check_range
from backlit.data.examples import Examples
from backlit.inference import traces
from backlit.record import record


@record
@dataclass(frozen=True, eq=False)
class Confusion:
    """The predicted classes of many examples against the actual ones.

    Attributes:
        counts: (n_classes, n_classes) how many examples of class i (row) were predicted as class j
            (column); the diagonal is correct.
        accuracy: The share of all examples classified correctly, 0–1.
        precision: (n_classes,) of the predictions of a class, the share that is correct; NaN for a
            class that was never predicted.
        recall: (n_classes,) of the examples of a class, the share predicted as that class: the
            accuracy on it; NaN for a class without examples.
        f1: (n_classes,) the harmonic mean of the two, 2 · correct / (predicted + actual); NaN for
            a class without predictions and examples.
        labels: (n,) the actual class of each example.
        predicted: (n,) its predicted class: the largest output.
    """

    counts: NDArray[np.int64]
    accuracy: float
    precision: NDArray[np.float64]
    recall: NDArray[np.float64]
    f1: NDArray[np.float64]
    labels: NDArray[np.int64]
    predicted: NDArray[np.int64]


def analyse_confusion(network: Network, examples: Examples) -> Confusion:
    """Compare the predicted class of each example with the actual one.

    Args:
        network: One network.
        examples: Any number of them, in as many classes as the network has outputs.

    Raises:
        ShapeError: when the examples do not fit the network.

    Source: C. J. van Rijsbergen, Information Retrieval, 1979, chapter 7, for precision, recall and
    their harmonic mean.
    """
    network = fitting_network(network, examples)
    predicted = [trace.output.argmax(axis=-1) for _, trace in traces(network, examples)]
    return confusion_of(examples.labels, np.concatenate(predicted), examples.n_classes)


def confusion_of(
    labels: NDArray[np.int64], predicted: NDArray[np.int64], n_classes: int
) -> Confusion:
    """The confusion matrix of any predictions; both arrays from 0 to below ``n_classes``."""
    cells = labels * n_classes + predicted
    counts = np.bincount(cells, minlength=n_classes**2).reshape(n_classes, n_classes)
    correct = counts.diagonal()
    n_actual, n_predicted = counts.sum(axis=1), counts.sum(axis=0)
    return Confusion(
        counts=counts,
        accuracy=float(correct.sum() / len(labels)),
        precision=_shares(correct, n_predicted),
        recall=_shares(correct, n_actual),
        f1=_shares(2 * correct, n_actual + n_predicted),
        labels=labels,
        predicted=predicted,
    )


def confusion_cell(confusion: Confusion, label: int, predicted: int) -> NDArray[np.int64]:
    """Which examples a cell counts: those of one class that were predicted as another.

    Args:
        confusion: The matrix.
        label: Its row: the actual class.
        predicted: Its column: the predicted class.

    Returns:
        The indices of the examples, from 0, in their order.

    Raises:
        OutOfRangeError: when there is no such class.
    """
    n_classes = len(confusion.counts)
    check_range("a label", label, n_classes)
    check_range("a predicted class", predicted, n_classes)
    found = (confusion.labels == label) & (confusion.predicted == predicted)
    return np.flatnonzero(found).astype(np.int64)


def largest_confusions(confusion: Confusion) -> NDArray[np.int64]:
    """The cells off the diagonal that are not 0, (m, 2): label and predicted class.

    The largest come first; among equal ones the order is that of the matrix.
    """
    wrong = confusion.counts - np.diag(confusion.counts.diagonal())
    order = np.argsort(-wrong, axis=None, kind="stable")[: np.count_nonzero(wrong)]
    return np.stack(np.unravel_index(order, wrong.shape), axis=-1).astype(np.int64)


def _shares(part: NDArray[np.int64], whole: NDArray[np.int64]) -> NDArray[np.float64]:
    """The part of each whole; NaN where the whole is 0."""
    shares: NDArray[np.float64] = np.full(len(whole), np.nan)
    np.divide(part, whole, out=shares, where=whole > 0)
    return shares
