"""Chapter 4, the average: ∂C/∂w of one weight or bias as the mean over many examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.checks import one_network
from backlit.core.backprop import nudges
from backlit.core.cost import SQUARED_ERROR, Cost, check_targets
from backlit.core.forward import forward
from backlit.core.network import Network
from backlit.core.parameters import Parameter, parameter_at
from backlit.errors import OutOfRangeError, ShapeError
from backlit.explain.finite_difference import finite_difference
from backlit.inference import CHUNK_SIZE
from backlit.record import record


@record
@dataclass(frozen=True, eq=False)
class AverageSlope:
    """∂C/∂w = 1/n Σ ∂C_k/∂w of one weight or bias.

    ``mean``, ``derivative`` and ``finite_difference`` are the same number, computed in three ways.

    Attributes:
        parameter: Which weight or bias.
        cost_function: The name of the cost.
        slopes: (n,) ∂C_k/∂w of each example.
        labels: (n,) what each example shows.
        mean: 1/n Σ ∂C_k/∂w.
        standard_deviation: Their standard deviation.
        derivative: ∂C/∂w by backpropagation over all examples at once: dW or db.
        finite_difference: ∂C/∂w by changing w and computing the mean cost again.
        step: By how much w was changed.
        at_kink: A ReLU turns on or off within the step for some example.
    """

    parameter: Parameter
    cost_function: str
    slopes: NDArray[np.float64]
    labels: NDArray[np.int64]
    mean: float
    standard_deviation: float
    derivative: float
    finite_difference: float
    step: float
    at_kink: bool


def explain_average_slope(
    network: Network,
    X: NDArray[Any],
    labels: NDArray[Any],
    parameter_index: int,
    cost: Cost = SQUARED_ERROR,
) -> AverageSlope:
    """∂C_k/∂w for each of many examples, and their mean.

    Args:
        network: One network.
        X: (n, n_in) the inputs, pixels in 0–1.
        labels: (n,) what they show.
        parameter_index: The parameter's index in the flat vector, from 0.
        cost: The cost.

    Raises:
        ShapeError: when there are no examples, or they do not fit the network or each other.
        OutOfRangeError: when there is no such label or parameter.
        SettingsError: when the cost is not defined for the outputs.

    Source: slides, ∂C/∂w = 1/n Σ ∂C_k/∂w, "average of all training examples".
    """
    network = one_network(network)
    parameter = parameter_at(network.sizes, parameter_index)
    X, given = np.asarray(X), np.asarray(labels)
    n_out = network.sizes[-1]
    if given.ndim != 1 or len(given) != len(X) or not len(given):
        raise ShapeError(
            f"Expected a label for each of {len(X)} examples, got labels of shape {given.shape}.",
            hint="give one example or more, and one label for each",
        )
    outside = given[(given < 0) | (given >= n_out)]
    if len(outside):
        raise OutOfRangeError(
            f"Expected labels from 0 to {n_out - 1}, got {outside[0]}.",
            hint="the network has an output for each label",
        )
    j, k = parameter.neuron, parameter.source
    slopes, derivative, at_kink, step = [], 0.0, False, np.inf
    difference = 0.0
    for start in range(0, len(X), CHUNK_SIZE):
        x = X[start : start + CHUNK_SIZE].astype(np.float64)
        y = np.eye(n_out)[given[start : start + CHUNK_SIZE]]
        trace = forward(network, x)
        check_targets(trace.layers[-1], y)
        flowed = nudges(network, trace, y, cost)[parameter.layer - 1]
        entered = 1.0 if k is None else flowed.a_prev[:, k]
        slopes.append(flowed.delta[:, j] * entered)
        gradient = flowed.gradient
        found = gradient.db[j] if k is None else gradient.dW[j, k]
        derivative += float(found) * len(x) / len(X)
        moved = finite_difference(network, x, y, cost, parameter)
        difference += moved.value * len(x) / len(X)
        at_kink, step = at_kink or moved.at_kink, min(step, moved.step)
    each = np.concatenate(slopes) + 0.0  # −0 becomes 0, which is shown without a sign
    return AverageSlope(
        parameter=parameter,
        cost_function=cost.name,
        slopes=each,
        labels=given.astype(np.int64),
        mean=float(each.mean()),
        standard_deviation=float(each.std()),
        derivative=derivative,
        finite_difference=difference,
        step=float(step),
        at_kink=at_kink,
    )
