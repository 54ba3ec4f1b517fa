"""The BLAS engine: the same steps in float32 NumPy, in place, in buffers made once.

What makes it fast, each against the plain NumPy loop at batch 10 (benchmarks/RESULTS.md has the
figures): no array is allocated in a step; examples are columns, so that every activation is one
contiguous block that a ufunc runs through in one go; a constant 1 under each layer's activations
makes the bias one more weight, which saves an addition forward, a sum backward and an update; all
parameters lie in one vector, so that the descent is two calls, however many layers there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from backlit.core.activations import Activation
from backlit.core.backprop import gradient_from_arrays
from backlit.core.network import Network
from backlit.core.optimizers import Adam, Momentum, OptimizerState
from backlit.data.examples import Examples
from backlit.engines.answers import answer
from backlit.engines.blas_kernels import activate, cost_and_error, times_slope
from backlit.engines.engine import Predictions, StepReport, TrainingTask, count_steps
from backlit.engines.one_thread import one_blas_thread

Float32: TypeAlias = NDArray[np.float32]


class BlasEngine:
    """Trains in float32 with NumPy and its BLAS."""

    name = "blas"

    def start(self, task: TrainingTask) -> BlasTrainer:
        """Get ready to train."""
        return BlasTrainer(task)


class BlasTrainer:
    """A network that goes downhill in place."""

    def __init__(self, task: TrainingTask) -> None:
        self._shape = task.network
        self._optimizer = task.optimizer
        self._cost = task.cost
        self._examples = task.examples
        self._n_steps = task.state.n_steps
        self._parameters = self._join([(layer.W, layer.b) for layer in task.network.layers])
        self._gradient = np.zeros_like(self._parameters)
        self._moments = [
            self._join([(layer.dW, layer.db) for layer in moment.layers])
            for moment in task.state.moments
        ]
        self._scratch = np.empty_like(self._parameters)
        # For each layer, views into the vectors above: (n_out, n_in + 1), the bias last.
        self._weights = self._split(self._parameters)
        self._slopes = self._split(self._gradient)
        self._is_weight = np.ones_like(self._parameters)
        for matrix in self._split(self._is_weight):
            matrix[:, -1] = 0
        self._pulls = np.zeros_like(self._parameters)
        self._l2 = 0.0
        self._buffers: _Buffers | None = None

    def descend(
        self,
        order: NDArray[np.intp],
        batch_size: int,
        learning_rates: NDArray[np.float64],
        l2: float,
    ) -> StepReport:
        """Take a step for each mini-batch."""
        costs = np.empty(count_steps(len(order), batch_size))
        gradient_norm = 0.0
        with one_blas_thread(), np.errstate(all="ignore"):
            for step, learning_rate in enumerate(learning_rates.tolist()):
                batch = order[step * batch_size : (step + 1) * batch_size]
                if self._buffers is None or self._buffers.n != len(batch):
                    self._buffers = _Buffers(
                        self._shape, self._weights, self._slopes, len(batch), self._examples
                    )
                costs[step] = self._differentiate(batch, self._buffers)
                if step == len(costs) - 1:
                    gradient_norm = float(np.linalg.norm(self._gradient.astype(np.float64)))
                if l2:
                    self._pull(l2)
                self._move(learning_rate)
        return StepReport(costs, gradient_norm, bool(np.isfinite(self._parameters).all()))

    def answer(self, examples: Examples, most: int | None = None) -> Predictions:
        """What the network as it is now says to examples."""
        with one_blas_thread():
            return answer(self.snapshot()[0], examples, self._cost, most)

    def snapshot(self) -> tuple[Network, OptimizerState]:
        """The network and the optimizer's state, as copies in float32."""
        layers = tuple(
            replace(layer, W=W, b=b)
            for layer, (W, b) in zip(self._shape.layers, self._parts(self._parameters), strict=True)
        )
        moments = tuple(gradient_from_arrays(self._parts(moment)) for moment in self._moments)
        return Network(layers), OptimizerState(self._n_steps, moments)

    def _differentiate(self, batch: NDArray[np.intp], buffers: _Buffers) -> float:
        """Leave the batch's mean gradient in the gradient vector; return its mean cost."""
        buffers.load(batch)
        for stage in buffers.stages:
            np.matmul(stage.matrix, stage.fed, out=stage.a)  # z = [W b] [a_prev; 1]
            if stage is buffers.stages[-1]:
                np.copyto(buffers.z, stage.a)
            activate(stage.activation, stage.a)
        mean_cost = cost_and_error(
            self._cost, stage.activation, buffers.z, stage.a, buffers.y, stage.delta, stage.spare
        )
        for before, after in buffers.backwards:
            np.matmul(after.W_transposed, after.delta, out=before.delta)
            times_slope(before.activation, before.a, before.delta, before.spare)
        for stage in buffers.stages:
            np.matmul(stage.delta, stage.fed.T, out=stage.slope)
        return mean_cost

    def _pull(self, l2: float) -> None:
        """Add L2's share to the gradient of the weights, not of the biases."""
        if l2 != self._l2:
            self._l2 = l2
            self._pulls[...] = l2 * self._is_weight
        # Over the whole vector at once, biases times 0: four times as fast as layer by layer.
        np.multiply(self._parameters, self._pulls, out=self._scratch)
        self._gradient += self._scratch

    def _move(self, learning_rate: float) -> None:
        """Move all parameters at once, as ``core.optimizers`` says."""
        self._n_steps += 1
        gradient, scratch = self._gradient, self._scratch
        match self._optimizer:
            case Momentum(momentum):
                (velocity,) = self._moments
                velocity *= momentum
                np.multiply(gradient, learning_rate, out=scratch)
                velocity -= scratch
                self._parameters += velocity
            case Adam(beta1, beta2, epsilon):
                mean, square = self._moments
                mean *= beta1
                np.multiply(gradient, 1 - beta1, out=scratch)
                mean += scratch
                square *= beta2
                np.multiply(gradient, gradient, out=scratch)
                scratch *= 1 - beta2
                square += scratch
                np.divide(square, 1 - beta2**self._n_steps, out=scratch)
                np.sqrt(scratch, out=scratch)
                scratch += epsilon
                np.divide(mean, scratch, out=scratch)
                scratch *= learning_rate / (1 - beta1**self._n_steps)
                self._parameters -= scratch
            case _:
                np.multiply(gradient, learning_rate, out=scratch)
                self._parameters -= scratch

    def _join(self, pairs: Sequence[tuple[NDArray[np.floating], NDArray[np.floating]]]) -> Float32:
        """One vector of [W b] after [W b], in float32."""
        joined = [np.column_stack([W, b]).ravel() for W, b in pairs]
        return np.concatenate(joined).astype(np.float32)

    def _split(self, vector: Float32) -> list[Float32]:
        """Views of a vector as one [W b] matrix a layer."""
        views, start = [], 0
        for layer in self._shape.layers:
            stop = start + layer.n_out * (layer.n_in + 1)
            views.append(vector[start:stop].reshape(layer.n_out, layer.n_in + 1))
            start = stop
        return views

    def _parts(self, vector: Float32) -> list[tuple[Float32, Float32]]:
        """Each layer's W and b, as copies."""
        return [(view[:, :-1].copy(), view[:, -1].copy()) for view in self._split(vector)]


class _Stage(NamedTuple):
    """A layer at work: where its numbers lie, examples as columns."""

    activation: Activation
    matrix: Float32  # [W b]
    W_transposed: Float32
    slope: Float32  # the gradient of [W b]
    fed: Float32  # [a_prev; 1]
    a: Float32
    delta: Float32
    spare: Float32


class _Buffers:
    """Room for everything that a mini-batch of n examples needs."""

    def __init__(
        self,
        network: Network,
        weights: list[Float32],
        slopes: list[Float32],
        n: int,
        examples: Examples,
    ) -> None:
        self.n = n
        self._examples = examples
        n_in, n_out = network.sizes[0], network.sizes[-1]
        self._rows = np.empty((n, n_in), examples.X.dtype)
        self._labels = np.empty(n, np.int64)
        self._one_hot = np.eye(n_out, dtype=np.float32)
        self.y = np.empty((n_out, n), np.float32)
        self.z = np.empty_like(self.y)

        X = np.ones((n, n_in + 1), np.float32)
        self._X = X[:, :-1]
        fed = X.T
        self.stages: list[_Stage] = []
        for layer, matrix, slope in zip(network.layers, weights, slopes, strict=True):
            held = np.ones((layer.n_out + 1, n), np.float32)
            a = held[:-1]
            transposed = matrix[:, :-1].T
            self.stages.append(
                _Stage(
                    layer.activation,
                    matrix,
                    transposed,
                    slope,
                    fed,
                    a,
                    delta=np.empty_like(a),
                    spare=np.empty_like(a),
                )
            )
            fed = held
        self.backwards = list(pairwise(self.stages))[::-1]

    def load(self, batch: NDArray[np.intp]) -> None:
        """Fetch the inputs and desired outputs of a mini-batch."""
        # mode="clip" lets take write straight into the buffer; the indices are known to be valid.
        np.take(self._examples.X, batch, axis=0, out=self._rows, mode="clip")
        if self._rows.dtype == np.uint8:
            np.multiply(self._rows, np.float32(1 / 255), out=self._X)
        else:
            self._X[...] = self._rows
        np.take(self._examples.labels, batch, out=self._labels, mode="clip")
        np.take(self._one_hot, self._labels, axis=1, out=self.y, mode="clip")
