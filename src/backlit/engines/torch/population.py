"""Networks of one form, all trained at once: core's equations on PyTorch tensors.

The first axis of every tensor counts the networks. Inputs stay on the device as they came, pixels
as bytes; each mini-batch is gathered and scaled there.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from backlit.core.backprop import Gradient, backprop, flatten_gradient
from backlit.core.cost import cost_per_example, mean_cost
from backlit.core.forward import forward
from backlit.core.network import Network
from backlit.core.optimizers import OptimizerState, take_step
from backlit.data.examples import Examples
from backlit.engines.arrays import arrays_of, with_arrays
from backlit.engines.engine import Predictions, StepReport, TrainingTask, count_steps
from backlit.engines.torch.alike import check_alike
from backlit.engines.torch.library import choose_device, torch
from backlit.engines.torch.recorded import RecordedStep
from backlit.errors import ShapeError

# Numbers that answering may keep at a time, for all networks together: 256 MiB of them.
_MOST_NUMBERS = 2**26


class TorchPopulation:
    """Networks that PyTorch takes downhill together, each with its own shuffle and knobs.

    On a GPU a step is recorded as a CUDA graph and replayed; the last short mini-batch of an epoch
    is taken kernel by kernel.

    Args:
        tasks: One for each network. They have sizes, activations, cost, optimizer, steps taken and
            inputs in common; weights and labels may differ.
        device: ``cpu`` or ``cuda``; the GPU where there is one when None.

    Raises:
        ShapeError: when the networks cannot be trained together.
        SettingsError: when the device is not there.
    """

    def __init__(self, tasks: Sequence[TrainingTask], device: str | None = None) -> None:
        check_alike(tasks)
        first = tasks[0]
        self._device = choose_device(device)
        self._optimizer, self._cost = first.optimizer, first.cost
        self._n_members = len(tasks)
        # Members that learn from the same labels share a row of them.
        distinct = {id(task.examples.labels): task.examples.labels for task in tasks}
        row = {key: number for number, key in enumerate(distinct)}
        n_classes = first.examples.n_classes
        labels = np.array(list(distinct.values()), np.uint8 if n_classes <= 256 else np.int32)
        with self._computing():
            stacks = zip(*(arrays_of(task.network, task.state) for task in tasks), strict=True)
            arrays = [self._put(np.stack(stack, dtype=np.float32)) for stack in stacks]
            network, state = with_arrays(first.network, first.state, arrays)
            # In float64 and on the device: a CUDA graph cannot count in Python.
            n_steps = self._put(np.float64(state.n_steps))
            self._network, self._state = network, replace(state, n_steps=n_steps)
            self._X = self._put(_narrow(first.examples.X))
            self._labels = self._put(labels)
            self._rows = self._put([[row[id(task.examples.labels)]] for task in tasks])
            self._one_hot = self._put(np.eye(n_classes, dtype=np.float32))
            self._pixel = self._put(np.float32(1 / 255))
            self._learning_rates = self._put(np.zeros(len(tasks), np.float32))
            self._l2 = self._put(np.zeros(len(tasks), np.float32))
        self._records = self._device.type == "cuda"
        self._recorded: RecordedStep[tuple[torch.Tensor, Gradient]] | None = None

    def __len__(self) -> int:
        return self._n_members

    def descend(
        self,
        orders: NDArray[np.intp],
        batch_size: int,
        learning_rates: NDArray[np.float64],
        l2: NDArray[np.float64],
    ) -> list[StepReport]:
        """Take a step for each mini-batch, every network its own.

        Args:
            orders: (n_members, n) indices of the examples that each network learns from, in order.
                They are on the device as a whole meanwhile, eight bytes each.
            batch_size: Examples in a mini-batch; the last one is shorter where n is no multiple.
            learning_rates: (n_steps, n_members), for each step and network.
            l2: (n_members,) strength of the pull of the weights towards 0.

        Returns:
            What the stretch reports, for each network.

        Raises:
            ShapeError: when the arrays do not fit the population.
        """
        self._check(orders, batch_size, learning_rates, l2)
        with self._computing():
            examples, rates = self._put(orders), self._put(learning_rates.astype(np.float32))
            self._l2.copy_(self._put(l2.astype(np.float32)))
            costs = torch.empty_like(rates)
            for step, which in enumerate(examples.split(batch_size, dim=1)):
                self._learning_rates.copy_(rates[step])
                costs[step], gradient = self._step(which, batch_size)
            norms = torch.linalg.vector_norm(
                flatten_gradient(gradient), dim=-1, dtype=torch.float64
            ).tolist()
            each = costs.T.cpu().numpy().astype(np.float64, order="C")
            finite = torch.stack([array.isfinite().flatten(1).all(1) for array in self._arrays()])
            all_finite = finite.all(0).tolist()
        return [StepReport(*mine) for mine in zip(each, norms, all_finite, strict=True)]

    def answer(
        self,
        examples: Examples,
        most: int | None = None,
        labels: Sequence[NDArray[np.int64]] | None = None,
    ) -> list[Predictions]:
        """What each network as it is now says to (the first ``most``) examples.

        Args:
            examples: What they are asked about.
            most: As above.
            labels: For each network what it is to be held against, where that differs.
        """
        n = len(examples) if most is None else min(most, len(examples))
        costs = np.empty((self._n_members, n))
        predicted = np.empty((self._n_members, n), np.int64)
        activation = self._network.layers[-1].activation
        # Every layer's z and a are kept for each example.
        per_example = 2 * self._n_members * sum(self._network.sizes[1:])
        chunk = max(1, _MOST_NUMBERS // per_example)
        held_against = [examples.labels] if labels is None else labels
        if all(each is held_against[0] for each in held_against):
            held_against = held_against[:1]
        with self._computing():
            for start in range(0, n, chunk):
                which = slice(start, min(start + chunk, n))
                trace = forward(self._network, self._scaled(self._put(_narrow(examples.X[which]))))
                y = self._one_hot[self._put(np.stack([each[which] for each in held_against]))]
                each = cost_per_example(trace, y, activation=activation, cost=self._cost)
                costs[:, which] = each.cpu().numpy()
                predicted[:, which] = trace.output.argmax(dim=-1).cpu().numpy()
        return [Predictions(*mine) for mine in zip(costs, predicted, strict=True)]

    def snapshot(self, member: int) -> tuple[Network, OptimizerState]:
        """One network and its optimizer's state as they are now, as NumPy copies in float32."""
        with self._computing():
            return self._as_numpy([each[member].cpu().numpy() for each in self._arrays()])

    def snapshots(self) -> list[tuple[Network, OptimizerState]]:
        """All of them, fetched from the device at once."""
        with self._computing():
            whole = [each.cpu().numpy() for each in self._arrays()]
            return [self._as_numpy([each[member] for each in whole]) for member in range(len(self))]

    def _step(self, which: torch.Tensor, batch_size: int) -> tuple[torch.Tensor, Gradient]:
        """Take a step on the mini-batches ``which``; the costs before it and the gradient."""
        if not self._records:
            self._network, self._state, costs, gradient = self._compute(which)
            return costs, gradient
        if which.shape[1] < batch_size:
            return self._take_in_place(which)
        if self._recorded is None or self._recorded.batch_size != batch_size:
            self._recorded = None  # its memory is free before the next one is recorded
            self._recorded = RecordedStep(which, self._compute, self._take_in_place)
        return self._recorded(which)

    def _compute(
        self, which: torch.Tensor
    ) -> tuple[Network, OptimizerState, torch.Tensor, Gradient]:
        """Where a step leads. Nothing here waits for the device, or a graph could not record it."""
        # On a processor index_select is twenty times as fast as the same thing in brackets.
        X = self._scaled(self._X.index_select(0, which.flatten()).unflatten(0, which.shape))
        y = self._one_hot[self._labels[self._rows, which].long()]
        network, activation = self._network, self._network.layers[-1].activation
        trace = forward(network, X)
        costs = mean_cost(trace, y, activation=activation, cost=self._cost)
        gradient = backprop(network, trace, y, self._cost)
        after = take_step(
            self._optimizer, network, gradient, self._state, self._learning_rates, self._l2
        )
        return *after, costs, gradient

    def _take_in_place(self, which: torch.Tensor) -> tuple[torch.Tensor, Gradient]:
        """Take a step that leaves every tensor where it is, as a recorded step expects it."""
        network, state, costs, gradient = self._compute(which)
        for array, after in zip(self._arrays(), arrays_of(network, state), strict=True):
            array.copy_(after)
        n_steps: torch.Tensor = self._state.n_steps
        n_steps.copy_(state.n_steps)
        return costs, gradient

    def _scaled(self, X: torch.Tensor) -> torch.Tensor:
        """Inputs as the networks see them, pixels scaled to 0–1."""
        # Not in one step: where both kinds of numbers meet, PyTorch is forty times as slow.
        return X.to(torch.float32).mul_(self._pixel) if X.dtype == torch.uint8 else X

    def _arrays(self) -> list[torch.Tensor]:
        return arrays_of(self._network, self._state)

    def _as_numpy(self, arrays: Sequence[NDArray[np.float32]]) -> tuple[Network, OptimizerState]:
        copies = [np.array(each) for each in arrays]
        network, state = with_arrays(self._network, self._state, copies)
        return network, replace(state, n_steps=int(state.n_steps))

    def _put(self, array: ArrayLike) -> torch.Tensor:
        """A copy on the device."""
        return torch.tensor(array, device=self._device)

    def _computing(self) -> ExitStack:
        """No gradients of PyTorch's own, and everything on the population's device."""
        stack = ExitStack()
        stack.enter_context(torch.inference_mode())
        if self._device.type == "cuda":
            stack.enter_context(torch.cuda.device(self._device))
        return stack

    def _check(
        self,
        orders: NDArray[np.intp],
        batch_size: int,
        learning_rates: NDArray[np.float64],
        l2: NDArray[np.float64],
    ) -> None:
        members = self._n_members
        if orders.ndim != 2 or len(orders) != members or orders.shape[1] == 0:
            raise ShapeError(
                f"Expected orders of shape ({members}, n), got an array of shape {orders.shape}.",
                hint="give each network an order of its own",
            )
        rates = (count_steps(orders.shape[1], batch_size), members)
        if learning_rates.shape != rates:
            raise ShapeError(
                f"Expected learning rates of shape {rates}, one for each step and network, "
                f"got an array of shape {learning_rates.shape}.",
                hint="a rate for all of them is `np.full(shape, rate)`",
            )
        if l2.shape != (members,):
            raise ShapeError(
                f"Expected an l2 for each of {members} networks, got an array of shape {l2.shape}.",
                hint="one for all of them is `np.full(shape, l2)`",
            )


def _narrow(X: NDArray[Any]) -> NDArray[Any]:
    """Inputs as they go to the device: pixels as bytes, numbers in float32."""
    return X if X.dtype == np.uint8 else X.astype(np.float32)
