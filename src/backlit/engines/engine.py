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
from backlit.inference import Predictions


@dataclass(frozen=True, eq=False)
class TrainingTask:
    """A network to train, with its optimizer, cost function and training examples.

    Attributes:
        network: The network to start from.
        state: The optimizer's state.
        optimizer: The optimizer.
        cost: The cost function to minimise.
        examples: The training examples.
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
    """A trainer's report on the steps of one call.

    Attributes:
        costs: (n_steps,) the mean cost of each mini-batch, computed before its step.
        gradient_norm: Norm of the last mini-batch's ∇C, without the L2 term.
        finite: Whether every weight and bias is a finite number after the steps.
    """

    costs: NDArray[np.float64]
    gradient_norm: float
    finite: bool


class Trainer(Protocol):
    """A network being trained. It may reuse buffers internally, and returns copies."""

    def train_steps(
        self,
        order: NDArray[np.intp],
        batch_size: int,
        learning_rates: NDArray[np.float64],
        l2: float,
    ) -> StepReport:
        """Take a step on each mini-batch: up to a whole epoch of them in one call.

        Args:
            order: (n,) indices of the examples to train on, in order; every ``batch_size`` of them
                are a mini-batch; the last mini-batch may be shorter.
            batch_size: Examples in a mini-batch.
            learning_rates: (n_steps,) the learning rate of each step.
            l2: Strength of L2 regularisation.
        """
        ...

    def predict(self, examples: Examples, limit: int | None = None) -> Predictions:
        """The current network's predictions for the first ``limit`` examples.

        Args:
            examples: Examples with as many inputs and classes as the training examples.
            limit: Number of examples; all of them when None.
        """
        ...

    def snapshot(self) -> tuple[Network, OptimizerState]:
        """Copies of the current network and the optimizer's state."""
        ...


class Engine(Protocol):
    """An implementation of training, with its own speed and precision."""

    @property
    def name(self) -> str:
        """The name in files and in settings."""
        ...

    def start(self, task: TrainingTask) -> Trainer:
        """Make the trainer of a task."""
        ...


def count_steps(n_examples: int, batch_size: int) -> int:
    """Number of mini-batches, including a last one that is shorter."""
    return -(-n_examples // batch_size)
