"""The local derivatives of every layer, the factors of every chain rule, for one example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from backlit.core.backprop import LayerNudges
from backlit.core.cost import Cost
from backlit.core.forward import Trace
from backlit.core.network import Network
from backlit.core.output_slope import output_slope

Numbers: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class LayerDerivatives:
    """The derivatives at one layer.

    Attributes:
        W: (n_out, n_in) ∂z_j/∂a_k.
        z: (n_out,) the weighted sums.
        a: (n_out,) the activations.
        da_dz: (n_out,) σ′(z_j); None under softmax.
        dC_da: (n_out,) ∂C₀/∂a_j.
        dC_dz: (n_out,) ∂C₀/∂z_j: da_dz · dC_da, or under softmax the row sums of ``products``.
        y: (n_out,) the target; None in a hidden layer.
        jacobian: (n_out, n_out) ∂a_i/∂z_j at [j, i] under softmax, else None.
        products: (n_out, n_out) ∂a_i/∂z_j · ∂C₀/∂a_i at [j, i] under softmax, else None.
    """

    W: Numbers
    z: Numbers
    a: Numbers
    da_dz: Numbers | None
    dC_da: Numbers
    dC_dz: Numbers
    y: Numbers | None
    jacobian: Numbers | None = None
    products: Numbers | None = None


def layer_derivatives(
    network: Network,
    trace: Trace,
    y: Numbers,
    cost: Cost,
    flowed: tuple[LayerNudges, ...],
) -> tuple[LayerDerivatives, ...]:
    """The derivatives of every layer, the first layer first.

    Args:
        network: One network in float64.
        trace: What it computed for one example.
        y: (1, n_out) the target.
        cost: The cost.
        flowed: The errors from backpropagation; used where a factor is too large for a float.
    """
    derivatives: list[LayerDerivatives] = []
    for layer, step, known in zip(
        reversed(network.layers), reversed(trace.layers), reversed(flowed), strict=True
    ):
        z, a, prime = step.z[0], step.a[0], layer.activation.prime
        target = y[0] if not derivatives else None
        if derivatives:
            dC_da = derivatives[-1].dC_dz @ derivatives[-1].W
        else:
            dC_da = output_slope(cost, layer.activation, z, a, y[0])
        if prime is None:
            jacobian = np.diag(a) - np.outer(a, a)
            products = _finite_products(jacobian, dC_da, -y[0] * (np.eye(len(a)) - a[:, None]))
            dC_dz = products.sum(axis=1)
            derivatives.append(
                LayerDerivatives(layer.W, z, a, None, dC_da, dC_dz, target, jacobian, products)
            )
        else:
            da_dz = prime(z)
            dC_dz = _finite_products(da_dz, dC_da, known.delta[0])
            derivatives.append(LayerDerivatives(layer.W, z, a, da_dz, dC_da, dC_dz, target))
    return tuple(reversed(derivatives))


def _finite_products(left: Numbers, right: Numbers, limit: Numbers) -> Numbers:
    """Products, and their limit where a factor is infinite: 0 · ∞ under the cross-entropy."""
    with np.errstate(invalid="ignore", over="ignore"):
        products: Numbers = np.where(np.isfinite(right), left * right, limit)
    return products
