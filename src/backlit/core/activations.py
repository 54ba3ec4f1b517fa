"""Activations: what turns a neuron's weighted sum z into its activation a, and the derivatives.

Each function is written so that no z, however large, overflows or warns: only e to a negative power
is ever taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backlit.core.namespace import array_namespace
from backlit.core.shapes import Array, Float


@dataclass(frozen=True)
class Activation:
    """An activation with its derivative.

    Attributes:
        name: What files and people call it.
        function: z to a, of the same shape.
        prime: z to da/dz, of the same shape; None for softmax, where every a depends on every z.
    """

    name: str
    function: Callable[[Array], Array]
    prime: Callable[[Array], Array] | None

    def __call__(self, z: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
        """The activation a of the weighted sums z."""
        return self.function(z)


def sigmoid(z: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    """Squash the number line into 0…1: σ(z) = 1 / (1 + e⁻ᶻ).

    Source: slides, "Sigmoid".
    """
    xp = array_namespace(z)
    shrink = xp.exp(-xp.abs(z))
    return xp.where(z >= 0, xp.ones_like(z), shrink) / (1 + shrink)


def sigmoid_prime(z: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    """The slope of the sigmoid: σ′(z) = σ(z)(1 − σ(z)) = e⁻ᶻ / (1 + e⁻ᶻ)², the same for ±z.

    Written with e to the power −|z|, it keeps its digits where 1 − σ(z) would lose them all.
    """
    xp = array_namespace(z)
    shrink = xp.exp(-xp.abs(z))
    return shrink / (1 + shrink) ** 2


def relu(z: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    """The rectified linear unit: z where positive, else 0."""
    xp = array_namespace(z)
    return xp.where(z > 0, z, xp.zeros_like(z))


def relu_prime(z: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    """The slope of the rectified linear unit: 1 where z is positive, else 0 (at 0 too)."""
    xp = array_namespace(z)
    return xp.where(z > 0, xp.ones_like(z), xp.zeros_like(z))


def tanh(z: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    """Squash the number line into −1…1."""
    return array_namespace(z).tanh(z)


def tanh_prime(z: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    """The slope of tanh: 1 − tanh²(z), written as 4e⁻²ᶻ / (1 + e⁻²ᶻ)², which keeps its digits."""
    xp = array_namespace(z)
    shrink = xp.exp(-2 * xp.abs(z))
    return 4 * shrink / (1 + shrink) ** 2


def identity(z: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    """Leave z as it is."""
    return z


def identity_prime(z: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    """The slope of the identity: 1 everywhere."""
    return array_namespace(z).ones_like(z)


def log_softmax(z: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    """The logarithm of softmax(z), finite wherever z is: z − log Σ eᶻ."""
    xp = array_namespace(z)
    shifted = z - xp.max(z, axis=-1, keepdims=True)
    return shifted - xp.log(xp.sum(xp.exp(shifted), axis=-1, keepdims=True))


def softmax(z: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
    """Shares that are positive and add up to 1: eᶻ / Σ eᶻ. For the output layer only."""
    return array_namespace(z).exp(log_softmax(z))


SIGMOID = Activation("sigmoid", sigmoid, sigmoid_prime)
RELU = Activation("relu", relu, relu_prime)
TANH = Activation("tanh", tanh, tanh_prime)
IDENTITY = Activation("identity", identity, identity_prime)
SOFTMAX = Activation("softmax", softmax, None)

# By name, for files and the command line, where only a name can be written.
ACTIVATIONS = {each.name: each for each in (SIGMOID, RELU, TANH, IDENTITY, SOFTMAX)}


def activation_backward(
    activation: Activation,
    z: Float[Array, "*batch n"],
    a: Float[Array, "*batch n"],
    dC_da: Float[Array, "*batch n"],
) -> Float[Array, "*batch n"]:
    """The error δ = ∂C_k/∂z from ∂C_k/∂a: one link of the chain rule.

    Where each a depends on its own z alone, δ = σ′(z) ∂C/∂a (slides). Under softmax every a depends
    on every z, and δ_j = a_j (∂C/∂a_j − Σ_i a_i ∂C/∂a_i).
    """
    if activation.prime is not None:
        return dC_da * activation.prime(z)
    xp = array_namespace(z)
    return a * (dC_da - xp.sum(a * dC_da, axis=-1, keepdims=True))
