"""The reference engine: core's equations in float64, one after another. Slow, and the truth."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.core.backprop import backprop, flatten_gradient
from backlit.core.cost import mean_cost
from backlit.core.forward import forward
from backlit.core.network import Network, all_finite
from backlit.core.optimizers import OptimizerState, take_step
from backlit.data.examples import Examples
from backlit.engines.answers import answer
from backlit.engines.arrays import arrays_of, with_arrays
from backlit.engines.engine import Predictions, StepReport, TrainingTask, count_steps
from backlit.engines.one_thread import one_blas_thread


class ReferenceEngine:
    """Trains by calling core, in float64."""

    name = "reference"

    def start(self, task: TrainingTask) -> ReferenceTrainer:
        """Get ready to train."""
        return ReferenceTrainer(task)


class ReferenceTrainer:
    """A network that core takes downhill."""

    def __init__(self, task: TrainingTask) -> None:
        self._network, self._state = in_precision(task.network, task.state, np.float64)
        self._optimizer = task.optimizer
        self._cost = task.cost
        self._examples = task.examples

    def descend(
        self,
        order: NDArray[np.intp],
        batch_size: int,
        learning_rates: NDArray[np.float64],
        l2: float,
    ) -> StepReport:
        """Take a step for each mini-batch."""
        network, state = self._network, self._state
        activation = network.layers[-1].activation
        costs = np.empty(count_steps(len(order), batch_size))
        gradient_norm = 0.0
        # A network that diverges is noticed by its cost: NumPy's own warnings would say it twice.
        with one_blas_thread(), np.errstate(all="ignore"):
            for step, learning_rate in enumerate(learning_rates):
                batch = order[step * batch_size : (step + 1) * batch_size]
                X, y = self._examples.inputs(batch), self._examples.targets(batch)
                trace = forward(network, X)
                costs[step] = mean_cost(trace, y, activation=activation, cost=self._cost)
                gradient = backprop(network, trace, y, self._cost)
                network, state = take_step(
                    self._optimizer, network, gradient, state, learning_rate, l2
                )
            gradient_norm = float(np.linalg.norm(flatten_gradient(gradient)))
        self._network, self._state = network, state
        return StepReport(costs, gradient_norm, all_finite(network))

    def answer(self, examples: Examples, most: int | None = None) -> Predictions:
        """What the network as it is now says to examples."""
        with one_blas_thread():
            return answer(self._network, examples, self._cost, most)

    def snapshot(self) -> tuple[Network, OptimizerState]:
        """The network and the optimizer's state; both are frozen and never written to."""
        return self._network, self._state


def in_precision(
    network: Network, state: OptimizerState, dtype: Any
) -> tuple[Network, OptimizerState]:
    """Copies of a network and an optimizer's state in another precision."""
    arrays = [np.array(each, dtype) for each in arrays_of(network, state)]
    return with_arrays(network, state, arrays)
