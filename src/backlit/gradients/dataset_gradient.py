"""The cost and its gradient over many examples, a chunk at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from backlit.core.backprop import backprop, flatten_gradient
from backlit.core.cost import Cost, mean_cost
from backlit.core.forward import Trace, forward
from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.inference import CHUNK_SIZE


def cost_and_gradient(
    network: Network, examples: Examples, cost: Cost
) -> tuple[float, NDArray[np.float64]]:
    """C and ∇C over all the examples, the gradient as one vector.

    Args:
        network: In float64.
        examples: They fit it.
        cost: The cost function.

    Raises:
        SettingsError: when the cost is not defined for the network's outputs.

    Source: slides, ∂C/∂w = 1/n Σ ∂C_k/∂w.
    """
    (_, total, gradient), *_ = deque(running_gradient(network, examples, cost), maxlen=1)
    return total, gradient


def running_gradient(
    network: Network, examples: Examples, cost: Cost
) -> Iterator[tuple[int, float, NDArray[np.float64]]]:
    """C and ∇C over the first examples, chunk after chunk.

    Arguments and errors as for ``cost_and_gradient``.

    Yields:
        The number of examples so far, and C and ∇C over them.
    """
    n, total, gradient = 0, 0.0, np.zeros(network.n_parameters)
    activation = network.layers[-1].activation
    for trace, y in _chunks(network, examples, cost):
        n += len(y)
        share = len(y) / n
        total += share * (float(mean_cost(trace, y, activation=activation, cost=cost)) - total)
        here = flatten_gradient(backprop(network, trace, y, cost))
        gradient = gradient + share * (here - gradient)
        yield n, total, gradient


def cost_alone(network: Network, examples: Examples, cost: Cost) -> float:
    """C over all the examples. Arguments and errors as for ``cost_and_gradient``."""
    activation = network.layers[-1].activation
    total = 0.0
    for trace, y in _chunks(network, examples, cost):
        total += len(y) * float(mean_cost(trace, y, activation=activation, cost=cost))
    return total / len(examples)


def _chunks(
    network: Network, examples: Examples, cost: Cost
) -> Iterator[tuple[Trace, NDArray[np.float64]]]:
    """The network's forward pass and the targets of each chunk."""
    cost.check_fits(network.layers[-1].activation)
    for start in range(0, len(examples), CHUNK_SIZE):
        which = slice(start, start + CHUNK_SIZE)
        y = np.asarray(examples.targets(which), np.float64)
        yield forward(network, examples.inputs(which)), y
