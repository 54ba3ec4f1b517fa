"""Forward: from the input to the output, keeping every z and every a on the way."""

from __future__ import annotations

from dataclasses import dataclass

from backlit.core.namespace import array_namespace
from backlit.core.network import Layer, Network
from backlit.core.shapes import Array, Float
from backlit.errors import ShapeError


@dataclass(frozen=True, eq=False)
class LayerTrace:
    """What one layer computed for a batch.

    Attributes:
        number: The layer's number, 1…L.
        a_prev: (*batch, n, n_in), the activations that came in.
        z: (*batch, n, n_out), the weighted sums plus bias.
        a: (*batch, n, n_out), the activations that went out.
    """

    number: int
    a_prev: Float[Array, "*#batch n n_in"]
    z: Float[Array, "*batch n n_out"]
    a: Float[Array, "*batch n n_out"]


@dataclass(frozen=True, eq=False)
class Trace:
    """What every layer computed for a batch, from the input on."""

    layers: tuple[LayerTrace, ...]

    @property
    def output(self) -> Float[Array, "*batch n n_out"]:
        """The activations of the last layer: what the network says."""
        return self.layers[-1].a


def weighted_sum(
    layer: Layer, a_prev: Float[Array, "*#batch n n_in"]
) -> Float[Array, "*batch n n_out"]:
    """What a layer's neurons weigh up: z = W a_prev + b, for each example.

    Source: slides, z_j = Σ_k w_jk a_k + b_j.
    """
    xp = array_namespace(layer.W)
    return a_prev @ xp.matrix_transpose(layer.W) + layer.b[..., None, :]


def forward(network: Network, X: Float[Array, "*#batch n n_in"]) -> Trace:
    """Run a batch through the network and keep every z and a.

    Args:
        network: One network or a population of them.
        X: (n, n_in) rows of examples; with leading axes, a batch for each network.

    Raises:
        ShapeError: when the examples do not have as many numbers as the input layer.

    Source: slides, a⁽¹⁾ = σ(W a⁽⁰⁾ + b).
    """
    n_in = network.sizes[0]
    if X.ndim < 2 or X.shape[-1] != n_in:
        raise ShapeError(
            f"Expected examples of shape (n, {n_in}), got an array of shape {tuple(X.shape)}.",
            hint="flatten pictures with `images.reshape(len(images), -1)`",
        )
    steps = []
    a_prev = X
    for layer in network.layers:
        z = weighted_sum(layer, a_prev)
        a = layer.activation(z)
        steps.append(LayerTrace(layer.number, a_prev, z, a))
        a_prev = a
    return Trace(tuple(steps))
