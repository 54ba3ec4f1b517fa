"""Which steps a run takes next: their examples, learning rates and L2 regularisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, final

import numpy as np
from numpy.typing import NDArray

from backlit.engines.engine import StepReport, count_steps
from backlit.errors import DivergedError
from backlit.training.randomness import shuffle_rng
from backlit.training.records import HyperparameterChange, Hyperparameters, Progress, RunState
from backlit.training.schedule import schedule_factor
from backlit.training.settings import Settings, check_batch_size, check_l2, check_learning_rate

# Seconds that a call of the trainer may take: the wait after Ctrl-C or a changed hyperparameter.
_CALL_SECONDS = 0.1


class PlannedSteps(NamedTuple):
    """Mini-batch steps to be taken in one call: the arguments of ``Trainer.train_steps``.

    Attributes:
        order: (n,) indices of the training examples.
        batch_size: Examples in a mini-batch.
        learning_rates: (n_steps,) the learning rate of each step.
        l2: Strength of L2 regularisation.
    """

    order: NDArray[np.intp]
    batch_size: int
    learning_rates: NDArray[np.float64]
    l2: float


@final
class StepPlanner:
    """Where a run is in its epochs, its hyperparameters, and so its next steps.

    Args:
        settings: The run's settings.
        n_examples: Number of training examples.

    Attributes:
        epoch: Epochs finished.
        position: Examples of the running epoch that the network was trained on.
        step: Steps taken.
        hyperparameters: The current ones.
        changes: The changes of hyperparameters so far.
        steps_per_call: Steps to plan for one call of the trainer.
    """

    def __init__(self, settings: Settings, n_examples: int) -> None:
        self._settings = settings
        self._n_examples = n_examples
        self._order: NDArray[np.intp] | None = None  # of the running epoch, once shuffled
        self.steps_per_call = 1
        self.epoch = self.position = self.step = 0
        self.hyperparameters = Hyperparameters(
            settings.learning_rate, settings.batch_size, settings.l2
        )
        self.changes: list[HyperparameterChange] = []

    def restore(self, saved: RunState) -> None:
        """Continue from where a run was saved."""
        self.epoch, self.position, self.step = saved.epoch, saved.position, saved.step
        self.hyperparameters, self.changes = saved.hyperparameters, list(saved.changes)

    def plan(self) -> PlannedSteps:
        """The next ``steps_per_call`` steps, or those left in the running epoch if fewer."""
        return self._plan_to(self.position + self.steps_per_call * self.hyperparameters.batch_size)

    def plan_replay(self, step: int, changes: Sequence[HyperparameterChange]) -> PlannedSteps:
        """The steps up to a step, or to the end of the epoch, or to the next change if earlier."""
        end = self.position + (step - self.step) * self.hyperparameters.batch_size
        for change in changes[len(self.changes) :][:1]:
            if change.epoch == self.epoch:
                end = min(end, change.position)
        return self._plan_to(end)

    def take_report(self, planned: PlannedSteps, report: StepReport, seconds: float) -> Progress:
        """Advance past planned steps, which took some seconds, and adapt ``steps_per_call``.

        Raises:
            DivergedError: when a number in the report is not finite.
        """
        n_trained, epoch = len(planned.order), self.epoch
        position = self.position + n_trained
        self.advance(planned, report)
        examples_per_second = n_trained / max(seconds, 1e-9)
        in_time = int(examples_per_second * _CALL_SECONDS / planned.batch_size)
        # At most four times as many steps as in this call, in case its timing was too good.
        self.steps_per_call = max(1, min(in_time, 4 * len(report.costs)))
        return Progress(
            step=self.step,
            epoch=epoch + 1,
            position=position,
            fraction=(epoch + position / self._n_examples) / self._settings.epochs,
            examples_per_second=examples_per_second,
            learning_rate=float(planned.learning_rates[-1]),
            batch_costs=report.costs,
            gradient_norm=report.gradient_norm,
            epoch_record=None,
        )

    def advance(self, planned: PlannedSteps, report: StepReport) -> None:
        """Advance past planned steps that a trainer has taken.

        Raises:
            DivergedError: when a number in the report is not finite.
        """
        bad = np.flatnonzero(~np.isfinite(report.costs))
        if bad.size:
            first = int(bad[0])
            raise DivergedError(self.epoch + 1, self.step + first + 1, report.costs[first])
        if not report.finite:
            last = self.step + len(report.costs)
            raise DivergedError(self.epoch + 1, last, float("inf"))
        self.step += len(report.costs)
        self.position += len(planned.order)
        if self.position == self._n_examples:
            self.epoch, self.position, self._order = self.epoch + 1, 0, None

    def change(self, learning_rate: float | None, batch_size: int | None, l2: float | None) -> None:
        """Change hyperparameters from here on; None leaves one as it is.

        Raises:
            SettingsError: for a value out of range; then nothing is changed.
        """
        now = self.hyperparameters
        changed = Hyperparameters(
            now.learning_rate if learning_rate is None else float(learning_rate),
            now.batch_size if batch_size is None else batch_size,
            now.l2 if l2 is None else float(l2),
        )
        check_learning_rate(changed.learning_rate)
        check_batch_size(changed.batch_size)
        check_l2(changed.l2)
        if changed != now:
            self.hyperparameters = changed
            self.changes.append(HyperparameterChange(self.epoch, self.position, changed))

    def repeat_changes(self, changes: Sequence[HyperparameterChange]) -> None:
        """Make those of a recorded run's changes that belong here and are not made yet."""
        for change in changes[len(self.changes) :]:
            if (change.epoch, change.position) != (self.epoch, self.position):
                break
            self.hyperparameters = change.hyperparameters
            self.changes.append(change)

    def _plan_to(self, end: int) -> PlannedSteps:
        """The steps from here to a position in the running epoch, at most to its end."""
        n, now = self._n_examples, self.hyperparameters
        if self._order is None:
            self._order = shuffle_rng(self._settings, self.epoch).permutation(n)
        order = self._order[self.position : end]
        first_examples = self.position + (
            np.arange(count_steps(len(order), now.batch_size)) * now.batch_size
        )
        factor = schedule_factor(self._settings, self.epoch + first_examples / n)
        return PlannedSteps(order, now.batch_size, now.learning_rate * factor, now.l2)
