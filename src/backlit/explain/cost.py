"""Chapter 2, the cost of one example: a term for each output, which add up to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.checks import one_input, one_network, one_target
from backlit.core.cost import SQUARED_ERROR, Cost, cost_per_output
from backlit.core.forward import forward
from backlit.core.network import Network
from backlit.record import record


@record
@dataclass(frozen=True, eq=False)
class CostBreakdown:
    """The cost of one example, term by term.

    Attributes:
        cost_function: The name of the cost function.
        activation: The name of the output layer's activation.
        label: The correct output, whose target is 1.
        predicted: The largest output: what the network says.
        z: (n_out,) the weighted sums of the output layer.
        outputs: (n_out,) the activations a_j of the output layer.
        target: (n_out,) y_j, what they should be.
        terms: (n_out,) the contribution of each output to the cost.
        total: C_k, the sum of the terms.
    """

    cost_function: str
    activation: str
    label: int
    predicted: int
    z: NDArray[np.float64]
    outputs: NDArray[np.float64]
    target: NDArray[np.float64]
    terms: NDArray[np.float64]
    total: float


def explain_cost(
    network: Network, x: NDArray[Any], label: int, cost: Cost = SQUARED_ERROR
) -> CostBreakdown:
    """Break the cost of one example down into the terms of its outputs.

    Args:
        network: One network.
        x: (n_in,) the input, pixels in 0–1.
        label: What it shows: the output whose target is 1.
        cost: The cost function.

    Raises:
        ShapeError: when the input does not fit the network.
        OutOfRangeError: when there is no such output.
        SettingsError: when the cost is not defined for the network's outputs.

    Source: slides, "Cost of 3": 0.0006 ← (0.02 − 0.00)² + ….
    """
    y = one_target(network, label)
    network = one_network(network)
    trace = forward(network, one_input(network, x))
    activation = network.layers[-1].activation
    terms = cost_per_output(trace, y, activation=activation, cost=cost)[0]
    return CostBreakdown(
        cost_function=cost.name,
        activation=activation.name,
        label=label,
        predicted=int(trace.output[0].argmax()),
        z=trace.layers[-1].z[0],
        outputs=trace.output[0],
        target=y[0],
        terms=terms,
        total=float(terms.sum()),
    )
