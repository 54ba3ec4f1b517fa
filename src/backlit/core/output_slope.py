"""∂C_k/∂a of the outputs: the last factor of every chain, where it ends in the cost."""

from __future__ import annotations

import numpy as np

from backlit.core.activations import SOFTMAX, Activation
from backlit.core.cost import CROSS_ENTROPY, HALF_SQUARED_ERROR, SQUARED_ERROR, Cost
from backlit.core.shapes import Array, Float


def output_slope(
    cost: Cost,
    activation: Activation,
    z: Float[Array, "*batch n"],
    a: Float[Array, "*batch n"],
    y: Float[Array, "*batch n"],
) -> Float[Array, "*batch n"]:
    """How the cost of an example changes with each output: 2(a − y) for the squared error.

    For the cross-entropy it is (a − y) / (a(1 − a)) under sigmoid and −y/a under softmax, which
    grows beyond every float as a goes to 0 or 1 and is then infinite, although ∂C_k/∂z, in which a
    small slope cancels it, is not.

    Args:
        cost: The cost.
        activation: Of the output layer.
        z: Its weighted sums.
        a: Its activations.
        y: The target outputs.

    Source: slides, ∂C₀/∂a = 2(a − y); for the others the derivative of the terms in ``cost``.
    """
    if cost is SQUARED_ERROR:
        return 2 * (a - y)
    if cost is HALF_SQUARED_ERROR:
        return a - y
    assert cost is CROSS_ENTROPY
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        if activation is SOFTMAX:
            slope = np.where(y == 0, 0.0, -y / a)
        else:
            # 1/a = 1 + e⁻ᶻ and 1/(1 − a) = 1 + eᶻ keep the digits that 1 − a would lose.
            wanted = np.where(y == 0, 0.0, y * (1 + np.exp(-z)))
            unwanted = np.where(y == 1, 0.0, (1 - y) * (1 + np.exp(z)))
            slope = unwanted - wanted
    return np.asarray(slope)
