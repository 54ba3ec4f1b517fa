"""The reference engine: core's equations in float64, one after another. Slow, and the truth."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.core.backprop import backprop, flatten_gradient, gradient_from_arrays
from backlit.core.cost import Cost, mean_cost
from backlit.core.descent import DescentState, Optimizer, take_step
from backlit.core.forward import forward
from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.engines.engine import Stretch, count_steps


class ReferenceEngine:
    """Trains by calling core, in float64."""

    name = "reference"

    def start(
        self,
        network: Network,
        state: DescentState,
        *,
        optimizer: Optimizer,
        cost: Cost,
        examples: Examples,
    ) -> ReferenceTrainer:
        """Get ready to train."""
        network, state = in_precision(network, state, np.float64)
        return ReferenceTrainer(network, state, optimizer, cost, examples)


class ReferenceTrainer:
    """A network that core takes downhill."""

    def __init__(
        self,
        network: Network,
        state: DescentState,
        optimizer: Optimizer,
        cost: Cost,
        examples: Examples,
    ) -> None:
        self._network = network
        self._state = state
        self._optimizer = optimizer
        self._cost = cost
        self._examples = examples

    def descend(
        self,
        order: NDArray[np.intp],
        batch_size: int,
        learning_rates: NDArray[np.float64],
        l2: float,
    ) -> Stretch:
        """Take a step for each mini-batch."""
        network, state = self._network, self._state
        activation = network.layers[-1].activation
        costs = np.empty(count_steps(len(order), batch_size))
        gradient_norm = 0.0
        # A network that diverges is noticed by its cost: NumPy's own warnings would say it twice.
        with np.errstate(all="ignore"):
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
        return Stretch(costs, gradient_norm)

    def snapshot(self) -> tuple[Network, DescentState]:
        """The network and the optimizer's state; both are frozen and never written to."""
        return self._network, self._state


def in_precision(network: Network, state: DescentState, dtype: Any) -> tuple[Network, DescentState]:
    """Copies of a network and an optimizer's state in another precision."""
    layers = [
        replace(layer, W=np.array(layer.W, dtype), b=np.array(layer.b, dtype))
        for layer in network.layers
    ]
    moments = [
        gradient_from_arrays(
            (np.array(each.dW, dtype), np.array(each.db, dtype)) for each in moment.layers
        )
        for moment in state.moments
    ]
    return Network(tuple(layers)), replace(state, moments=tuple(moments))
