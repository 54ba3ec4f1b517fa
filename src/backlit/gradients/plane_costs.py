"""The cost at every point of a grid in weight space, much faster than a forward pass for each.

On a plane w = w₀ + αu + βv the first layer's weighted sums are linear in α and β:

    z = X W₀ᵀ + b₀ + α (X Uᵀ + u) + β (X Vᵀ + v)

so its three products with the input are computed once for all points, and each point computes only
the smaller layers. In float32, a block of points and examples at a time, so that it stays in cache.
For 784-16-16-10 that is about forty times as fast as a forward pass at each point.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.core.activations import SOFTMAX, Activation
from backlit.core.cost import CROSS_ENTROPY, HALF_SQUARED_ERROR, Cost
from backlit.core.network import Layer, Network
from backlit.data.examples import Examples
from backlit.engines.blas_kernels import activate, cross_entropy

_Block = NDArray[np.float32]

# Numbers of a block: a few of them fit a core's second-level cache.
_BLOCK = 2**17
_EXAMPLES = 500


@dataclass(frozen=True, eq=False)
class _Prepared:
    """What all points share, for one chunk of the examples.

    Attributes:
        z: (n_out, n) the first layer's weighted sums at the centre.
        along_u: (n_out, n) how they change with α.
        along_v: (n_out, n) how they change with β.
        y: (n_classes, n) the targets.
    """

    z: _Block
    along_u: _Block
    along_v: _Block
    y: _Block


def grid_costs(
    centre: Network,
    u: Network,
    v: Network,
    alphas: NDArray[np.float64],
    betas: NDArray[np.float64],
    examples: Examples,
    cost: Cost,
) -> Iterator[NDArray[np.float64]]:
    """The mean cost at centre + αu + βv, a row of all α for each β.

    Args:
        centre: w₀.
        u: A direction, as a network of the same shape.
        v: Another.
        alphas: (n,) how far along u.
        betas: (m,) how far along v.
        examples: The cost is their mean; they fit the network.
        cost: The cost; it fits the output layer.

    Yields:
        (n,) the costs of one row, β by β.
    """
    first = [network.layers[0] for network in (centre, u, v)]
    chunks = [
        _prepare(first, examples, slice(start, start + _EXAMPLES))
        for start in range(0, len(examples), _EXAMPLES)
    ]
    widest = max(centre.sizes[1:])
    n_points = max(1, _BLOCK // (widest * min(_EXAMPLES, len(examples))))
    for beta in betas.tolist():
        row = np.zeros(len(alphas))
        for start in range(0, len(alphas), n_points):
            some = slice(start, start + n_points)
            layers = [
                _moved(layers, alphas[some], beta)
                for layers in zip(centre.layers[1:], u.layers[1:], v.layers[1:], strict=True)
            ]
            for chunk in chunks:
                row[some] += _block_costs(chunk, centre, layers, alphas[some], beta, cost)
        yield row / len(examples)


def _prepare(first: list[Layer], examples: Examples, which: slice) -> _Prepared:
    X = examples.inputs(which, np.float32).T
    # BLAS may raise the flag of an invalid value for lanes that it does not use.
    with np.errstate(invalid="ignore"):
        z, along_u, along_v = (
            layer.W.astype(np.float32) @ X + layer.b.astype(np.float32)[:, None] for layer in first
        )
    y = np.ascontiguousarray(examples.targets(which, np.float32).T)
    return _Prepared(z, along_u, along_v, y)


def _moved(
    layers: tuple[Layer, Layer, Layer], alphas: NDArray[np.float64], beta: float
) -> tuple[_Block, _Block]:
    """W, (points, n_out, n_in), and b, (points, n_out, 1), of a layer at some points of a row."""
    here, u, v = layers
    step = alphas[:, None, None]
    W = here.W + step * u.W + beta * v.W
    b = (here.b + step[..., 0] * u.b + beta * v.b)[..., None]
    return W.astype(np.float32), b.astype(np.float32)


def _block_costs(
    chunk: _Prepared,
    centre: Network,
    layers: list[tuple[_Block, _Block]],
    alphas: NDArray[np.float64],
    beta: float,
    cost: Cost,
) -> NDArray[np.float64]:
    """The sums of the costs of a chunk's examples at some points of a row."""
    a: _Block = alphas.astype(np.float32)[:, None, None] * chunk.along_u
    a += chunk.z + np.float32(beta) * chunk.along_v
    last = len(centre.layers) - 1
    z = a
    for number, layer in enumerate(centre.layers):
        if number:
            W, b = layers[number - 1]
            a = W @ a
            a += b
        if number == last and cost is CROSS_ENTROPY:
            z = a.copy()
        _activate_each(layer.activation, a)
    if cost is CROSS_ENTROPY:
        activation = centre.layers[-1].activation
        return np.array([cross_entropy(activation, each, chunk.y) for each in z])
    a -= chunk.y
    half = 0.5 if cost is HALF_SQUARED_ERROR else 1.0
    sums: NDArray[np.float64] = half * np.einsum("pjn,pjn->p", a, a).astype(np.float64)
    return sums


def _activate_each(activation: Activation, a: _Block) -> None:
    """Turn weighted sums, (points, n_out, n), into activations in place."""
    if activation is SOFTMAX:
        for each in a:
            activate(activation, each)
    else:
        with np.errstate(over="ignore"):
            activate(activation, a)
