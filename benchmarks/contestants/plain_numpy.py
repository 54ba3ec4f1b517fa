"""The usual loop in NumPy, and the speed of NumPy's matrix products on this core."""

from __future__ import annotations

import numpy as np
from workloads import Float32, Work

from contestants.contestant import Contestant

GEMM_SIZE, GEMM_TIMES = 1024, 20
GEMM_FLOPS = 2 * GEMM_SIZE**3 * GEMM_TIMES


def loop(work: Work) -> Contestant:
    """Float32, whole mini-batches at once, every array allocated when it is needed."""
    kind = work.workload
    rng = np.random.default_rng(0)
    layers = [(W.copy(), b.copy()) for W, b in work.weights()]
    X, y = work.X, work.y
    rate = np.float32(kind.learning_rate)

    def step(batch: Float32, wanted: Float32) -> None:
        fed = [batch]
        for W, b in layers[:-1]:
            z = fed[-1] @ W.T + b
            fed.append(np.maximum(z, 0) if kind.softmax else sigmoid(z))
        W, b = layers[-1]
        z = fed[-1] @ W.T + b
        if kind.softmax:
            e = np.exp(z - z.max(axis=1, keepdims=True))
            delta = (e / e.sum(axis=1, keepdims=True) - wanted) / len(batch)
        else:
            a = sigmoid(z)
            delta = 2 * (a - wanted) * a * (1 - a) / len(batch)
        for i in reversed(range(len(layers))):
            W, b = layers[i]
            dW, db = delta.T @ fed[i], delta.sum(axis=0)
            if i > 0:
                slope = fed[i] > 0 if kind.softmax else fed[i] * (1 - fed[i])
                delta = (delta @ W) * slope
            W -= rate * dW
            b -= rate * db

    def epoch() -> None:
        order = rng.permutation(len(X))[: work.n]
        for start in range(0, work.n, kind.batch_size):
            which = order[start : start + kind.batch_size]
            step(X[which], y[which])

    return Contestant(epoch, lambda: [layers])


def sigmoid(z: Float32) -> Float32:
    """σ(z)."""
    a: Float32 = np.reciprocal(1 + np.exp(-z), dtype=np.float32)
    return a


def gemm(work: Work) -> Contestant:
    """No training: float32 matrices of 1,024 × 1,024 multiplied by NumPy's BLAS, 20 times.

    As often as that for a whole epoch's time; for a part of an epoch less often.
    """
    rng = np.random.default_rng(0)
    A, B = (rng.standard_normal((GEMM_SIZE, GEMM_SIZE), np.float32) for _ in range(2))
    C = np.empty_like(A)
    times = max(1, round(GEMM_TIMES * work.n / len(work.train)))

    def epoch() -> None:
        for _ in range(times):
            np.matmul(A, B, out=C)

    return Contestant(epoch, list)
