"""Chapter 3, backpropagation as wishes: what an example wants of every activation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.checks import one_input, one_network, one_target
from backlit.core.backprop import LayerNudges, nudges
from backlit.core.cost import SQUARED_ERROR, Cost, mean_cost
from backlit.core.forward import Trace, forward
from backlit.core.network import Network
from backlit.core.output_slope import output_slope
from backlit.core.parameters import check_neuron
from backlit.record import record


@dataclass(frozen=True, eq=False)
class LayerWishes:
    """What one example wants of the activations of one layer.

    Attributes:
        layer: l = 0…L; 0 is the input.
        a: (n,) the activations.
        wishes: (n,) −∂C₀/∂a: how quickly the cost would fall if this activation rose.
        contributions: (n_next, n) at [j, k] what neuron j of the next layer wants from neuron k, in
            proportion to how strongly the two are connected: −w_jk ∂C₀/∂z_j. Its columns add up to
            the wishes. None for the outputs, whose wishes come from the cost.
        delta: (n,) ∂C₀/∂z of this layer's own weighted sums; None for the input.
    """

    layer: int
    a: NDArray[np.float64]
    wishes: NDArray[np.float64]
    contributions: NDArray[np.float64] | None
    delta: NDArray[np.float64] | None


@record
@dataclass(frozen=True, eq=False)
class Wishes:
    """What one example wants of every activation of the network.

    Attributes:
        cost_function: The name of the cost function.
        label: The output whose target is 1.
        predicted: The largest output.
        total: C₀, the cost of the example.
        layers: Each layer's wishes, the input first.
    """

    cost_function: str
    label: int
    predicted: int
    total: float
    layers: tuple[LayerWishes, ...]


def explain_nudges(
    network: Network, x: NDArray[Any], label: int, cost: Cost = SQUARED_ERROR
) -> Wishes:
    """What one example wants of every activation, from the outputs back to the pixels.

    Args:
        network: One network.
        x: (n_in,) the input, pixels in 0–1.
        label: What it shows: the output whose target is 1.
        cost: The cost function.

    Raises:
        ShapeError: when the input does not fit the network.
        OutOfRangeError: when there is no such output.
        SettingsError: when the cost is not defined for the network's outputs.

    Source: slides, "propagate backwards"; ∂C₀/∂a_k = Σ_j w_jk σ′(z_j) ∂C₀/∂a_j, "sum over layer L".
    """
    network, trace, y, flowed = _flow(network, x, label, cost)
    output = network.layers[-1]
    last = trace.layers[-1]
    outputs = -output_slope(cost, output.activation, last.z, last.a, y)[0]
    found = [LayerWishes(output.number, last.a[0], outputs, None, flowed[-1].delta[0])]
    for layer, step, here in zip(
        reversed(network.layers), reversed(trace.layers), reversed(flowed), strict=True
    ):
        contributions = -here.delta[0][:, None] * layer.W
        before = layer.number - 1
        delta = flowed[before - 1].delta[0] if before else None
        found.append(
            LayerWishes(before, step.a_prev[0], contributions.sum(axis=0), contributions, delta)
        )
    return Wishes(
        cost_function=cost.name,
        label=label,
        predicted=int(trace.output[0].argmax()),
        total=float(mean_cost(trace, y, activation=output.activation, cost=cost)),
        layers=tuple(reversed(found)),
    )


@record
@dataclass(frozen=True, eq=False)
class Avenues:
    """The three ways to change one neuron's activation, as one example wants them.

    Attributes:
        layer: l = 1…L.
        neuron: j, from 0.
        activation: The name of its activation.
        a: The activation.
        z: The weighted sum plus bias.
        wish: −∂C₀/∂a: up where positive, down where negative.
        da_dz: σ′(z), how quickly a follows z; None under softmax, where every a depends on every z.
        delta: ∂C₀/∂z.
        weights: (n_in,) w_jk.
        inputs: (n_in,) a_k of the layer before.
        bias_nudge: The change of b, divided by η: −∂C₀/∂b.
        weight_nudges: (n_in,) the change of w_jk, in proportion to a_k: −∂C₀/∂w_jk.
        input_nudges: (n_in,) the change of a_k, in proportion to w_jk: what this neuron
            wants from it.
        gains: (3,) how much the cost falls, divided by η and to first order, when only the bias,
            only the weights, or only the activations before change so: the squared norm of each.
    """

    layer: int
    neuron: int
    activation: str
    a: float
    z: float
    wish: float
    da_dz: float | None
    delta: float
    weights: NDArray[np.float64]
    inputs: NDArray[np.float64]
    bias_nudge: float
    weight_nudges: NDArray[np.float64]
    input_nudges: NDArray[np.float64]
    gains: NDArray[np.float64]


def explain_avenues(
    network: Network,
    x: NDArray[Any],
    label: int,
    layer: int,
    neuron: int,
    cost: Cost = SQUARED_ERROR,
) -> Avenues:
    """The three avenues of one neuron: its bias, its weights, the activations before it.

    Args:
        network: One network.
        x: (n_in,) the input, pixels in 0–1.
        label: What it shows: the output whose target is 1.
        layer: l = 1…L.
        neuron: j, from 0.
        cost: The cost function.

    Raises:
        ShapeError: when the input does not fit the network.
        OutOfRangeError: when there is no such output or neuron.
        SettingsError: when the cost is not defined for the network's outputs.

    Source: slides, "increase b; increase w_i in proportion to a_i; change a_i".
    """
    check_neuron(network.sizes, layer, neuron)
    wish = explain_nudges(network, x, label, cost).layers[layer].wishes[neuron]
    network, trace, _, flowed = _flow(network, x, label, cost)
    here, step = network.layers[layer - 1], trace.layers[layer - 1]
    prime = here.activation.prime
    delta = float(flowed[layer - 1].delta[0, neuron])
    weights, inputs = here.W[neuron], step.a_prev[0]
    weight_nudges, input_nudges = -delta * inputs, -delta * weights
    return Avenues(
        layer=layer,
        neuron=neuron,
        activation=here.activation.name,
        a=float(step.a[0, neuron]),
        z=float(step.z[0, neuron]),
        wish=float(wish),
        da_dz=None if prime is None else float(prime(step.z)[0, neuron]),
        delta=delta,
        weights=weights,
        inputs=inputs,
        bias_nudge=-delta,
        weight_nudges=weight_nudges,
        input_nudges=input_nudges,
        gains=np.array(
            [delta**2, weight_nudges @ weight_nudges, input_nudges @ input_nudges], np.float64
        ),
    )


def _flow(
    network: Network, x: NDArray[Any], label: int, cost: Cost
) -> tuple[Network, Trace, NDArray[np.float64], tuple[LayerNudges, ...]]:
    y = one_target(network, label)
    network = one_network(network)
    trace = forward(network, one_input(network, x))
    return network, trace, y, nudges(network, trace, y, cost)
