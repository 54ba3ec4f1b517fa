"""Runs that differ only in numbers, trained in lockstep as one batched PyTorch computation.

The runs are at the same step of the same epoch, so they all plan as many steps and are evaluated at
the same time. Each run's row of the batch holds its weights, its shuffle and its hyperparameters.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeAlias, final

import numpy as np
from numpy.typing import NDArray

from backlit.core.network import Network, n_parameters
from backlit.core.optimizers import OptimizerState
from backlit.data.examples import Examples
from backlit.engines.engine import StepReport, Trainer, TrainingTask
from backlit.engines.torch.engine import TorchEngine
from backlit.errors import DivergedError
from backlit.inference import Predictions
from backlit.training.records import Checkpoint, EpochRecord, Progress
from backlit.training.run import Run
from backlit.training.settings import Settings
from backlit.training.step_planner import PlannedSteps

# The settings in which runs of a group may differ.
_PER_RUN = ("seed", "learning_rate", "l2", "label_noise")
_SHARED = tuple(field.name for field in fields(Settings) if field.name not in _PER_RUN)

# Memory that a group may take, in bytes: weights, gradients, scratch, shuffles and predictions.
_MAX_BYTES = 4 * 2**30
_COPIES = 8

# For each network, eight bytes each: the shuffle and label of a training example; the cost and
# predicted class of an example that is evaluated.
_BYTES_PER_EXAMPLE = 16

MakeRun: TypeAlias = Callable[[int, Callable[[TrainingTask], Trainer]], Run]


def groups(
    settings: Sequence[Settings],
    started: Mapping[int, Checkpoint],
    indices: Sequence[int],
    n_train: int,
    n_evaluated: int,
) -> list[list[int]]:
    """The networks that can be trained together, in groups that fit into memory.

    The networks of a group have all settings in common except seed, learning rate, L2 and label
    noise, and have taken as many steps.

    Args:
        settings: The settings of each network of the population.
        started: The checkpoints of networks that have already been trained in part.
        indices: The numbers of the networks to train.
        n_train: Number of training examples.
        n_evaluated: Number of examples in the largest set that networks are evaluated on.

    Returns:
        The numbers of the networks of each group.
    """
    alike: dict[Hashable, list[int]] = {}
    for index in indices:
        shared = tuple(getattr(settings[index], name) for name in _SHARED)
        position: Hashable = None
        if index in started:
            run = started[index].run
            position = run.epoch, run.position, run.step, run.hyperparameters.batch_size
        alike.setdefault((shared, position), []).append(index)
    found = []
    for members in alike.values():
        first = settings[members[0]]
        batch_size = min(first.batch_size, n_train)
        n_floats = _COPIES * n_parameters(first.sizes) + 4 * batch_size * sum(first.sizes)
        n_bytes = 4 * n_floats + _BYTES_PER_EXAMPLE * (n_train + n_evaluated)
        size = max(1, _MAX_BYTES // n_bytes)
        found += [members[start : start + size] for start in range(0, len(members), size)]
    return found


@dataclass(eq=False)
class MemberTrainer:
    """One run's row of the batched computation, as the trainer of that run."""

    lockstep: Lockstep
    row: int

    def train_steps(
        self,
        order: NDArray[np.intp],
        batch_size: int,
        learning_rates: NDArray[np.float64],
        l2: float,
    ) -> StepReport:
        """Never called: ``Lockstep.steps`` trains all runs together."""
        raise AssertionError("a run in lockstep does not train alone")

    def predict(self, examples: Examples, limit: int | None = None) -> Predictions:
        """The current network's predictions for the first ``limit`` examples."""
        return self.lockstep.trainer.predict(examples, limit)[self.row]

    def snapshot(self) -> tuple[Network, OptimizerState]:
        """Copies of the current network and the optimizer's state."""
        return self.lockstep.trainer.snapshot(self.row)


@final
class Lockstep:
    """Runs that are trained together.

    Args:
        indices: Their numbers in the population.
        make_run: Makes the run of a number, given what makes its trainer.
    """

    def __init__(self, indices: Sequence[int], make_run: MakeRun) -> None:
        tasks: list[TrainingTask] = []

        def start(task: TrainingTask) -> MemberTrainer:
            tasks.append(task)
            return MemberTrainer(self, len(tasks) - 1)

        self.runs = [make_run(index, start) for index in indices]
        self.trainer = TorchEngine().start_together(tasks)
        self._stopping = False

    def stop(self) -> None:
        """End every run after the same mini-batch; may be called from any thread."""
        self._stopping = True

    def steps(self) -> Iterator[dict[int, Progress | DivergedError]]:
        """Train, yielding after each call of the trainer the progress of each run, by its row."""
        running = set(range(len(self.runs)))
        evaluated = self._evaluate(running)
        results: dict[int, Progress | DivergedError] = {
            row: found for row, found in evaluated.items() if isinstance(found, DivergedError)
        }
        while True:
            if results:
                yield results
            running -= {row for row in running if isinstance(results.get(row), DivergedError)}
            if self._stopping:  # read once for all runs, so that they end together
                for run in self.runs:
                    run.stop()
            planned = {}
            for row in sorted(running):
                steps = self.runs[row].next_steps()
                if steps is not None:
                    planned[row] = steps
            if not planned:
                return
            running = set(planned)
            results = self._train(planned)

    def _train(self, planned: dict[int, PlannedSteps]) -> dict[int, Progress | DivergedError]:
        """Take the planned steps of each run, and evaluate the runs that end an epoch."""
        n_runs, first = len(self.runs), next(iter(planned.values()))
        # Runs that have ended keep their rows: a learning rate of 0 leaves them as they are.
        orders = np.tile(first.order, (n_runs, 1))
        rates, l2 = np.zeros((len(first.learning_rates), n_runs)), np.zeros(n_runs)
        for row, steps in planned.items():
            orders[row], rates[:, row], l2[row] = steps.order, steps.learning_rates, steps.l2
        began = time.perf_counter()
        reports = self.trainer.train_steps(orders, first.batch_size, rates, l2)
        seconds = time.perf_counter() - began

        results: dict[int, Progress | DivergedError] = {}
        progress: dict[int, Progress] = {}
        for row, steps in planned.items():
            try:
                progress[row] = self.runs[row].take_report(steps, reports[row], seconds)
            except DivergedError as error:
                results[row] = error
        for row, found in self._evaluate(progress).items():
            if isinstance(found, DivergedError):
                results[row] = found
            else:
                progress[row] = replace(progress[row], epoch_record=found)
        return progress | results

    def _evaluate(self, rows: Iterable[int]) -> dict[int, EpochRecord | DivergedError]:
        """Evaluate the runs that need it: on the same inputs, each with its own labels."""
        sets = {
            row: self.runs[row].evaluation_sets for row in rows if self.runs[row].needs_evaluation
        }
        if not sets:
            return {}
        first = next(iter(sets.values()))
        predictions = []
        for number, (examples, limit) in enumerate(first):
            labels = [sets.get(row, first)[number][0].labels for row in range(len(self.runs))]
            predictions.append(self.trainer.predict(examples, limit, labels))
        found: dict[int, EpochRecord | DivergedError] = {}
        for row in sets:
            try:
                found[row] = self.runs[row].take_evaluation([each[row] for each in predictions])
            except DivergedError as error:
                found[row] = error
        return found
