"""Inference: networks applied to many examples with core's equations, a chunk at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.core.cost import Cost, cost_per_example
from backlit.core.forward import Trace, forward
from backlit.core.network import Network
from backlit.data.examples import Examples, check_fit

# Examples at a time: enough for BLAS to be fast, few enough to stay small in memory.
CHUNK_SIZE = 2000


@dataclass(frozen=True, eq=False)
class Predictions:
    """A network's predictions for some examples.

    Attributes:
        costs: (n,) the cost of each example.
        predicted: (n,) the predicted class of each example: that of the largest output.
    """

    costs: NDArray[np.float64]
    predicted: NDArray[np.int64]


def traces(
    network: Network, examples: Examples, limit: int | None = None
) -> Iterator[tuple[slice, Trace]]:
    """The forward pass over the first ``limit`` examples, in the network's own precision.

    Args:
        network: The network.
        examples: The examples.
        limit: Number of examples; all of them when None.

    Yields:
        A chunk's slice of the examples, and the trace of the chunk.
    """
    dtype = network.layers[0].W.dtype
    n = len(examples) if limit is None else min(limit, len(examples))
    for start in range(0, n, CHUNK_SIZE):
        which = slice(start, min(start + CHUNK_SIZE, n))
        yield which, forward(network, examples.inputs(which, dtype))


def outputs(network: Network, examples: Examples) -> NDArray[np.floating]:
    """The output layer's activations for each example, (n, n_out), in the network's precision.

    Raises:
        ShapeError: when the examples do not fit the network.
    """
    check_fit(network.sizes, examples)
    return np.concatenate([trace.output for _, trace in traces(network, examples)])


def predict(
    network: Network, examples: Examples, cost: Cost, limit: int | None = None
) -> Predictions:
    """The predicted class and the cost of each of the first ``limit`` examples.

    Args:
        network: The network.
        examples: The examples, labelled.
        cost: The cost function.
        limit: Number of examples; all of them when None.
    """
    activation = network.layers[-1].activation
    costs, predicted = [], []
    with np.errstate(all="ignore"):
        for which, trace in traces(network, examples, limit):
            y = examples.targets(which, trace.output.dtype)
            chunk_costs = cost_per_example(trace, y, activation=activation, cost=cost)
            costs.append(chunk_costs.astype(np.float64))
            predicted.append(trace.output.argmax(axis=-1))
    return Predictions(np.concatenate(costs), np.concatenate(predicted))
