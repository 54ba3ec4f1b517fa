"""The activations and costs of ``core`` in place, in float32, with examples as columns.

Derivatives are computed from the activation, so z need not be kept.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backlit.core.activations import IDENTITY, RELU, SIGMOID, SOFTMAX, TANH, Activation
from backlit.core.cost import CROSS_ENTROPY, HALF_SQUARED_ERROR, Cost

Block = NDArray[np.float32]


def activate(activation: Activation, a: Block) -> None:
    """Replace weighted sums by activations, in place, (n_out, n)."""
    if activation is SIGMOID:
        # e⁻ᶻ may overflow to infinity for z < −88, and 1 / ∞ = 0 is then correct.
        np.negative(a, out=a)
        np.exp(a, out=a)
        a += 1
        np.reciprocal(a, out=a)
    elif activation is TANH:
        np.tanh(a, out=a)
    elif activation is RELU:
        np.maximum(a, 0, out=a)
    elif activation is SOFTMAX:
        a -= a.max(axis=0)
        np.exp(a, out=a)
        a /= a.sum(axis=0)


def activation_backward(activation: Activation, a: Block, delta: Block, scratch: Block) -> None:
    """Replace ∂C/∂a by ∂C/∂z, in place: δ = σ′(z) ∂C/∂a."""
    if activation is SIGMOID:  # a(1 − a)
        np.subtract(1, a, out=scratch)
        delta *= a
        delta *= scratch
    elif activation is TANH:  # 1 − a²
        np.multiply(a, a, out=scratch)
        np.subtract(1, scratch, out=scratch)
        delta *= scratch
    elif activation is RELU:
        np.greater(a, 0, out=scratch)
        delta *= scratch
    elif activation is SOFTMAX:  # a (∂C/∂a − Σ a ∂C/∂a)
        np.multiply(a, delta, out=scratch)
        delta -= scratch.sum(axis=0)
        delta *= a
    else:
        assert activation is IDENTITY


def output_cost_and_delta(
    cost: Cost, activation: Activation, z: Block, a: Block, y: Block, delta: Block, scratch: Block
) -> float:
    """The mini-batch's mean cost; writes the output layer's δ / n into ``delta``."""
    n: int = a.shape[1]
    np.subtract(a, y, out=delta)
    if cost is CROSS_ENTROPY:
        total = cross_entropy(activation, z, y)
        delta *= 1 / n
        return total / n
    half = 0.5 if cost is HALF_SQUARED_ERROR else 1.0
    total = half * float(np.vdot(delta, delta))
    delta *= 2 * half / n
    activation_backward(activation, a, delta, scratch)
    return total / n


def cross_entropy(activation: Activation, z: Block, y: Block) -> float:
    """The sum of the examples' cross-entropies, from z: see ``core.cost``."""
    if activation is SOFTMAX:
        shifted = z - z.max(axis=0)
        log_sums = np.log(np.exp(shifted).sum(axis=0))
        return float(log_sums.sum()) - float(np.vdot(shifted, y))
    terms = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
    return float(np.sum(terms))
