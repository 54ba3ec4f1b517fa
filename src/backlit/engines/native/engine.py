"""The native engine behind the engines' protocol: float32, compiled, deterministic.

The same seed gives the same bits at every vector width: see block.h.
"""

from __future__ import annotations

import ctypes
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.core.activations import IDENTITY, RELU, SIGMOID, SOFTMAX, TANH
from backlit.core.backprop import gradient_from_arrays
from backlit.core.cost import CROSS_ENTROPY, HALF_SQUARED_ERROR, SQUARED_ERROR
from backlit.core.network import Network
from backlit.core.optimizers import Adam, Momentum, OptimizerState
from backlit.data.examples import Examples
from backlit.engines.engine import Predictions, StepReport, TrainingTask, count_steps
from backlit.engines.native.examples import pack, pointer
from backlit.engines.native.library import LANES, TOGETHER, NativeTrainerState, library
from backlit.errors import ShapeError

# As the enumerations in kernel.h.
_ACTIVATIONS = (SIGMOID, RELU, TANH, IDENTITY, SOFTMAX)
_COSTS = (SQUARED_ERROR, HALF_SQUARED_ERROR, CROSS_ENTROPY)
_PLAIN, _MOMENTUM, _ADAM = range(3)


class NativeEngine:
    """Trains with the compiled kernel.

    Args:
        width: Floats at once: 16 (AVX-512), 8 (AVX2) or 4 (any); the widest that this processor
            can do when None. The result is the same.
    """

    name = "native"

    def __init__(self, width: int | None = None) -> None:
        self._width = width

    def start(self, task: TrainingTask) -> NativeTrainer:
        """Get ready to train."""
        return NativeTrainer(task, self._width)


class NativeTrainer:
    """A network that the kernel takes downhill."""

    def __init__(self, task: TrainingTask, width: int | None) -> None:
        kernel = library()
        assert kernel is not None
        network, state = task.network, task.state
        self._kernel = kernel
        self._width = width or int(kernel.backlit_widest())
        self._shape = network
        self._examples = pack(task.examples)
        self._sizes = np.array(network.sizes, np.int32)
        self._activations = np.array(
            [_ACTIVATIONS.index(layer.activation) for layer in network.layers], np.int32
        )
        size = int(
            kernel.backlit_parameters_size(
                pointer(self._sizes, ctypes.c_int32), len(network.layers)
            )
        )
        self._parameters = self._join([(layer.W, layer.b) for layer in network.layers], size)
        self._gradient = _aligned(size)
        self._moments = [
            self._join([(layer.dW, layer.db) for layer in moment.layers], size)
            for moment in state.moments
        ]
        self._scratch = _aligned(0)
        self._state = NativeTrainerState(
            n_layers=len(network.layers), cost=_COSTS.index(task.cost), n_steps=state.n_steps
        )
        match task.optimizer:
            case Momentum(momentum):
                self._state.optimizer, self._state.momentum = _MOMENTUM, momentum
            case Adam(beta1, beta2, epsilon):
                self._state.optimizer = _ADAM
                self._state.beta1, self._state.beta2 = beta1, beta2
                self._state.epsilon = epsilon
            case _:
                self._state.optimizer = _PLAIN
        self._state.sizes = pointer(self._sizes, ctypes.c_int32)
        self._state.activations = pointer(self._activations, ctypes.c_int32)
        self._state.parameters = pointer(self._parameters, ctypes.c_float)
        self._state.gradient = pointer(self._gradient, ctypes.c_float)
        for index, moment in enumerate(self._moments):
            self._state.moments[index] = pointer(moment, ctypes.c_float)

    def descend(
        self,
        order: NDArray[np.intp],
        batch_size: int,
        learning_rates: NDArray[np.float64],
        l2: float,
    ) -> StepReport:
        """Take a step for each mini-batch, all of them in one call of the kernel."""
        order = np.ascontiguousarray(order, np.int64)
        rates = np.ascontiguousarray(learning_rates, np.float64)
        costs = np.empty(count_steps(len(order), batch_size))
        if len(rates) != len(costs):
            raise ShapeError(
                f"Expected a learning rate for each of the {len(costs)} steps, got {len(rates)}.",
                hint="repeat one with `numpy.full(n_steps, learning_rate)`",
            )
        batch_size = min(batch_size, len(order))
        self._make_room(batch_size)
        norm = ctypes.c_double()
        done = self._kernel.backlit_descend(
            self._width,
            ctypes.byref(self._state),
            ctypes.byref(self._examples.view),
            pointer(order, ctypes.c_int64),
            len(order),
            batch_size,
            pointer(rates, ctypes.c_double),
            l2,
            pointer(costs, ctypes.c_double),
            ctypes.byref(norm),
        )
        assert done == 0, "the kernel has no build of this width"
        return StepReport(costs, norm.value, bool(np.isfinite(self._parameters).all()))

    def answer(self, examples: Examples, most: int | None = None) -> Predictions:
        """What the network as it is now says to examples."""
        asked = pack(examples)
        n = len(examples) if most is None else min(most, len(examples))
        answers = Predictions(np.empty(n), np.empty(n, np.int64))
        self._make_room(TOGETHER)
        done = self._kernel.backlit_answer(
            self._width,
            ctypes.byref(self._state),
            ctypes.byref(asked.view),
            n,
            pointer(answers.costs, ctypes.c_double),
            pointer(answers.predicted, ctypes.c_int64),
        )
        assert done == 0, "the kernel has no build of this width"
        return answers

    def snapshot(self) -> tuple[Network, OptimizerState]:
        """The network and the optimizer's state, as copies in float32."""
        layers = tuple(
            replace(layer, W=W, b=b)
            for layer, (W, b) in zip(self._shape.layers, self._parts(self._parameters), strict=True)
        )
        moments = tuple(gradient_from_arrays(self._parts(moment)) for moment in self._moments)
        return Network(layers), OptimizerState(int(self._state.n_steps), moments)

    def _make_room(self, batch_size: int) -> None:
        size = self._kernel.backlit_scratch_size(
            self._state.sizes, self._state.n_layers, batch_size
        )
        if size > len(self._scratch):
            self._scratch = _aligned(size)
            self._state.scratch = pointer(self._scratch, ctypes.c_float)

    def _views(self, vector: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """Each layer's part of a vector: n_in rows of W transposed, then a row of b, padded."""
        views, start = [], 0
        for layer in self._shape.layers:
            width = -(-layer.n_out // LANES) * LANES
            stop = start + (layer.n_in + 1) * width
            views.append(vector[start:stop].reshape(layer.n_in + 1, width))
            start = stop
        return views

    def _join(
        self, pairs: list[tuple[NDArray[Any], NDArray[Any]]], size: int
    ) -> NDArray[np.float32]:
        vector = _aligned(size)
        for view, (W, b) in zip(self._views(vector), pairs, strict=True):
            view[:-1, : len(b)] = W.T
            view[-1, : len(b)] = b
        return vector

    def _parts(
        self, vector: NDArray[np.float32]
    ) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        """Each layer's W and b, as copies."""
        return [
            (view[:-1, : layer.n_out].T.copy(), view[-1, : layer.n_out].copy())
            for layer, view in zip(self._shape.layers, self._views(vector), strict=True)
        ]


def _aligned(size: int) -> NDArray[np.float32]:
    """Zeros that begin at a multiple of 64 bytes, as the kernel's aligned loads ask."""
    room = np.zeros(size + LANES, np.float32)
    start = (-room.ctypes.data % 64) // 4
    return room[start : start + size]
