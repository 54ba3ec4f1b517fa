"""S2, bias for inactivity: when a neuron becomes active, and what its bias has to do with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.core.forward import weighted_sum
from backlit.core.network import Network
from backlit.core.parameters import check_neuron
from backlit.data.examples import Examples
from backlit.engines.answers import traces
from backlit.errors import SettingsError
from backlit.explain.dataset_gradient import fitting_network

_BINS = 40
_BIASES = 41


@dataclass(frozen=True, eq=False)
class BiasResponse:
    """One neuron over many examples: its weighted sums, and its activity as the bias moves.

    A neuron counts as active where its weighted sum plus bias is above 0: there a sigmoid is above
    ½, and tanh, ReLU and the identity are above 0.

    Attributes:
        layer: l = 1…L.
        neuron: j, from 0.
        activation: The name of its activation.
        bias: b, as it is.
        threshold: −b: the weighted sum above which the neuron is active.
        edges: (n_bins + 1,) where the bins of weighted sums begin and end, the bias not counted.
        counts: (n_bins,) how many examples have a weighted sum in each bin.
        active: The share of examples for which the neuron is active, 0–1.
        mean: Its mean activation over the examples.
        biases: (m,) other biases, from where it is always to where it is never inactive.
        active_at: (m,) the share of examples for which it would be active with each.
        mean_at: (m,) the mean activation that it would have with each.
    """

    layer: int
    neuron: int
    activation: str
    bias: float
    threshold: float
    edges: NDArray[np.float64]
    counts: NDArray[np.int64]
    active: float
    mean: float
    biases: NDArray[np.float64]
    active_at: NDArray[np.float64]
    mean_at: NDArray[np.float64]


def analyse_bias(
    network: Network,
    examples: Examples,
    layer: int,
    neuron: int,
    biases: NDArray[Any] | None = None,
) -> BiasResponse:
    """How a neuron responds to many examples, and how that changes as its bias moves.

    Args:
        network: One network.
        examples: What it is asked about.
        layer: l = 1…L.
        neuron: j, from 0.
        biases: The biases to try; from never to always active when None.

    Raises:
        ShapeError: when the examples do not fit the network.
        OutOfRangeError: when there is no such neuron.
        SettingsError: for softmax, where no neuron is active by itself, or for biases that are no
            finite numbers.

    Source: slides, "only activate meaningfully when weighted sum > 10".
    """
    network = fitting_network(network, examples)
    check_neuron(network.sizes, layer, neuron)
    here = network.layers[layer - 1]
    if here.activation.prime is None:
        raise SettingsError(
            "Expected a neuron with an activation of its own, got one under softmax.",
            hint="ask about a hidden layer",
        )
    one = replace(here, W=here.W[neuron : neuron + 1], b=np.zeros(1))
    bias = float(here.b[neuron])
    sums = np.concatenate(
        [weighted_sum(one, trace.layers[layer - 1].a_prev)[:, 0]
         for _, trace in traces(network, examples)]
    )  # fmt: skip
    if biases is None:
        biases = np.linspace(-float(sums.max()), -float(sums.min()), _BIASES)
    biases = np.asarray(biases, np.float64)
    if biases.ndim != 1 or not biases.size or not np.isfinite(biases).all():
        raise SettingsError(
            f"Expected one or more finite biases, got an array of shape {biases.shape}.",
            hint="for example np.linspace(-10, 10, 41)",
        )
    counts, edges = np.histogram(sums, _BINS)
    return BiasResponse(
        layer=layer,
        neuron=neuron,
        activation=here.activation.name,
        bias=bias,
        threshold=-bias,
        edges=edges,
        counts=counts,
        active=float((sums + bias > 0).mean()),
        mean=float(here.activation(sums + bias).mean()),
        biases=biases,
        active_at=np.array([(sums + each > 0).mean() for each in biases]),
        mean_at=np.array([here.activation(sums + each).mean() for each in biases]),
    )
