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
from backlit.data.examples import Examples, check_fit
from backlit.explain.example import one_network

# Examples at a time: enough for BLAS to be quick, few enough to stay small in memory.
_CHUNK = 2000


def fitting_network(network: Network, examples: Examples) -> Network:
    """The network in float64, if it is a single one and the examples fit it.

    Raises:
        ShapeError: when it is a population, or the examples do not fit it.
    """
    network = one_network(network)
    check_fit(network.sizes, examples)
    return network


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
    (_, total, gradient), *_ = deque(growing_gradient(network, examples, cost), maxlen=1)
    return total, gradient


def growing_gradient(
    network: Network, examples: Examples, cost: Cost
) -> Iterator[tuple[int, float, NDArray[np.float64]]]:
    """C and ∇C over the first of the examples, more and more of them.

    Arguments and errors as for ``cost_and_gradient``.

    Yields:
        How many examples, and C and ∇C over these.
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
    """What the network computes for each chunk, and what it should."""
    cost.check_fits(network.layers[-1].activation)
    for start in range(0, len(examples), _CHUNK):
        which = slice(start, start + _CHUNK)
        y = np.asarray(examples.targets(which), np.float64)
        yield forward(network, examples.inputs(which)), y
