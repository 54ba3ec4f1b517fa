"""The protocol of the engines: the same training step at several speeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from backlit.core.cost import Cost
from backlit.core.network import Network
from backlit.core.optimizers import Optimizer, OptimizerState
from backlit.data.examples import Examples


@dataclass(frozen=True, eq=False)
class TrainingTask:
    """What is to be trained, from where, how and on what.

    Attributes:
        network: The network as it stands.
        state: What the optimizer remembers.
        optimizer: How a gradient becomes a step.
        cost: What is to become small.
        examples: What is learned from.
    """

    network: Network
    state: OptimizerState
    optimizer: Optimizer
    cost: Cost
    examples: Examples

    def __post_init__(self) -> None:
        self.cost.check_fits(self.network.layers[-1].activation)


@dataclass(frozen=True, eq=False)
class StepReport:
    """What a stretch of steps reports.

    Attributes:
        costs: (n_steps,) the mean cost of each mini-batch, as it was before its step.
        gradient_norm: The length of the last mini-batch's ∇C, L2 not counted.
        finite: Whether every weight and bias is a finite number afterwards.
    """

    costs: NDArray[np.float64]
    gradient_norm: float
    finite: bool


@dataclass(frozen=True, eq=False)
class Predictions:
    """What a network says to some examples.

    Attributes:
        costs: (n,) the cost of each.
        predicted: (n,) the class of each, the largest output.
    """

    costs: NDArray[np.float64]
    predicted: NDArray[np.int64]


class Trainer(Protocol):
    """A network on its way downhill. It may reuse buffers inside, and hands out copies."""

    def descend(
        self,
        order: NDArray[np.intp],
        batch_size: int,
        learning_rates: NDArray[np.float64],
        l2: float,
    ) -> StepReport:
        """Take a step for each mini-batch, a whole epoch of them in one call if asked.

        Args:
            order: Indices of the examples to learn from, in order; every ``batch_size`` of them
                are a mini-batch, the last one perhaps shorter.
            batch_size: Examples in a mini-batch.
            learning_rates: (n_steps,) the learning rate of each step.
            l2: Strength of the pull of the weights towards 0.
        """
        ...

    def answer(self, examples: Examples, most: int | None = None) -> Predictions:
        """What the network as it is now says to examples, learned from or not.

        Args:
            examples: Of as many numbers and classes as those learned from.
            most: Ask it about the first so many only; about all of them when None.
        """
        ...

    def snapshot(self) -> tuple[Network, OptimizerState]:
        """The network and the optimizer's state as they are now, as copies."""
        ...


class Engine(Protocol):
    """A way to train, at some speed and some precision."""

    @property
    def name(self) -> str:
        """What files and people call it."""
        ...

    def start(self, task: TrainingTask) -> Trainer:
        """Get ready to train."""
        ...


def count_steps(n_examples: int, batch_size: int) -> int:
    """How many mini-batches the examples make, a last short one included."""
    return -(-n_examples // batch_size)
