"""Evaluation: how well a network does on examples it need not have seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.core.cost import SQUARED_ERROR, Cost, cost_per_example
from backlit.core.forward import Trace, forward
from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.errors import ShapeError

# Examples at a time: enough for BLAS to be quick, few enough to stay small in memory.
_CHUNK = 2000


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
    return np.concatenate([trace.output for _, trace in _traces(network, examples)])


def evaluate(network: Network, examples: Examples, cost: Cost = SQUARED_ERROR) -> Evaluation:
    """Run the network on examples and compare.

    Raises:
        ShapeError: when the examples do not fit the network.
    """
    activation = network.layers[-1].activation
    total, predicted = 0.0, []
    with np.errstate(all="ignore"):
        for which, trace in _traces(network, examples):
            y = examples.targets(which, trace.output.dtype)
            each = cost_per_example(trace, y, activation=activation, cost=cost)
            total += float(each.sum(dtype=np.float64))
            predicted.append(trace.output.argmax(axis=-1))
    return Evaluation(
        total / len(examples), np.concatenate(predicted), examples.labels, examples.classes
    )


def _traces(network: Network, examples: Examples) -> Iterator[tuple[slice, Trace]]:
    """What the network computes for the examples, a chunk at a time, in its own precision."""
    check_fit(network, examples)
    dtype = network.layers[0].W.dtype
    for start in range(0, len(examples), _CHUNK):
        which = slice(start, start + _CHUNK)
        yield which, forward(network, examples.inputs(which, dtype))


def check_fit(network: Network, examples: Examples) -> None:
    """Make sure that a network and examples belong together.

    Raises:
        ShapeError: when inputs or classes differ in number.
    """
    if (network.sizes[0], network.sizes[-1]) != (examples.n_in, examples.n_classes):
        raise ShapeError(
            f"Expected examples of {network.sizes[0]} numbers in {network.sizes[-1]} classes for "
            f"this network, got {examples.n_in} numbers in {examples.n_classes} classes from "
            f"{examples.name}.",
            hint="choose data like that which the network was made for, or other layer sizes",
        )
