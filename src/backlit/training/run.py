"""The run: the only training loop.

A run yields a record of progress after each call of its trainer, which takes many mini-batch steps.
Between two records the run can be paused (by not taking the next record), changed, saved or
stopped. How many steps go into a call has no influence on the result.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import final

from backlit.core.cost import COSTS
from backlit.core.network import Network
from backlit.core.optimizers import OptimizerState, initial_optimizer_state
from backlit.data.examples import Examples, check_fit
from backlit.engines.choose import choose_engine
from backlit.engines.engine import StepReport, Trainer, TrainingTask
from backlit.inference import Predictions
from backlit.training.early_stopping import EarlyStopping
from backlit.training.evaluation import Evaluation, compare, epoch_record
from backlit.training.randomness import initial_network, with_noise_of
from backlit.training.records import (
    Checkpoint,
    EpochRecord,
    HyperparameterChange,
    Hyperparameters,
    Model,
    Progress,
    Provenance,
)
from backlit.training.reproduce import check_resumable
from backlit.training.settings import Settings
from backlit.training.snapshot import checkpoint_of, model_of
from backlit.training.step_planner import PlannedSteps, StepPlanner

_MAX_TRAINING_EXAMPLES_EVALUATED = 10_000


@final
class Run:
    """A network being trained.

    Args:
        settings: The settings.
        train: The training examples.
        validation: The validation examples: evaluated after each epoch, never trained on.
        provenance: Where the run came from; saved with its models and checkpoints.
        start: Makes the trainer, in place of the engine: see ``lockstep``.
        checkpoint: Where to continue; use ``resume``, which checks that the examples are the same.

    Raises:
        SettingsError: when settings contradict each other.
        ShapeError: when the examples do not fit the layer sizes.
    """

    def __init__(
        self,
        settings: Settings,
        train: Examples,
        validation: Examples | None = None,
        *,
        provenance: Provenance | None = None,
        start: Callable[[TrainingTask], Trainer] | None = None,
        checkpoint: Checkpoint | None = None,
    ) -> None:
        check_fit(settings.sizes, train)
        if validation is not None:
            check_fit(settings.sizes, validation)
        self.settings = settings
        self.train = train
        self.validation = validation
        self.provenance = provenance
        self.cost = COSTS[settings.cost]
        self._noisy_train = with_noise_of(settings, train)
        self._planner = StepPlanner(settings, len(train))
        self._history: list[EpochRecord] = []
        self._early_stopping = EarlyStopping(settings.patience)
        self._stopping = False
        if checkpoint is None:
            self.engine = choose_engine(settings.engine, settings.sizes, train)
            network = initial_network(settings)
            state = initial_optimizer_state(network, settings.optimizer_record())
        else:
            saved, network = checkpoint.run, checkpoint.network
            # The engine that the run began with, as another one has other bits.
            self.engine = choose_engine(saved.engine, settings.sizes, train)
            state = OptimizerState(saved.step, checkpoint.moments)
            self._planner.restore(saved)
            self._history = list(saved.history)
            self._early_stopping = EarlyStopping(
                settings.patience, checkpoint.best, saved.best_epoch, saved.best_cost
            )
        self._trainer = (start or self.engine.start)(self._task(network, state))

    @classmethod
    def resume(
        cls,
        checkpoint: Checkpoint,
        train: Examples,
        validation: Examples | None = None,
        *,
        start: Callable[[TrainingTask], Trainer] | None = None,
    ) -> Run:
        """Continue exactly where a checkpoint was taken.

        Raises:
            ModelError: when the examples, or NumPy's shuffling, differ from those of the run.
        """
        saved = checkpoint.run
        check_resumable(saved, train, validation)
        return cls(
            saved.settings,
            train,
            validation,
            provenance=saved.provenance,
            start=start,
            checkpoint=checkpoint,
        )

    def _task(self, network: Network, state: OptimizerState) -> TrainingTask:
        optimizer = self.settings.optimizer_record()
        return TrainingTask(network, state, optimizer, self.cost, self._noisy_train)

    @property
    def network(self) -> Network:
        """The current network, or the best one once early stopping has ended the run."""
        best = self._early_stopping.network
        if self.finished and best is not None:
            return best
        return self._trainer.snapshot()[0]

    @property
    def hyperparameters(self) -> Hyperparameters:
        """The current hyperparameters."""
        return self._planner.hyperparameters

    @property
    def history(self) -> tuple[EpochRecord, ...]:
        """The evaluations before the first step and after each epoch."""
        return tuple(self._history)

    @property
    def changes(self) -> tuple[HyperparameterChange, ...]:
        """The changes of hyperparameters so far."""
        return tuple(self._planner.changes)

    @property
    def stopped_early(self) -> bool:
        """Whether the cost has not fallen below its minimum for ``patience`` epochs."""
        return self._early_stopping.ends(self._planner.epoch)

    @property
    def finished(self) -> bool:
        """Whether all epochs are done, or early stopping has ended the run."""
        return self._planner.epoch >= self.settings.epochs or self.stopped_early

    @property
    def stopping(self) -> bool:
        """Whether ``stop`` was called and ``steps`` has not returned yet."""
        return self._stopping

    def stop(self) -> None:
        """End ``steps`` after at most one more record; may be called from any thread."""
        self._stopping = True

    def change(
        self,
        *,
        learning_rate: float | None = None,
        batch_size: int | None = None,
        l2: float | None = None,
    ) -> None:
        """Change hyperparameters from the next step on, and record the change.

        Args:
            learning_rate: η before it is multiplied by the schedule's factor.
            batch_size: Examples in a mini-batch.
            l2: Strength of L2 regularisation.

        Raises:
            SettingsError: for a value out of range; then nothing is changed.
        """
        self._planner.change(learning_rate, batch_size, l2)

    def checkpoint(self) -> Checkpoint:
        """Everything needed to resume here; take it between two records of progress."""
        return checkpoint_of(self, self._planner, self._early_stopping, *self._trainer.snapshot())

    def model(self, seconds: float | None = None) -> Model:
        """The network with its metadata.

        Args:
            seconds: Duration of the training, if it was measured.
        """
        return model_of(self, seconds)

    def steps(self) -> Iterator[Progress]:
        """Train, yielding a record of progress after each call of the trainer.

        Raises:
            DivergedError: when the cost or a parameter is no longer a finite number. Everything
                yielded before was finite.
        """
        self._planner.steps_per_call = 1
        if self.needs_evaluation:
            self._evaluate_epoch()
        while (planned := self.next_steps()) is not None:
            began = time.perf_counter()
            report = self._trainer.train_steps(*planned)
            progress = self.take_report(planned, report, time.perf_counter() - began)
            if self.needs_evaluation:
                progress = replace(progress, epoch_record=self._evaluate_epoch())
            yield progress

    def next_steps(self) -> PlannedSteps | None:
        """The steps to take next; None when the run is finished, or ends because of ``stop``."""
        if self.finished or self._stopping:
            self._stopping = False
            return None
        return self._planner.plan()

    def take_report(self, planned: PlannedSteps, report: StepReport, seconds: float) -> Progress:
        """Take the trainer's report on the planned steps, which took some seconds.

        Raises:
            DivergedError: as in ``steps``.
        """
        return self._planner.take_report(planned, report, seconds)

    @property
    def needs_evaluation(self) -> bool:
        """Whether the network must be evaluated now: before the first step and after an epoch."""
        return not self._history or self._history[-1].epoch < self._planner.epoch

    @property
    def evaluation_sets(self) -> tuple[tuple[Examples, int | None], ...]:
        """The examples to evaluate on, each set with the number of its examples to use."""
        sets = [(self._noisy_train, _MAX_TRAINING_EXAMPLES_EVALUATED), (self.validation, None)]
        return tuple((examples, limit) for examples, limit in sets if examples is not None)

    def take_evaluation(self, predictions: Sequence[Predictions]) -> EpochRecord:
        """Take the network's predictions for the ``evaluation_sets``, and record the evaluation.

        Raises:
            DivergedError: as in ``steps``.
        """
        sets = zip(predictions, self.evaluation_sets, strict=True)
        evaluations = [compare(predicted, examples) for predicted, (examples, _) in sets]
        record = epoch_record(self._planner.epoch, self._planner.step, evaluations)
        self._history.append(record)
        if self._early_stopping.is_improved_by(record):
            self.set_best(record, self._trainer.snapshot()[0])
        return record

    def evaluate(self, examples: Examples, limit: int | None = None) -> Evaluation:
        """Evaluate ``network`` on the first ``limit`` examples with the run's engine.

        Raises:
            ShapeError: when the examples do not fit the network.
        """
        check_fit(self.settings.sizes, examples)
        trainer = self._trainer
        best = self._early_stopping.network
        if self.finished and best is not None:
            state = initial_optimizer_state(best, self.settings.optimizer_record())
            trainer = self.engine.start(self._task(best, state))
        return compare(trainer.predict(examples, limit), examples)

    def replay(
        self, step: int, changes: Sequence[HyperparameterChange], history: Sequence[EpochRecord]
    ) -> None:
        """Repeat the steps of a recorded run, without evaluations: these are taken from it.

        Args:
            step: The step after which to stop; not before the current one.
            changes: The run's changes of hyperparameters.
            history: The run's evaluations.
        """
        planner = self._planner
        records = iter([record for record in history if record.epoch > planner.epoch])
        planner.repeat_changes(changes)
        while planner.step < step:
            planned = planner.plan_replay(step, changes)
            planner.advance(planned, self._trainer.train_steps(*planned))
            if self.needs_evaluation:
                self._history.append(next(records))
            planner.repeat_changes(changes)

    def set_best(self, record: EpochRecord, network: Network) -> None:
        """Take a network as the best one so far, with the evaluation of its epoch."""
        self._early_stopping.set_best(record, network)

    def _evaluate_epoch(self) -> EpochRecord:
        sets = self.evaluation_sets
        return self.take_evaluation([self._trainer.predict(*each) for each in sets])
