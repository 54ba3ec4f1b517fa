"""The run: the only training loop there is.

It yields a record of progress after each stretch of steps. Between two records a run can be paused
(by not asking for the next), changed, saved or stopped; none of that changes a bit of what it would
compute otherwise, since a stretch is only a number of steps done in one call.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import final

import numpy as np
from numpy.typing import NDArray

from backlit.core.cost import COSTS
from backlit.core.network import Network
from backlit.core.optimizers import OptimizerState, initial_optimizer_state
from backlit.data.examples import Examples, check_fit
from backlit.engines.choose import choose_engine
from backlit.engines.engine import Trainer, TrainingTask, count_steps
from backlit.errors import DivergedError, ModelError
from backlit.training.evaluation import Evaluation, compare
from backlit.training.randomness import initial_network, shuffle_rng, with_noise_of
from backlit.training.records import (
    Checkpoint,
    EpochRecord,
    HyperparameterChange,
    Hyperparameters,
    Model,
    ModelMetadata,
    Progress,
    Provenance,
    RunState,
)
from backlit.training.reproduce import generator_state, versions
from backlit.training.requests import Ask, Descend, Reply, Walk, advance, judge
from backlit.training.schedule import schedule_factor
from backlit.training.settings import Settings, check_batch_size, check_l2, check_learning_rate

# How long a stretch may take, in seconds: what a person waits for a Ctrl-C or a turned knob.
_STRETCH_SECONDS = 0.1
_MOST_TRAINING_EXAMPLES_EVALUATED = 10_000


@final
class Run:
    """A network being trained.

    Args:
        settings: The knobs.
        train: The examples to learn from.
        validation: Examples to be judged on after each epoch, never learned from.
        provenance: Where the run came from, to be kept with what it makes.
        start: What trains instead of the engine of ``settings``: see ``lockstep``.

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
    ) -> None:
        network = initial_network(settings)
        state = initial_optimizer_state(network, settings.optimizer_record())
        self._begin(settings, settings.engine, train, validation, network, state, start)
        self._history: list[EpochRecord] = []
        self._changes: list[HyperparameterChange] = []
        self.provenance = provenance

    @classmethod
    def resume(
        cls,
        checkpoint: Checkpoint,
        train: Examples,
        validation: Examples | None = None,
        *,
        start: Callable[[TrainingTask], Trainer] | None = None,
    ) -> Run:
        """Go on from a checkpoint exactly where it was taken.

        Raises:
            ModelError: when the data is not the data that the run began with.
        """
        saved = checkpoint.run
        digest = None if validation is None else validation.digest
        if train.digest != saved.train_digest or digest != saved.validation_digest:
            raise ModelError(
                f"Expected the data that this run began with ({saved.data_name}), "
                f"got other examples from {train.name}.",
                hint="resume with the same --data and --validation, or start a new run",
            )
        run = cls.__new__(cls)
        state = OptimizerState(saved.step, checkpoint.moments)
        # The engine that began the run, whatever would be chosen today: another has other bits.
        run._begin(
            saved.settings, saved.engine, train, validation, checkpoint.network, state, start
        )
        if generator_state(shuffle_rng(saved.settings, saved.epoch)) != saved.generator_state:
            raise ModelError(
                "Expected this NumPy to shuffle as the one that wrote the checkpoint did; "
                "it does not.",
                hint=f"resume with NumPy {saved.versions.get('numpy', 'of then')}",
            )
        run._hyperparameters = saved.hyperparameters
        run._epoch, run._position, run._step = saved.epoch, saved.position, saved.step
        run._history = list(saved.history)
        run._changes = list(saved.changes)
        run._best, run._best_epoch, run._best_cost = (
            checkpoint.best,
            saved.best_epoch,
            saved.best_cost,
        )
        run.provenance = saved.provenance
        return run

    def _begin(
        self,
        settings: Settings,
        engine: str,
        train: Examples,
        validation: Examples | None,
        network: Network,
        state: OptimizerState,
        start: Callable[[TrainingTask], Trainer] | None,
    ) -> None:
        check_fit(network.sizes, train)
        if validation is not None:
            check_fit(network.sizes, validation)
        self.settings = settings
        self.train = train
        self._learned = with_noise_of(settings, train)
        self.validation = validation
        self.cost = COSTS[settings.cost]
        self.engine = choose_engine(engine, settings.sizes, train)
        self._trainer = (start or self.engine.start)(self._task(network, state))
        self._hyperparameters = Hyperparameters(
            settings.learning_rate, settings.batch_size, settings.l2
        )
        self._epoch = self._position = self._step = 0
        self._best: Network | None = None
        self._best_epoch: int | None = None
        self._best_cost: float | None = None
        self._stopped = False

    def _task(self, network: Network, state: OptimizerState) -> TrainingTask:
        optimizer = self.settings.optimizer_record()
        return TrainingTask(network, state, optimizer, self.cost, self._learned)

    @property
    def network(self) -> Network:
        """The network as it is now, or the best one once early stopping has ended the run."""
        if self.finished and self._best is not None:
            return self._best
        return self._trainer.snapshot()[0]

    @property
    def hyperparameters(self) -> Hyperparameters:
        """The knobs as they stand."""
        return self._hyperparameters

    @property
    def history(self) -> tuple[EpochRecord, ...]:
        """How the network stood before the first step and after each epoch."""
        return tuple(self._history)

    @property
    def changes(self) -> tuple[HyperparameterChange, ...]:
        """The knobs turned so far."""
        return tuple(self._changes)

    @property
    def stopped_early(self) -> bool:
        """Whether patience has run out: no better network for so many epochs."""
        patience = self.settings.patience
        return (
            patience is not None
            and self._best_epoch is not None
            and self._epoch - self._best_epoch >= patience
        )

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do."""
        return self._epoch >= self.settings.epochs or self.stopped_early

    @property
    def stopping(self) -> bool:
        """Whether ``stop`` was called and the run has not ended yet."""
        return self._stopped

    def stop(self) -> None:
        """Yield once more at the most, then end; may be called from a signal handler or thread."""
        self._stopped = True

    def change(
        self,
        *,
        learning_rate: float | None = None,
        batch_size: int | None = None,
        l2: float | None = None,
    ) -> None:
        """Turn knobs while the run is going; they hold from the next step on, and are recorded.

        Args:
            learning_rate: η before the schedule's share.
            batch_size: Examples in a mini-batch.
            l2: Strength of the pull of the weights towards 0.

        Raises:
            SettingsError: for a value that cannot work; then nothing is changed.
        """
        now = self._hyperparameters
        hyperparameters = Hyperparameters(
            now.learning_rate if learning_rate is None else float(learning_rate),
            now.batch_size if batch_size is None else batch_size,
            now.l2 if l2 is None else float(l2),
        )
        check_learning_rate(hyperparameters.learning_rate)
        check_batch_size(hyperparameters.batch_size)
        check_l2(hyperparameters.l2)
        if hyperparameters != now:
            self._hyperparameters = hyperparameters
            self._changes.append(HyperparameterChange(self._epoch, self._position, hyperparameters))

    def checkpoint(self) -> Checkpoint:
        """Everything needed to go on from here; take it between two records of progress."""
        network, state = self._trainer.snapshot()
        run = RunState(
            settings=self.settings,
            hyperparameters=self._hyperparameters,
            epoch=self._epoch,
            position=self._position,
            step=self._step,
            generator_state=generator_state(shuffle_rng(self.settings, self._epoch)),
            train_digest=self.train.digest,
            validation_digest=None if self.validation is None else self.validation.digest,
            data_name=self.train.name,
            history=self.history,
            changes=self.changes,
            best_epoch=self._best_epoch,
            best_cost=self._best_cost,
            engine=self.engine.name,
            versions=versions(self.engine.name),
            provenance=self.provenance,
        )
        return Checkpoint(run, network, state.moments, self._best)

    def model(self, seconds: float | None = None) -> Model:
        """The network with all that one must know to use it and to make it again.

        Args:
            seconds: How long the training took, if somebody looked at the clock.
        """
        metadata = ModelMetadata(
            settings=self.settings,
            classes=self.train.classes,
            image_shape=self.train.image_shape,
            data_name=self.train.name,
            data_digest=self.train.digest,
            history=self.history,
            changes=self.changes,
            engine=self.engine.name,
            versions=versions(self.engine.name),
            seconds=seconds,
            provenance=self.provenance,
        )
        return Model(self.network, metadata)

    def steps(self) -> Iterator[Progress]:
        """Train, yielding a record of progress after each stretch of steps.

        Raises:
            DivergedError: when the cost or a parameter stops being a finite number. What was
                yielded before was finite.
        """
        walk = self.walk()
        reply: Reply = None
        while (said := advance(walk, reply)) is not None:
            reply = None
            match said:
                case Descend():
                    began = time.perf_counter()
                    stretch = self._trainer.descend(
                        said.order, said.batch_size, said.learning_rates, said.l2
                    )
                    reply = stretch, time.perf_counter() - began
                case Ask():
                    reply = self._trainer.answer(said.examples, said.most)
                case _:
                    yield said

    def walk(self) -> Walk:
        """The same loop, asking for all that an engine does: who drives it sends the replies.

        Raises:
            DivergedError: as in ``steps``.
        """
        if not self._history:
            yield from self._record_epoch()
        n = len(self.train)
        steps_a_stretch = 1
        while not self.finished and not self._stopped:
            order = shuffle_rng(self.settings, self._epoch).permutation(n)
            while self._position < n and not self._stopped:
                batch_size = self._hyperparameters.batch_size
                some = order[self._position : self._position + steps_a_stretch * batch_size]
                progress = yield from self._descend(some, batch_size)
                in_time = int(progress.examples_per_second * _STRETCH_SECONDS / batch_size)
                # No stretch grows more than fourfold, so that one lucky timing costs little.
                steps_a_stretch = max(1, min(in_time, 4 * len(progress.batch_costs)))
                if self._position == n:
                    self._epoch, self._position = self._epoch + 1, 0
                    record = yield from self._record_epoch()
                    yield replace(progress, epoch_record=record)
                    break
                yield progress
        self._stopped = False

    def evaluate(self, examples: Examples, most: int | None = None) -> Evaluation:
        """How ``network`` does on (the first ``most``) examples, computed by the run's engine.

        Raises:
            ShapeError: when the examples do not fit the network.
        """
        check_fit(self.settings.sizes, examples)
        trainer = self._trainer
        if self.finished and self._best is not None:
            state = initial_optimizer_state(self._best, self.settings.optimizer_record())
            trainer = self.engine.start(self._task(self._best, state))
        return compare(trainer.answer(examples, most), examples)

    def replay(
        self, step: int, changes: Sequence[HyperparameterChange], history: Sequence[EpochRecord]
    ) -> None:
        """Take the steps up to one again, judging nothing: what is known of them is given.

        Args:
            step: How many steps shall have been taken; no fewer than have been.
            changes: The knobs that were turned, each to be turned at its moment.
            history: How the network stood after each epoch.
        """
        n = len(self.train)
        history = [record for record in history if record.epoch > self._epoch]
        self._turn(changes)
        while self._step < step:
            order = shuffle_rng(self.settings, self._epoch).permutation(n)
            while self._step < step and self._position < n:
                batch_size = self._hyperparameters.batch_size
                end = self._position + (step - self._step) * batch_size
                for change in changes[len(self._changes) :][:1]:
                    if change.epoch == self._epoch:
                        end = min(end, change.position)
                some = order[self._position : end]
                self._answered(self._descend(some, batch_size))
                self._turn(changes)
            if self._position == n:
                self._epoch, self._position = self._epoch + 1, 0
                self._history.append(history.pop(0))
                self._turn(changes)

    def take_as_best(self, record: EpochRecord, network: Network) -> None:
        """Take a network as the best so far, and the epoch after which it stood."""
        self._best, self._best_epoch, self._best_cost = network, record.epoch, record.monitored_cost

    def _turn(self, changes: Sequence[HyperparameterChange]) -> None:
        """Turn the knobs that were turned at this moment, and have not been yet."""
        for change in changes[len(self._changes) :]:
            if (change.epoch, change.position) != (self._epoch, self._position):
                break
            self._hyperparameters = change.hyperparameters
            self._changes.append(change)

    def _answered(self, asking: Generator[Descend, Reply, Progress]) -> None:
        """Have the run's own engine do what is asked for."""
        reply: Reply = None
        with suppress(StopIteration):
            while True:
                said = asking.send(reply)
                stretch = self._trainer.descend(
                    said.order, said.batch_size, said.learning_rates, said.l2
                )
                reply = stretch, 1.0

    def _descend(
        self, some: NDArray[np.intp], batch_size: int
    ) -> Generator[Descend, Reply, Progress]:
        n, epochs = len(self.train), self.settings.epochs
        n_steps = count_steps(len(some), batch_size)
        done = self._epoch + (self._position + np.arange(n_steps) * batch_size) / n
        rates = self._hyperparameters.learning_rate * schedule_factor(self.settings, done)
        reply = yield Descend(some, batch_size, rates, self._hyperparameters.l2)
        assert isinstance(reply, tuple)
        stretch, seconds = reply

        bad = np.flatnonzero(~np.isfinite(stretch.costs))
        if bad.size:
            step = int(bad[0])
            raise DivergedError(self._epoch + 1, self._step + step + 1, stretch.costs[step])
        if not stretch.finite:
            raise DivergedError(self._epoch + 1, self._step + n_steps, float("inf"))
        self._step += n_steps
        self._position += len(some)
        return Progress(
            step=self._step,
            epoch=self._epoch + 1,
            position=self._position,
            fraction=(self._epoch + self._position / n) / epochs,
            examples_per_second=len(some) / max(seconds, 1e-9),
            learning_rate=float(rates[-1]),
            batch_costs=stretch.costs,
            gradient_norm=stretch.gradient_norm,
            epoch_record=None,
        )

    def _record_epoch(self) -> Generator[Ask, Reply, EpochRecord]:
        """Judge the network on training and validation examples, and remember it."""
        train = yield from judge(self._learned, _MOST_TRAINING_EXAMPLES_EVALUATED)
        judged = None if self.validation is None else (yield from judge(self.validation))
        record = EpochRecord(
            self._epoch,
            self._step,
            train.cost,
            train.accuracy,
            judged.cost if judged else None,
            judged.accuracy if judged else None,
        )
        for cost in (record.cost, record.validation_cost):
            if cost is not None and not np.isfinite(cost):
                raise DivergedError(self._epoch, self._step, cost)
        self._history.append(record)
        best = self._best_cost
        if self.settings.patience is not None and (best is None or record.monitored_cost < best):
            self.take_as_best(record, self._trainer.snapshot()[0])
        return record
