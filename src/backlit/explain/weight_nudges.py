"""Chapter 3, the last step: what one example wants of every weight and every bias."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.checks import one_input, one_network, one_target
from backlit.core.backprop import nudges
from backlit.core.cost import SQUARED_ERROR, Cost
from backlit.core.forward import forward
from backlit.core.network import Network, flatten_layers
from backlit.record import record


@dataclass(frozen=True, eq=False)
class LayerWeightNudges:
    """What one example wants of the weights and biases of one layer.

    Attributes:
        layer: l = 1…L.
        weights: (n_out, n_in) −∂C₀/∂w_jk: how each weight should change, in proportion to a_k.
        biases: (n_out,) −∂C₀/∂b_j.
        inputs: (n_in,) a_k of the layer before.
        delta: (n_out,) ∂C₀/∂z_j: the weights of neuron j should change by −delta_j times a.
        norm: The norm of all of these changes together.
    """

    layer: int
    weights: NDArray[np.float64]
    biases: NDArray[np.float64]
    inputs: NDArray[np.float64]
    delta: NDArray[np.float64]
    norm: float


@record
@dataclass(frozen=True, eq=False)
class WeightNudges:
    """What one example wants of every weight and bias: −∇C₀, one column of the table of nudges.

    Attributes:
        cost_function: The name of the cost function.
        label: The output whose target is 1.
        layers: Each layer's, the first layer first.
        largest: (n_parameters,) the indices of all of them in the vector of ``flatten``, the
            largest change first.
        norm: ‖∇C₀‖.
    """

    cost_function: str
    label: int
    layers: tuple[LayerWeightNudges, ...]
    largest: NDArray[np.int64]
    norm: float


def explain_weight_nudges(
    network: Network, x: NDArray[Any], label: int, cost: Cost = SQUARED_ERROR
) -> WeightNudges:
    """What one example wants of every weight and every bias.

    Args:
        network: One network.
        x: (n_in,) the input, pixels in 0–1.
        label: What it shows: the output whose target is 1.
        cost: The cost function.

    Raises:
        ShapeError: when the input does not fit the network.
        OutOfRangeError: when there is no such output.
        SettingsError: when the cost is not defined for the network's outputs.

    Source: slides, "increase b; increase w_i in proportion to a_i", for all neurons at once.
    """
    y = one_target(network, label)
    network = one_network(network)
    trace = forward(network, one_input(network, x))
    flowed = nudges(network, trace, y, cost)
    pairs = [(each.nudge_W[0], each.nudge_b[0]) for each in flowed]
    every = flatten_layers(pairs)
    return WeightNudges(
        cost_function=cost.name,
        label=label,
        layers=tuple(
            LayerWeightNudges(
                layer=each.number,
                weights=weights,
                biases=biases,
                inputs=each.a_prev[0],
                delta=each.delta[0],
                norm=float(np.sqrt((weights**2).sum() + (biases**2).sum())),
            )
            for each, (weights, biases) in zip(flowed, pairs, strict=True)
        ),
        largest=np.argsort(-np.abs(every), kind="stable"),
        norm=float(np.linalg.norm(every)),
    )
