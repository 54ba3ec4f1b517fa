"""Evaluation: how well a network does on labelled examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from backlit.core.cost import SQUARED_ERROR, Cost
from backlit.core.network import Network
from backlit.data.examples import Examples, check_fit
from backlit.errors import DivergedError
from backlit.inference import Predictions, predict
from backlit.training.records import EpochRecord


@dataclass(frozen=True, eq=False)
class Evaluation:
    """How a network does on some examples.

    Attributes:
        cost: Mean cost.
        predicted: (n,) the predicted class: that of the largest output.
        labels: (n,) the correct class.
        classes: What the class numbers mean.
    """

    cost: float
    predicted: NDArray[np.int64]
    labels: NDArray[np.int64]
    classes: tuple[str, ...]

    @property
    def n_correct(self) -> int:
        """Number of examples that are classified correctly."""
        return int((self.predicted == self.labels).sum())

    @property
    def accuracy(self) -> float:
        """The share of examples that are classified correctly, 0–1."""
        return self.n_correct / len(self.labels)

    @property
    def n_per_class(self) -> NDArray[np.int64]:
        """(n_classes,) number of examples of each class."""
        return np.bincount(self.labels, minlength=len(self.classes))

    @property
    def n_correct_per_class(self) -> NDArray[np.int64]:
        """(n_classes,) number of examples of each class that are classified correctly."""
        correct = self.labels[self.predicted == self.labels]
        return np.bincount(correct, minlength=len(self.classes))


def evaluate(network: Network, examples: Examples, cost: Cost = SQUARED_ERROR) -> Evaluation:
    """Predict the class of each example and compare it with the label.

    Raises:
        ShapeError: when the examples do not fit the network.
    """
    check_fit(network.sizes, examples)
    return compare(predict(network, examples, cost), examples)


def compare(predictions: Predictions, examples: Examples) -> Evaluation:
    """Compare predictions for (the first) examples with the labels."""
    predicted = predictions.predicted
    labels = examples.labels[: len(predicted)]
    return Evaluation(float(predictions.costs.mean()), predicted, labels, examples.classes)


def epoch_record(epoch: int, step: int, evaluations: Sequence[Evaluation]) -> EpochRecord:
    """The record of an evaluation after some epochs and steps.

    Args:
        epoch: Epochs finished.
        step: Steps taken.
        evaluations: On the training examples and, where there are any, the validation examples.

    Raises:
        DivergedError: when a cost is not a finite number.
    """
    for evaluation in evaluations:
        if not np.isfinite(evaluation.cost):
            raise DivergedError(epoch, step, evaluation.cost)
    train, *validation = evaluations
    record = EpochRecord(epoch, step, train.cost, train.accuracy)
    for evaluation in validation:
        record = replace(
            record, validation_cost=evaluation.cost, validation_accuracy=evaluation.accuracy
        )
    return record
