"""JAX: a compiled step for each mini-batch, or a whole epoch compiled into one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from workloads import Work

from contestants.contestant import Contestant, Weights

# On the small network the mini-batch gathered in compiled code with W as (n_out, n_in) was faster
# than gathering the epoch first, handing over each mini-batch, or W transposed. The old weights'
# memory is given away. In rounds side by side, unrolling 2, 4 or 8 steps gained nothing (or lost
# a quarter) but at batch 1 (a fifth, with 4) and for a population (a tenth, with 4).
Layers = list[tuple[jax.Array, jax.Array]]


def step(work: Work) -> Contestant:
    """A jitted step, called for each mini-batch."""
    kind, X, y = work.workload, jnp.asarray(work.X), jnp.asarray(work.y)
    one = jax.jit(partial(_descend, work), donate_argnums=0)
    rng = np.random.default_rng(0)
    layers = _layers(work)

    def epoch() -> None:
        nonlocal layers
        order = rng.permutation(len(X))[: work.n].astype(np.int32)
        for start in range(0, work.n, kind.batch_size):
            layers = one(layers, X, y, order[start : start + kind.batch_size])
        _wait(layers)

    return Contestant(epoch, lambda: [_arrays(layers)])


def scan(work: Work) -> Contestant:
    """A whole epoch in ``lax.scan``, one call."""
    X, y = jnp.asarray(work.X), jnp.asarray(work.y)
    whole = jax.jit(_scan(work), donate_argnums=0)
    rng = np.random.default_rng(0)
    layers = _layers(work)

    def epoch() -> None:
        nonlocal layers
        order = rng.permutation(len(X))[: work.n].astype(np.int32)
        layers = whole(layers, X, y, order)
        _wait(layers)

    return Contestant(epoch, lambda: [_arrays(layers)])


def population(work: Work) -> Contestant:
    """``vmap`` over the networks and their shuffles, ``lax.scan`` over their mini-batches."""
    kind, X, y = work.workload, jnp.asarray(work.X), jnp.asarray(work.y)
    whole = jax.jit(jax.vmap(_scan(work), in_axes=(0, None, None, 0)), donate_argnums=0)
    rng = np.random.default_rng(0)
    each = [_layers(work, seed) for seed in range(kind.networks)]
    layers = jax.tree.map(lambda *arrays: jnp.stack(arrays), *each)

    def epoch() -> None:
        nonlocal layers
        orders = [rng.permutation(len(X))[: work.n] for _ in range(kind.networks)]
        orders_int = np.stack(orders).astype(np.int32)
        layers = whole(layers, X, y, orders_int)
        _wait(layers)

    def networks() -> list[Weights]:
        arrays = _arrays(layers)
        return [[(W[i], b[i]) for W, b in arrays] for i in range(kind.networks)]

    return Contestant(epoch, networks)


def _cost(work: Work, layers: Layers, X: jax.Array, y: jax.Array) -> jax.Array:
    softmax = work.workload.softmax
    for W, b in layers[:-1]:
        X = (jax.nn.relu if softmax else jax.nn.sigmoid)(X @ W.T + b)
    W, b = layers[-1]
    z = X @ W.T + b
    if softmax:
        return -(y * jax.nn.log_softmax(z)).sum(axis=1).mean()
    return ((jax.nn.sigmoid(z) - y) ** 2).sum(axis=1).mean()


def _descend(work: Work, layers: Layers, X: jax.Array, y: jax.Array, batch: Any) -> Layers:
    gradient = jax.grad(partial(_cost, work))(layers, X[batch], y[batch])
    rate = work.workload.learning_rate
    moved: Layers = jax.tree.map(lambda old, slope: old - rate * slope, layers, gradient)
    return moved


def _scan(work: Work) -> Callable[[Layers, jax.Array, jax.Array, jax.Array], Layers]:
    def epoch(layers: Layers, X: jax.Array, y: jax.Array, order: jax.Array) -> Layers:
        def body(layers: Layers, batch: jax.Array) -> tuple[Layers, None]:
            return _descend(work, layers, X, y, batch), None

        kind = work.workload
        unroll = 4 if kind.batch_size == 1 or kind.networks > 1 else 1
        return jax.lax.scan(body, layers, order.reshape(-1, kind.batch_size), unroll=unroll)[0]

    return epoch


def _layers(work: Work, seed: int = 0) -> Layers:
    return [(jnp.asarray(W), jnp.asarray(b)) for W, b in work.weights(seed)]


def _arrays(layers: Layers) -> Weights:
    return [(np.asarray(W), np.asarray(b)) for W, b in layers]


def _wait(layers: Layers) -> None:
    """Calls return before the work is done."""
    for W, b in layers:
        W.block_until_ready()
        b.block_until_ready()
