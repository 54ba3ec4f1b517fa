"""What a network says to many examples, with core's equations, a chunk at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from backlit.core.cost import Cost, cost_per_example
from backlit.core.forward import Trace, forward
from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.engines.engine import Predictions

# Examples at a time: enough for BLAS to be quick, few enough to stay small in memory.
_CHUNK = 2000


def traces(
    network: Network, examples: Examples, most: int | None = None
) -> Iterator[tuple[slice, Trace]]:
    """What the network computes for (the first ``most``) examples, in its own precision."""
    dtype = network.layers[0].W.dtype
    n = len(examples) if most is None else min(most, len(examples))
    for start in range(0, n, _CHUNK):
        which = slice(start, min(start + _CHUNK, n))
        yield which, forward(network, examples.inputs(which, dtype))


def answer(
    network: Network, examples: Examples, cost: Cost, most: int | None = None
) -> Predictions:
    """What the network says to (the first ``most``) examples, and what it costs."""
    activation = network.layers[-1].activation
    costs, predicted = [], []
    with np.errstate(all="ignore"):
        for which, trace in traces(network, examples, most):
            y = examples.targets(which, trace.output.dtype)
            each = cost_per_example(trace, y, activation=activation, cost=cost)
            costs.append(each.astype(np.float64))
            predicted.append(trace.output.argmax(axis=-1))
    return Predictions(np.concatenate(costs), np.concatenate(predicted))
