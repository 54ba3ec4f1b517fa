"""S6, the cost of one example: a term for each output, which add up to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.checks import one_input, one_network, one_target
from backlit.core.cost import SQUARED_ERROR, Cost, cost_per_output
from backlit.core.forward import forward
from backlit.core.network import Network


@dataclass(frozen=True, eq=False)
class CostBreakdown:
    """The cost of one example, term by term.

    Attributes:
        cost: The name of the cost function.
        activation: The name of the output layer's activation.
        label: The output that should have been 1.
        said: The output that is largest: what the network says.
        z: (n_out,) the weighted sums of the output layer.
        outputs: (n_out,) the activations a_j of the output layer.
        desired: (n_out,) y_j, what they should have been.
        terms: (n_out,) what each output adds to the cost.
        total: C_k, the sum of the terms.
    """

    cost: str
    activation: str
    label: int
    said: int
    z: NDArray[np.float64]
    outputs: NDArray[np.float64]
    desired: NDArray[np.float64]
    terms: NDArray[np.float64]
    total: float


def explain_cost(
    network: Network, x: NDArray[Any], label: int, cost: Cost = SQUARED_ERROR
) -> CostBreakdown:
    """Break the cost of one example down into the terms of its outputs.

    Args:
        network: One network.
        x: (n_in,) the input, pixels in 0–1.
        label: What it is: the output that should be 1.
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
        cost=cost.name,
        activation=activation.name,
        label=label,
        said=int(trace.output[0].argmax()),
        z=trace.layers[-1].z[0],
        outputs=trace.output[0],
        desired=y[0],
        terms=terms,
        total=float(terms.sum()),
    )
