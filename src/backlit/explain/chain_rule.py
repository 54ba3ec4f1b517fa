"""Chapter 4, the chain rule: how any one weight or bias reaches the cost, factor by factor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.checks import one_input, one_network, one_target
from backlit.core.backprop import nudges
from backlit.core.cost import SQUARED_ERROR, Cost, cost_per_example
from backlit.core.forward import forward
from backlit.core.network import Network
from backlit.core.parameters import Parameter, check_neuron, parameter_at, parameter_of
from backlit.errors import SettingsError
from backlit.explain.chain_tree import Branch, grow_tree
from backlit.explain.finite_difference import finite_difference
from backlit.explain.layer_derivatives import layer_derivatives
from backlit.record import record


@record
@dataclass(frozen=True, eq=False)
class ChainRule:
    """∂C₀/∂w of one weight or bias, for one example.

    ``product``, ``derivative`` and ``finite_difference`` are the same number, computed in three
    ways.

    Attributes:
        parameter: Which weight or bias.
        value: Its value.
        activations: The name of each layer's activation, the first layer first.
        cost_function: The name of the cost.
        cost: C₀ of the example.
        dz_dw: ∂z_j/∂w_jk = a_k of the layer before; 1 for a bias.
        da_dz: ∂a_j/∂z_j = σ′(z_j); None for a softmax output, whose z moves every output.
        dC_da: ∂C₀/∂a_j: the sum over the next layer, or the slope of the cost at an output. None
            for a softmax output, and where it is too large for a float.
        dC_dz: ∂C₀/∂z_j = da_dz · dC_da; for a softmax output the sum over all outputs.
        product: dz_dw · da_dz · dC_da, from the sums of ``tree``.
        derivative: ∂C₀/∂w by backpropagation.
        finite_difference: ∂C₀/∂w by changing w and computing the cost again.
        step: By how much w was changed.
        at_kink: A ReLU turns on or off within the step, so the difference is no derivative.
        tree: The paths from z_j to the cost.
    """

    parameter: Parameter
    value: float
    activations: tuple[str, ...]
    cost_function: str
    cost: float
    dz_dw: float
    da_dz: float | None
    dC_da: float | None
    dC_dz: float
    product: float
    derivative: float
    finite_difference: float
    step: float
    at_kink: bool
    tree: Branch


def explain_chain_rule(
    network: Network,
    x: NDArray[Any],
    label: int,
    parameter_index: int,
    cost: Cost = SQUARED_ERROR,
    *,
    limit: int = 3,
    max_nodes: int = 40,
) -> ChainRule:
    """Open ∂C₀/∂w of one weight or bias: its factors, and the tree of paths to the cost.

    Args:
        network: One network.
        x: (n_in,) the input, pixels in 0–1.
        label: What it shows.
        parameter_index: Its index in the flat vector, from 0; ``parameter_of`` finds it by layer
            and neuron.
        cost: The cost.
        limit: How many terms of each sum become branches; the others are summed.
        max_nodes: How many branches the tree has at most; the largest grow first.

    Raises:
        ShapeError: when the input does not fit the network.
        OutOfRangeError: when there is no such label, weight or bias.
        SettingsError: when the cost is not defined for the outputs, or the tree may have no branch.

    Source: slides, ∂C₀/∂w_jk = ∂z_j/∂w_jk · ∂a_j/∂z_j · ∂C₀/∂a_j and ∂C₀/∂a_k⁽ˡ⁻¹⁾ = Σ_j w_jk
    σ′(z_j) ∂C₀/∂a_j.
    """
    network = one_network(network)
    parameter = parameter_at(network.sizes, parameter_index)
    X, y = one_input(network, x), one_target(network, label)
    check_bounds(limit, max_nodes)
    trace = forward(network, X)
    flowed = nudges(network, trace, y, cost)
    derivatives = layer_derivatives(network, trace, y, cost, flowed)
    here, layer = parameter.layer - 1, network.layers[parameter.layer - 1]
    j, k = parameter.neuron, parameter.source
    dz_dw = 1.0 if k is None else float(trace.layers[here].a_prev[0, k])
    tree = grow_tree(derivatives, parameter.layer, j, dz_dw, limit, max_nodes)
    # One entry of dW, without computing the thousands beside it.
    derivative = float(flowed[here].delta[0, j]) * dz_dw
    difference = finite_difference(network, X, y, cost, parameter)
    output = network.layers[-1].activation
    return ChainRule(
        parameter=parameter,
        value=float(layer.b[j] if k is None else layer.W[j, k]),
        activations=tuple(each.activation.name for each in network.layers),
        cost_function=cost.name,
        cost=float(cost_per_example(trace, y, activation=output, cost=cost)[0]),
        dz_dw=dz_dw,
        da_dz=tree.da_dz,
        dC_da=tree.dC_da,
        dC_dz=tree.dC_dz,
        product=dz_dw * tree.dC_dz,
        derivative=derivative,
        finite_difference=difference.value,
        step=difference.step,
        at_kink=difference.at_kink,
        tree=tree,
    )


def steepest_weight(
    network: Network,
    x: NDArray[Any],
    label: int,
    cost: Cost = SQUARED_ERROR,
    *,
    layer: int = 1,
    neuron: int | None = None,
) -> Parameter:
    """The weight of a layer, or to one of its neurons, that the cost of an example is steepest in.

    Args:
        network: One network.
        x: (n_in,) the input, pixels in 0–1.
        label: What it shows.
        cost: The cost.
        layer: l = 1…L.
        neuron: j, from 0; any when None.

    Raises:
        ShapeError: when the input does not fit the network.
        OutOfRangeError: when there is no such label or neuron.
        SettingsError: when the cost is not defined for the outputs.
    """
    network = one_network(network)
    check_neuron(network.sizes, layer, neuron or 0)
    X, y = one_input(network, x), one_target(network, label)
    flowed = nudges(network, forward(network, X), y, cost)[layer - 1]
    # ∂C₀/∂w_jk = δ_j a_k is largest where both are.
    j = int(np.abs(flowed.delta[0]).argmax()) if neuron is None else neuron
    return parameter_of(network.sizes, layer, j, int(np.abs(flowed.a_prev[0]).argmax()))


def check_bounds(limit: int, max_nodes: int) -> None:
    """Make sure that a tree may have branches.

    Raises:
        SettingsError: when it may not.
    """
    for what, bound in (("limit", limit), ("max_nodes", max_nodes)):
        if bound < 1:
            raise SettingsError(
                f"Expected {what} to be 1 or more, got {bound}.",
                hint="terms that are no branches are summed and stated",
            )
