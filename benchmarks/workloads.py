"""The workloads: networks, examples and initial weights."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

import backlit
from backlit.core.activations import RELU, SIGMOID, SOFTMAX
from backlit.core.cost import CROSS_ENTROPY, SQUARED_ERROR, Cost

Float32 = NDArray[np.float32]


@dataclass(frozen=True)
class Workload:
    """One task for all contestants.

    Attributes:
        title: What it is, for people.
        sizes: Neurons in each layer, the input first.
        batch_size: Examples in a mini-batch.
        learning_rate: η; scikit-learn, whose cost is another, takes ``rate_of_log_loss``.
        accuracy: What every contestant has to reach on the test examples at the end.
        rounds: How many epochs each contestant does after its warm-up.
        softmax: A ReLU network with softmax and cross-entropy; else sigmoids and squared error.
        table: On the made-up table; else on MNIST.
        networks: How many networks are trained at once.
        warm_ups: Epochs before anything is timed.
    """

    title: str
    sizes: tuple[int, ...]
    batch_size: int
    learning_rate: float
    accuracy: float
    rounds: int = 7
    softmax: bool = False
    table: bool = False
    networks: int = 1
    warm_ups: int = 1

    @property
    def rate_of_log_loss(self) -> float:
        """The learning rate for cross-entropy, whose gradient is about four times as large."""
        return self.learning_rate if self.softmax else self.learning_rate / 4

    @property
    def n_train(self) -> int:
        """Number of examples in an epoch."""
        return TABLE_TRAIN if self.table else 60_000

    @property
    def flops(self) -> int:
        """Floating-point operations of an epoch, every input counted, zero or not.

        Two for each weight and example forward (multiply, add), two for dW, and two to bring the
        error back through every layer but the first.
        """
        weights = [n_in * n_out for n_in, n_out in pairwise(self.sizes)]
        return self.n_train * (4 * sum(weights) + 2 * sum(weights[1:]))


TABLE_TRAIN, TABLE_TEST = 20_000, 5_000
SMALL = (784, 16, 16, 10)

WORKLOADS = {
    **{
        f"batch-{batch_size}": Workload(
            f"784-16-16-10, mini-batches of {batch_size:,}", SMALL, batch_size, rate, accuracy
        )
        for batch_size, rate, accuracy in (
            (1, 0.075, 0.85),
            (10, 0.75, 0.92),
            (32, 2.4, 0.92),
            (100, 3.0, 0.92),
            (1000, 10.0, 0.85),
        )
    },
    "wider": Workload("784-100-10, mini-batches of 10", (784, 100, 10), 10, 0.5, 0.93),
    "wide": Workload(
        "784-512-512-10 (ReLU, softmax), mini-batches of 128",
        (784, 512, 512, 10),
        128,
        0.2,
        0.94,
        softmax=True,
    ),
    "table": Workload(
        "A table: 30-64-64-2 (ReLU, softmax), mini-batches of 32",
        (30, 64, 64, 2),
        32,
        0.1,
        0.9,
        softmax=True,
        table=True,
    ),
    "population": Workload(
        "A population of 64 networks 784-16-16-10, mini-batches of 32",
        SMALL,
        32,
        2.4,
        0.85,
        rounds=5,
        networks=64,
    ),
    "thousand": Workload(
        "A population of 1,000 networks 784-16-16-10, mini-batches of 32",
        SMALL,
        32,
        2.4,
        0.85,
        rounds=2,
        networks=1000,
        warm_ups=0,
    ),
}


@dataclass(frozen=True, eq=False)
class Work:
    """A workload with its examples, as a contestant gets it.

    Attributes:
        workload: What it is.
        train: What is learned from.
        test: What the network is tested on.
        n: Examples in one of this contestant's epochs, a whole number of mini-batches.
        threads: How many threads it may use.
    """

    workload: Workload
    train: backlit.Examples
    test: backlit.Examples
    n: int
    threads: int

    @cached_property
    def X(self) -> Float32:
        """The inputs, 0–1, (n, n_in)."""
        return self.train.inputs(dtype=np.float32).astype(np.float32, copy=False)

    @cached_property
    def y(self) -> Float32:
        """The target outputs, one-hot."""
        return self.train.targets(dtype=np.float32).astype(np.float32, copy=False)

    def network(self, seed: int = 0) -> backlit.Network:
        """The initial network, the same for all contestants."""
        softmax = self.workload.softmax
        return backlit.initialise(
            self.workload.sizes,
            np.random.default_rng(seed),
            method="he" if softmax else "scaled",
            activation=RELU if softmax else SIGMOID,
            output_activation=SOFTMAX if softmax else SIGMOID,
        )

    def weights(self, seed: int = 0) -> list[tuple[Float32, Float32]]:
        """The same as arrays: W (n_out, n_in) and b of each layer."""
        return [
            (np.asarray(layer.W, np.float32), np.asarray(layer.b, np.float32))
            for layer in self.network(seed).layers
        ]

    @property
    def cost(self) -> Cost:
        """The cost function."""
        return CROSS_ENTROPY if self.workload.softmax else SQUARED_ERROR


def load(key: str, *, share: float, threads: int, quick: bool = False) -> Work:
    """The examples of a workload; an epoch takes ``share`` of them, in whole mini-batches."""
    workload = WORKLOADS[key]
    if quick:
        share *= 0.02
        workload = replace(workload, networks=min(workload.networks, 8))
    data = made_up_table() if workload.table else backlit.load_mnist()
    assert data.test is not None
    steps = max(1, round(share * len(data.train)) // workload.batch_size)
    return Work(workload, data.train, data.test, steps * workload.batch_size, threads)


def made_up_table() -> backlit.DataSet:
    """A table of 30 numbers a row, mixed from five hidden numbers that determine the class.

    The rule bends and has a product in it, so a straight line through the 30 numbers won't do.
    """
    rng = np.random.default_rng(30)
    hidden = rng.standard_normal((TABLE_TRAIN + TABLE_TEST, 5))
    noise = rng.standard_normal((len(hidden), 30))
    X = (hidden @ rng.standard_normal((5, 30)) / 5**0.5 + 0.1 * noise).astype(np.float32)
    score = hidden[:, 0] * hidden[:, 1] + np.sin(2 * hidden[:, 2]) + 0.5 * hidden[:, 3]
    labels = (score > 0).astype(np.int64)
    rows = backlit.Examples(X, labels, ("below", "above"), "made-up table")
    return backlit.DataSet(
        "made-up table", rows.take(slice(TABLE_TRAIN)), rows.take(slice(TABLE_TRAIN, None))
    )
