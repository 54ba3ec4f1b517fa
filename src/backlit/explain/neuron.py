"""Chapter 1, the neuron: every term of its weighted sum, the bias, z and a."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.checks import one_input, one_network
from backlit.core.forward import forward
from backlit.core.network import Network
from backlit.core.parameters import check_neuron
from backlit.record import record


@record
@dataclass(frozen=True, eq=False)
class Neuron:
    """One neuron and what it computes for one input: a = activation(Σ_k w_k·a_k + b).

    Attributes:
        layer: l = 1…L.
        neuron: j, from 0.
        activation: The name of its activation.
        weights: (n_in,) w_jk.
        inputs: (n_in,) a_k of the layer before.
        terms: (n_in,) w_jk·a_k; with the bias they add up to z.
        bias: b_j.
        z: The weighted sum plus bias.
        a: The activation.
        largest: (n_in,) the index k of every term, the largest in size first.
    """

    layer: int
    neuron: int
    activation: str
    weights: NDArray[np.float64]
    inputs: NDArray[np.float64]
    terms: NDArray[np.float64]
    bias: float
    z: float
    a: float
    largest: NDArray[np.int64]


def explain_neuron(network: Network, x: NDArray[Any], layer: int, neuron: int) -> Neuron:
    """Open one neuron for one input.

    Args:
        network: One network.
        x: (n_in,) the input, pixels in 0–1.
        layer: l = 1…L.
        neuron: j, from 0.

    Raises:
        ShapeError: when the input does not fit the network.
        OutOfRangeError: when there is no such neuron.

    Source: slides, σ(w₁a₁ + w₂a₂ + … + wₙaₙ + b).
    """
    check_neuron(network.sizes, layer, neuron)
    network = one_network(network)
    trace = forward(network, one_input(network, x))
    here, step = network.layers[layer - 1], trace.layers[layer - 1]
    weights, inputs = here.W[neuron], step.a_prev[0]
    terms = weights * inputs
    return Neuron(
        layer=layer,
        neuron=neuron,
        activation=here.activation.name,
        weights=weights,
        inputs=inputs,
        terms=terms,
        bias=float(here.b[neuron]),
        z=float(step.z[0, neuron]),
        a=float(step.a[0, neuron]),
        largest=np.argsort(-np.abs(terms), kind="stable"),
    )
