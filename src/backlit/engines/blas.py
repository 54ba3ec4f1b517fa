"""The BLAS engine: the same steps in float32 NumPy, in place, in buffers made once.

What makes it faster than the plain NumPy loop at batch 10 (benchmarks/RESULTS.md has the figures):
no array is allocated in a step; examples are columns, so a layer's activations are one contiguous
block for a ufunc; a constant 1 under each layer's activations makes the bias one more weight, which
saves an addition forward, a sum backward and an update; all parameters are in one vector, so an SGD
step is two calls for any number of layers.
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
from backlit.engines.blas_kernels import activate, activation_backward, output_cost_and_delta
from backlit.engines.engine import StepReport, TrainingTask, count_steps
from backlit.engines.one_thread import one_blas_thread
from backlit.inference import Predictions, predict

Float32: TypeAlias = NDArray[np.float32]


class BlasEngine:
    """Trains in float32 with NumPy and its BLAS."""

    name = "blas"

    def start(self, task: TrainingTask) -> BlasTrainer:
        """Make the trainer of a task."""
        return BlasTrainer(task)


class BlasTrainer:
    """A network trained in place."""

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
        self._layer_parameters = self._split(self._parameters)
        self._layer_gradients = self._split(self._gradient)
        self._is_weight = np.ones_like(self._parameters)
        for W_and_b in self._split(self._is_weight):
            W_and_b[:, -1] = 0
        self._l2_factors = np.zeros_like(self._parameters)
        self._l2 = 0.0
        self._buffers: _Buffers | None = None

    def train_steps(
        self,
        order: NDArray[np.intp],
        batch_size: int,
        learning_rates: NDArray[np.float64],
        l2: float,
    ) -> StepReport:
        """Take a step on each mini-batch."""
        costs = np.empty(count_steps(len(order), batch_size))
        gradient_norm = 0.0
        with one_blas_thread(), np.errstate(all="ignore"):
            for step, learning_rate in enumerate(learning_rates.tolist()):
                batch = order[step * batch_size : (step + 1) * batch_size]
                if self._buffers is None or self._buffers.n != len(batch):
                    self._buffers = _Buffers(
                        self._shape,
                        self._layer_parameters,
                        self._layer_gradients,
                        len(batch),
                        self._examples,
                    )
                costs[step] = self._compute_gradient(batch, self._buffers)
                if step == len(costs) - 1:
                    gradient_norm = float(np.linalg.norm(self._gradient.astype(np.float64)))
                if l2:
                    self._add_l2_gradient(l2)
                self._take_step(learning_rate)
        return StepReport(costs, gradient_norm, bool(np.isfinite(self._parameters).all()))

    def predict(self, examples: Examples, limit: int | None = None) -> Predictions:
        """The current network's predictions for the first ``limit`` examples."""
        with one_blas_thread():
            return predict(self.snapshot()[0], examples, self._cost, limit)

    def snapshot(self) -> tuple[Network, OptimizerState]:
        """Copies of the current network and the optimizer's state, in float32."""
        layers = tuple(
            replace(layer, W=W, b=b)
            for layer, (W, b) in zip(
                self._shape.layers, self._layer_arrays(self._parameters), strict=True
            )
        )
        moments = tuple(
            gradient_from_arrays(self._layer_arrays(moment)) for moment in self._moments
        )
        return Network(layers), OptimizerState(self._n_steps, moments)

    def _compute_gradient(self, batch: NDArray[np.intp], buffers: _Buffers) -> float:
        """Write the mini-batch's mean gradient into the gradient vector; return its mean cost."""
        buffers.load(batch)
        for stage in buffers.stages:
            np.matmul(stage.W_and_b, stage.layer_input, out=stage.a)  # z = [W b] [a_prev; 1]
            if stage is buffers.stages[-1]:
                np.copyto(buffers.z, stage.a)
            activate(stage.activation, stage.a)
        mean_cost = output_cost_and_delta(
            self._cost, stage.activation, buffers.z, stage.a, buffers.y, stage.delta, stage.scratch
        )
        for previous, layer in buffers.backward_pairs:
            np.matmul(layer.W_transposed, layer.delta, out=previous.delta)
            activation_backward(previous.activation, previous.a, previous.delta, previous.scratch)
        for stage in buffers.stages:
            np.matmul(stage.delta, stage.layer_input.T, out=stage.gradient)
        return mean_cost

    def _add_l2_gradient(self, l2: float) -> None:
        """Add the gradient of the L2 term: for weights, not for biases."""
        if l2 != self._l2:
            self._l2 = l2
            self._l2_factors[...] = l2 * self._is_weight
        # Over the whole vector, with factor 0 for biases: four times as fast as layer by layer.
        np.multiply(self._parameters, self._l2_factors, out=self._scratch)
        self._gradient += self._scratch

    def _take_step(self, learning_rate: float) -> None:
        """Take the optimizer's step for all parameters at once, as ``core.optimizers`` says."""
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
        """All layers' [W b] in one float32 vector."""
        joined = [np.column_stack([W, b]).ravel() for W, b in pairs]
        return np.concatenate(joined).astype(np.float32)

    def _split(self, vector: Float32) -> list[Float32]:
        """Views of a vector: a [W b] matrix for each layer."""
        views, start = [], 0
        for layer in self._shape.layers:
            stop = start + layer.n_out * (layer.n_in + 1)
            views.append(vector[start:stop].reshape(layer.n_out, layer.n_in + 1))
            start = stop
        return views

    def _layer_arrays(self, vector: Float32) -> list[tuple[Float32, Float32]]:
        """Each layer's W and b, as copies."""
        return [(view[:, :-1].copy(), view[:, -1].copy()) for view in self._split(vector)]


class _Stage(NamedTuple):
    """A layer's arrays for a mini-batch, examples as columns."""

    activation: Activation
    W_and_b: Float32  # [W b]
    W_transposed: Float32
    gradient: Float32  # the gradient of [W b]
    layer_input: Float32  # [a_prev; 1]
    a: Float32
    delta: Float32
    scratch: Float32


class _Buffers:
    """Arrays for a mini-batch of n examples."""

    def __init__(
        self,
        network: Network,
        weights: list[Float32],
        gradients: list[Float32],
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
        layer_input = X.T
        self.stages: list[_Stage] = []
        for layer, W_and_b, gradient in zip(network.layers, weights, gradients, strict=True):
            with_ones = np.ones((layer.n_out + 1, n), np.float32)
            a = with_ones[:-1]
            transposed = W_and_b[:, :-1].T
            self.stages.append(
                _Stage(
                    layer.activation,
                    W_and_b,
                    transposed,
                    gradient,
                    layer_input,
                    a,
                    delta=np.empty_like(a),
                    scratch=np.empty_like(a),
                )
            )
            layer_input = with_ones
        self.backward_pairs = list(pairwise(self.stages))[::-1]

    def load(self, batch: NDArray[np.intp]) -> None:
        """Load the inputs and targets of a mini-batch."""
        # mode="clip" lets take write into the buffer directly; the indices are known to be valid.
        np.take(self._examples.X, batch, axis=0, out=self._rows, mode="clip")
        if self._rows.dtype == np.uint8:
            np.multiply(self._rows, np.float32(1 / 255), out=self._X)
        else:
            self._X[...] = self._rows
        np.take(self._examples.labels, batch, out=self._labels, mode="clip")
        np.take(self._one_hot, self._labels, axis=1, out=self.y, mode="clip")
