"""Chapter 4, the simple case: a chain of one neuron per layer, C(w₁, b₁, w₂, b₂, w₃, b₃)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.core.activations import SIGMOID, SOFTMAX, Activation
from backlit.core.backprop import flatten_nudges, nudges
from backlit.core.cost import SQUARED_ERROR, Cost, cost_per_example
from backlit.core.forward import forward
from backlit.core.network import Network, network_from_arrays
from backlit.core.parameters import Parameter, parameter_at
from backlit.errors import SettingsError, ShapeError
from backlit.explain.finite_difference import finite_difference
from backlit.explain.layer_derivatives import LayerDerivatives, layer_derivatives
from backlit.record import record


@dataclass(frozen=True, eq=False)
class SimpleChainSlope:
    """∂C₀/∂w of one weight or bias of a chain, factor by factor.

    Attributes:
        layer: l = 1…L.
        is_bias: Whether it is b⁽ˡ⁾, not w⁽ˡ⁾.
        factors: From the parameter to the cost: ∂z⁽ˡ⁾/∂w⁽ˡ⁾, ∂a⁽ˡ⁾/∂z⁽ˡ⁾, then for each later layer
            ∂z/∂a and ∂a/∂z, then ∂C₀/∂a⁽ᴸ⁾.
        product: Of all factors.
        derivative: By backpropagation.
        finite_difference: By changing the parameter and computing the cost again.
        at_kink: A ReLU turns on or off within the step of the difference.
    """

    layer: int
    is_bias: bool
    factors: NDArray[np.float64]
    product: float
    derivative: float
    finite_difference: float
    at_kink: bool


@record
@dataclass(frozen=True, eq=False)
class SimpleChain:
    """A chain of one neuron per layer: what it computes, and the derivative of every parameter.

    Attributes:
        x: The input, a⁽⁰⁾.
        y: The target.
        weights: (L,) w⁽ˡ⁾.
        biases: (L,) b⁽ˡ⁾.
        activations: The name of each layer's activation.
        z: (L,) z⁽ˡ⁾ = w⁽ˡ⁾ a⁽ˡ⁻¹⁾ + b⁽ˡ⁾.
        a: (L,) a⁽ˡ⁾ = σ(z⁽ˡ⁾).
        da_dz: (L,) σ′(z⁽ˡ⁾).
        dC_da: (L,) ∂C₀/∂a⁽ˡ⁾.
        cost_function: The name of the cost.
        cost: C₀.
        slopes: w⁽¹⁾, b⁽¹⁾, w⁽²⁾, b⁽²⁾ … in this order.
    """

    x: float
    y: float
    weights: NDArray[np.float64]
    biases: NDArray[np.float64]
    activations: tuple[str, ...]
    z: NDArray[np.float64]
    a: NDArray[np.float64]
    da_dz: NDArray[np.float64]
    dC_da: NDArray[np.float64]
    cost_function: str
    cost: float
    slopes: tuple[SimpleChainSlope, ...]


def explain_simple_chain(
    weights: Sequence[float] | NDArray[Any],
    biases: Sequence[float] | NDArray[Any],
    x: float,
    y: float,
    activation: Activation = SIGMOID,
    output_activation: Activation | None = None,
    cost: Cost = SQUARED_ERROR,
) -> SimpleChain:
    """Open a chain of one neuron per layer: every factor of ∂C₀/∂w for each weight and bias.

    Args:
        weights: One for each layer.
        biases: One for each layer.
        x: The input.
        y: The target.
        activation: Of the neurons.
        output_activation: Of the last one; the same when None.
        cost: The cost.

    Raises:
        ShapeError: when there are not as many biases as weights, or a number is not finite.
        SettingsError: for softmax, which is always 1 for one output, and where the cost is not
            defined for the activation or for y.

    Source: slides, ∂C₀/∂w⁽ᴸ⁾ = a⁽ᴸ⁻¹⁾ σ′(z⁽ᴸ⁾) 2(a⁽ᴸ⁾ − y).
    """
    network = _chain_network(weights, biases, x, y, activation, output_activation)
    last = network.layers[-1].activation
    cost.check_fits(last)
    if cost.output_activations is not None and not 0 <= y <= 1:
        raise SettingsError(
            f"Expected a target from 0 to 1 for the cost {cost.name}, got {y:g}.",
            hint="squared_error accepts any target",
        )
    X, target = np.array([[float(x)]]), np.array([[float(y)]])
    trace = forward(network, X)
    flowed = nudges(network, trace, target, cost)
    local = layer_derivatives(network, trace, target, cost, flowed)
    gradient = -flatten_nudges(flowed)[0]
    slopes = []
    # One neuron a layer, so the flat vector is w⁽¹⁾, b⁽¹⁾, w⁽²⁾, b⁽²⁾ …
    for index, derivative in enumerate(gradient.tolist()):
        parameter = parameter_at(network.sizes, index)
        factors = _factors(local, float(x), parameter)
        difference = finite_difference(network, X, target, cost, parameter)
        # Where ∂C₀/∂a is beyond every float, ∂C₀/∂z, in which σ′ cancels it, is not.
        finite = bool(np.isfinite(factors).all())
        slopes.append(
            SimpleChainSlope(
                layer=parameter.layer,
                is_bias=parameter.is_bias,
                factors=factors,
                product=float(np.prod(factors)) if finite else derivative,
                derivative=derivative,
                finite_difference=difference.value,
                at_kink=difference.at_kink,
            )
        )
    return SimpleChain(
        x=float(x),
        y=float(y),
        weights=np.array([layer.W[0, 0] for layer in network.layers]),
        biases=np.array([layer.b[0] for layer in network.layers]),
        activations=tuple(layer.activation.name for layer in network.layers),
        z=np.array([each.z[0] for each in local]),
        a=np.array([each.a[0] for each in local]),
        da_dz=np.array([_slope(each) for each in local]),
        dC_da=np.array([each.dC_da[0] for each in local]),
        cost_function=cost.name,
        cost=float(cost_per_example(trace, target, activation=last, cost=cost)[0]),
        slopes=tuple(slopes),
    )


def _slope(layer: LayerDerivatives) -> float:
    """σ′(z) of a layer of one neuron."""
    assert layer.da_dz is not None  # softmax was refused
    return float(layer.da_dz[0])


def _factors(
    local: tuple[LayerDerivatives, ...], x: float, parameter: Parameter
) -> NDArray[np.float64]:
    """Every factor between a parameter and the cost, in the order of the chain."""
    here = parameter.layer - 1
    before = x if here == 0 else float(local[here - 1].a[0])
    factors = [1.0 if parameter.is_bias else before, _slope(local[here])]
    for after in local[here + 1 :]:
        factors += [float(after.W[0, 0]), _slope(after)]
    return np.array([*factors, float(local[-1].dC_da[0])])


def _chain_network(
    weights: Sequence[float] | NDArray[Any],
    biases: Sequence[float] | NDArray[Any],
    x: float,
    y: float,
    activation: Activation,
    output_activation: Activation | None,
) -> Network:
    W, b = np.asarray(weights, np.float64), np.asarray(biases, np.float64)
    if W.ndim != 1 or b.ndim != 1 or len(W) != len(b) or not len(W):
        raise ShapeError(
            f"Expected one weight and one bias for each layer, got arrays of shape "
            f"{W.shape} and {b.shape}.",
            hint="for example weights [1, -2, 0.5] and biases [0, 0, 0]",
        )
    if not (np.isfinite(W).all() and np.isfinite(b).all() and np.isfinite([x, y]).all()):
        raise ShapeError(
            "Expected finite numbers in the chain, got NaN or infinity.",
            hint="give every weight, every bias, x and y as a number",
        )
    if SOFTMAX in (activation, output_activation):
        raise SettingsError(
            "Expected an activation of one neuron, got softmax.",
            hint="the softmax of a single output is always 1; try sigmoid",
        )
    return network_from_arrays(
        [each.reshape(1, 1) for each in W],
        [each.reshape(1) for each in b],
        activation,
        output_activation,
    )
