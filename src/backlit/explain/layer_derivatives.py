"""The factors that every chain through a network is made of, for one example."""

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
class LayerLinks:
    """The links through one layer.

    Attributes:
        W: (n_out, n_in) ∂z_j/∂a_k.
        z: (n_out,) the weighted sums.
        a: (n_out,) the activations.
        da_dz: (n_out,) σ′(z_j); None under softmax.
        dC_da: (n_out,) ∂C₀/∂a_j.
        dC_dz: (n_out,) ∂C₀/∂z_j: da_dz · dC_da, or under softmax the row sums of ``spread``.
        y: (n_out,) the desired outputs; None in a hidden layer.
        jacobian: (n_out, n_out) ∂a_i/∂z_j at [j, i] under softmax, else None.
        spread: (n_out, n_out) ∂a_i/∂z_j · ∂C₀/∂a_i at [j, i] under softmax, else None.
    """

    W: Numbers
    z: Numbers
    a: Numbers
    da_dz: Numbers | None
    dC_da: Numbers
    dC_dz: Numbers
    y: Numbers | None
    jacobian: Numbers | None = None
    spread: Numbers | None = None


def chain_links(
    network: Network,
    trace: Trace,
    y: Numbers,
    cost: Cost,
    flowed: tuple[LayerNudges, ...],
) -> tuple[LayerLinks, ...]:
    """The links of every layer, the first layer first.

    Args:
        network: One network in float64.
        trace: What it computed for one example.
        y: (1, n_out) the desired outputs.
        cost: The cost.
        flowed: The errors that backpropagation found; they stand in where a factor is too large
            for a float.
    """
    links: list[LayerLinks] = []
    for layer, step, known in zip(
        reversed(network.layers), reversed(trace.layers), reversed(flowed), strict=True
    ):
        z, a, prime = step.z[0], step.a[0], layer.activation.prime
        wanted = y[0] if not links else None
        if links:
            dC_da = links[-1].dC_dz @ links[-1].W
        else:
            dC_da = output_slope(cost, layer.activation, z, a, y[0])
        if prime is None:
            jacobian = np.diag(a) - np.outer(a, a)
            spread = _finite_products(jacobian, dC_da, -y[0] * (np.eye(len(a)) - a[:, None]))
            dC_dz = spread.sum(axis=1)
            links.append(LayerLinks(layer.W, z, a, None, dC_da, dC_dz, wanted, jacobian, spread))
        else:
            da_dz = prime(z)
            dC_dz = _finite_products(da_dz, dC_da, known.delta[0])
            links.append(LayerLinks(layer.W, z, a, da_dz, dC_da, dC_dz, wanted))
    return tuple(reversed(links))


def _finite_products(left: Numbers, right: Numbers, limit: Numbers) -> Numbers:
    """Products, and their limit where a factor is infinite: 0 · ∞ under the cross-entropy."""
    with np.errstate(invalid="ignore", over="ignore"):
        products: Numbers = np.where(np.isfinite(right), left * right, limit)
    return products
