"""The network: layers of weights and biases, and the same numbers as one flat vector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from backlit.core.activations import SIGMOID, SOFTMAX, Activation
from backlit.core.namespace import array_namespace
from backlit.core.shapes import Array, Float
from backlit.errors import ShapeError


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer of neurons: a = activation(W a_prev + b).

    Attributes:
        number: l = 1…L; the input is layer 0.
        W: (*population, n_out, n_in); ``W[j, k]`` is the weight to neuron j from neuron k.
        b: (*population, n_out), a bias for each neuron.
        activation: The function that squashes the weighted sum.
    """

    number: int
    W: Float[Array, "*population n_out n_in"]
    b: Float[Array, "*population n_out"]
    activation: Activation

    @property
    def n_in(self) -> int:
        """How many neurons feed each neuron of this layer."""
        return int(self.W.shape[-1])

    @property
    def n_out(self) -> int:
        """How many neurons this layer has."""
        return int(self.W.shape[-2])


@dataclass(frozen=True, eq=False)
class Network:
    """A network of dense layers, or a whole population of networks of one shape.

    Any leading axes of the weights count networks: one call then computes all of them.

    Raises:
        ShapeError: when layers do not fit together or softmax stands before the last layer.
    """

    layers: tuple[Layer, ...]

    def __post_init__(self) -> None:
        if not self.layers:
            raise ShapeError(
                "Expected at least one layer of weights, got none.",
                hint="give one W and one b for each layer",
            )
        for layer in self.layers:
            if layer.W.ndim < 2 or tuple(layer.b.shape) != tuple(layer.W.shape[:-1]):
                raise ShapeError(
                    f"Expected W of shape (n_out, n_in) and b of shape (n_out,) in layer "
                    f"{layer.number}, got {tuple(layer.W.shape)} and {tuple(layer.b.shape)}.",
                    hint="W has a row and b a number for each neuron of the layer",
                )
        for before, after in pairwise(self.layers):
            if before.n_out != after.n_in:
                raise ShapeError(
                    f"Expected {before.n_out} weights into each neuron of layer {after.number}, "
                    f"one for each neuron of layer {before.number}, got {after.n_in}.",
                    hint="the rows of W are as long as the layer before is wide",
                )
            if before.activation is SOFTMAX:
                raise ShapeError(
                    f"Expected softmax in the last layer only, got it in layer {before.number}.",
                    hint="use sigmoid, relu, tanh or identity in the hidden layers",
                )

    @property
    def sizes(self) -> tuple[int, ...]:
        """Neurons in each layer, the input first: (784, 16, 16, 10)."""
        return (self.layers[0].n_in, *(layer.n_out for layer in self.layers))

    @property
    def n_parameters(self) -> int:
        """How many weights and biases one network has: 13,002 for the default one."""
        return n_parameters(self.sizes)

    @property
    def population(self) -> tuple[int, ...]:
        """The leading axes: () for one network."""
        return tuple(self.layers[0].W.shape[:-2])


def n_parameters(sizes: Sequence[int]) -> int:
    """How many weights and biases layers of these sizes need: Σ (n_in + 1) n_out."""
    return sum((n_in + 1) * n_out for n_in, n_out in pairwise(sizes))


def network_from_arrays(
    weights: Sequence[Array],
    biases: Sequence[Array],
    activation: Activation = SIGMOID,
    output_activation: Activation | None = None,
) -> Network:
    """Build a network from arrays, one W and one b a layer.

    Args:
        weights: For each layer (*population, n_out, n_in).
        biases: For each layer (*population, n_out).
        activation: Of the hidden layers.
        output_activation: Of the last layer; the same as the hidden layers' when None.

    Raises:
        ShapeError: when the arrays do not fit together.
    """
    if len(weights) != len(biases):
        raise ShapeError(
            f"Expected as many b as W, got {len(biases)} b and {len(weights)} W.",
            hint="give one W and one b for each layer",
        )
    last = len(weights)
    return Network(
        tuple(
            Layer(number, W, b, (output_activation or activation) if number == last else activation)
            for number, (W, b) in enumerate(zip(weights, biases, strict=True), start=1)
        )
    )


def flatten(network: Network) -> Float[Array, "*population n_parameters"]:
    """All weights and biases as one vector, the slides' w₀ … w₁₃₀₀₁.

    The order is layer by layer: the rows of W, neuron by neuron, then b.
    """
    return flatten_layers([(layer.W, layer.b) for layer in network.layers])


def flatten_layers(layers: Sequence[tuple[Array, Array]]) -> Float[Array, "*population n"]:
    """Pairs shaped like the layers' (W, b), say gradients, in the order of ``flatten``."""
    xp = array_namespace(layers[0][0])
    pieces = []
    for W, b in layers:
        pieces += [xp.reshape(W, (*W.shape[:-2], W.shape[-2] * W.shape[-1])), b]
    return xp.concat(pieces, axis=-1)


def unflatten(network: Network, vector: Float[Array, "*population n_parameters"]) -> Network:
    """The network of the same shape whose weights and biases are those of the vector.

    Raises:
        ShapeError: when the vector has another length than the network has parameters.
    """
    if vector.ndim < 1 or vector.shape[-1] != network.n_parameters:
        raise ShapeError(
            f"Expected a vector of {network.n_parameters} weights and biases, "
            f"got an array of shape {tuple(vector.shape)}.",
            hint="`flatten(network)` gives one of the right length",
        )
    xp = array_namespace(vector)
    population = tuple(vector.shape[:-1])
    layers = []
    start = 0
    for layer in network.layers:
        n_weights = layer.n_out * layer.n_in
        W = vector[..., start : start + n_weights]
        b = vector[..., start + n_weights : start + n_weights + layer.n_out]
        start += n_weights + layer.n_out
        W = xp.reshape(W, (*population, layer.n_out, layer.n_in))
        layers.append(replace(layer, W=W, b=b))
    return Network(tuple(layers))


def in_float64(network: Network) -> Network:
    """The network with the same numbers in float64, in which explanations are computed."""
    xp = array_namespace(network.layers[0].W)
    return Network(
        tuple(
            replace(layer, W=xp.astype(layer.W, xp.float64), b=xp.astype(layer.b, xp.float64))
            for layer in network.layers
        )
    )


def all_finite(network: Network) -> bool:
    """Whether no weight and no bias is NaN or infinite."""
    vector = flatten(network)
    xp = array_namespace(vector)
    return 0 in vector.shape or bool(xp.all(xp.isfinite(vector)))
