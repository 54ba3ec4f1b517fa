"""Evaluation: how well a network does on examples it need not have seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.core.cost import SQUARED_ERROR, Cost
from backlit.core.network import Network
from backlit.data.examples import Examples, check_fit
from backlit.engines.answers import answer, traces
from backlit.engines.engine import Predictions


@dataclass(frozen=True, eq=False)
class Evaluation:
    """How a network does on some examples.

    Attributes:
        cost: Mean cost.
        predicted: (n,) the class that the network says, its largest output.
        labels: (n,) the class that is right.
        classes: What the class numbers mean.
    """

    cost: float
    predicted: NDArray[np.int64]
    labels: NDArray[np.int64]
    classes: tuple[str, ...]

    @property
    def n_correct(self) -> int:
        """How many examples are classified rightly."""
        return int((self.predicted == self.labels).sum())

    @property
    def accuracy(self) -> float:
        """The share of examples classified rightly, 0–1."""
        return self.n_correct / len(self.labels)

    @property
    def n_per_class(self) -> NDArray[np.int64]:
        """How many examples there are of each class."""
        return np.bincount(self.labels, minlength=len(self.classes))

    @property
    def n_correct_per_class(self) -> NDArray[np.int64]:
        """How many examples of each class are classified rightly."""
        right = self.labels[self.predicted == self.labels]
        return np.bincount(right, minlength=len(self.classes))


def outputs(network: Network, examples: Examples) -> NDArray[np.floating]:
    """What the network says to each example, (n, n_out), computed a chunk at a time.

    Raises:
        ShapeError: when the examples do not fit the network.
    """
    check_fit(network.sizes, examples)
    return np.concatenate([trace.output for _, trace in traces(network, examples)])


def evaluate(network: Network, examples: Examples, cost: Cost = SQUARED_ERROR) -> Evaluation:
    """Run the network on examples and compare.

    Raises:
        ShapeError: when the examples do not fit the network.
    """
    check_fit(network.sizes, examples)
    return compare(answer(network, examples, cost), examples)


def compare(answers: Predictions, examples: Examples) -> Evaluation:
    """Set what a network said to (the first) examples against what is right."""
    labels = examples.labels[: len(answers.predicted)]
    return Evaluation(float(answers.costs.mean()), answers.predicted, labels, examples.classes)
