"""The weights of every neuron of a layer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.checks import one_network
from backlit.core.network import Network
from backlit.core.parameters import check_neuron
from backlit.record import record


@record
@dataclass(frozen=True, eq=False)
class LayerWeights:
    """All weights and biases of one layer.

    Attributes:
        layer: l = 1…L.
        weights: (n_out, n_in) w_jk, to j from k.
        biases: (n_out,) b_j.
        largest: The largest size of a weight, the scale of pictures.
        norms: (n_out,) the norm of each neuron's weights.
        positive: (n_out,) the share of each neuron's weights that is above 0, 0–1.
    """

    layer: int
    weights: NDArray[np.float64]
    biases: NDArray[np.float64]
    largest: float
    norms: NDArray[np.float64]
    positive: NDArray[np.float64]


def analyse_weights(network: Network, layer: int = 1) -> LayerWeights:
    """The weights of a layer's neurons, and a few figures of each.

    Args:
        network: One network.
        layer: l = 1…L.

    Raises:
        ShapeError: when it is a population.
        OutOfRangeError: when there is no such layer.
    """
    network = one_network(network)
    check_neuron(network.sizes, layer, 0)
    W, b = network.layers[layer - 1].W, network.layers[layer - 1].b
    return LayerWeights(
        layer=layer,
        weights=W,
        biases=b,
        largest=float(np.abs(W).max()),
        norms=np.linalg.norm(W, axis=1),
        positive=(W > 0).mean(axis=1),
    )
