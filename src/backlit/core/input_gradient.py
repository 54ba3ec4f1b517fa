"""How one neuron depends on the input: ∂z/∂x, for each example."""

from __future__ import annotations

from backlit.core.activations import activation_backward
from backlit.core.forward import Trace
from backlit.core.namespace import array_namespace
from backlit.core.network import Network
from backlit.core.shapes import Array, Float


def input_gradient(
    network: Network, trace: Trace, layer: int, neuron: int
) -> Float[Array, "*batch n n_in"]:
    """The slope of one neuron's weighted sum z with respect to each number of the input.

    The weighted sum and not the activation: where a sigmoid is flat, its input still knows the way.

    Args:
        network: The network that made the trace.
        trace: What it computed for the batch.
        layer: l = 1…L.
        neuron: j, from 0.

    Source: the recursion of backpropagation, begun at z_j instead of the cost.
    """
    here = network.layers[layer - 1]
    xp = array_namespace(here.W)
    # ∂z_j/∂a of the layer before is row j of W, the same for every example.
    slope = here.W[..., neuron, :][..., None, :] + xp.zeros_like(trace.layers[layer - 1].a_prev)
    for number in range(layer - 2, -1, -1):
        below, step = network.layers[number], trace.layers[number]
        slope = activation_backward(below.activation, step.z, step.a, slope) @ below.W
    return slope
