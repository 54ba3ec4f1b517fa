"""Populations: many networks trained at once, each as if it were trained alone.

Each network has a ``Run`` on a thread of its own, and ends with the same bits as if trained alone.
The native engine releases the interpreter's lock while it computes, so threads use all cores. With
the torch engine networks are trained in lockstep instead, in groups that differ only in numbers;
they equal networks trained alone up to rounding in float32.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TypeAlias, final

from backlit.core.cost import COSTS
from backlit.core.optimizers import initial_optimizer_state
from backlit.cores import available_cores
from backlit.data.examples import Examples, check_fit
from backlit.data.mnist import load_mnist
from backlit.engines.choose import choose_engine
from backlit.engines.engine import Trainer, TrainingTask
from backlit.engines.torch.engine import TorchEngine
from backlit.errors import DivergedError, SettingsError
from backlit.inference import Predictions
from backlit.training.evaluation import compare
from backlit.training.lockstep import Lockstep, groups
from backlit.training.members import PerMember, per_member
from backlit.training.population_records import Member, MemberEvent, PopulationProgress
from backlit.training.records import Checkpoint, Model, Provenance
from backlit.training.run import Run
from backlit.training.settings import Settings

__all__ = ["Member", "Population", "PopulationProgress", "train_population"]

# Seconds between checkpoints of a network on a thread of its own.
CHECKPOINT_EVERY = 1.0

_Events: TypeAlias = "queue.SimpleQueue[MemberEvent]"


@final
@dataclass(eq=False)
class Population:
    """Networks that are trained at once.

    Attributes:
        settings: The settings of each network.
        train: The training examples, for all networks.
        validation: Examples to evaluate each network on after each epoch.
        test: Examples to evaluate each network on after its training.
        threads: Number of threads; one for each core when None.
        provenance: Where the population came from; saved with each network.

    Raises:
        SettingsError: when there are no networks, or fewer than 1 thread.
        ShapeError: when the examples do not fit one of them.
    """

    settings: Sequence[Settings]
    train: Examples
    validation: Examples | None = None
    test: Examples | None = None
    threads: int | None = None
    provenance: Provenance | None = None
    _members: dict[int, Member] = field(default_factory=dict, init=False, repr=False)
    _checkpoints: dict[int, Checkpoint] = field(default_factory=dict, init=False, repr=False)
    _running: dict[int, Run | Lockstep] = field(default_factory=dict, init=False, repr=False)
    _stopped: bool = field(default=False, init=False, repr=False)

    def __post_init__(self) -> None:
        if not self.settings:
            raise SettingsError("Expected 1 or more networks, got none.", hint="for example 100")
        if self.threads is None:
            self.threads = available_cores()
        if self.threads < 1:
            raise SettingsError(
                f"Expected 1 or more threads, got {self.threads}.",
                hint="leave it out for one per core",
            )
        for examples in (self.train, self.validation, self.test):
            if examples is not None:
                for sizes in {each.sizes for each in self.settings}:
                    check_fit(sizes, examples)

    @property
    def members(self) -> tuple[Member, ...]:
        """The networks whose training has ended, in the order of their numbers."""
        return tuple(self._members[index] for index in sorted(self._members))

    @property
    def checkpoints(self) -> Mapping[int, Checkpoint]:
        """By their numbers, the checkpoints of networks that were stopped during training."""
        return dict(self._checkpoints)

    @property
    def finished(self) -> bool:
        """Whether the training of every network has ended."""
        return len(self._members) == len(self.settings)

    def stop(self) -> None:
        """Stop after the current mini-batches; calling ``steps`` again continues from there."""
        self._stopped = True
        for run in list(self._running.values()):
            run.stop()

    def begin_from(self, index: int, checkpoint: Checkpoint) -> None:
        """Continue a network from a checkpoint when ``steps`` trains it."""
        self._checkpoints[index] = checkpoint

    def keep(self, index: int, model: Model) -> None:
        """Take a network that was trained before instead of training it."""
        self._members[index] = self._tested(index, model)

    def steps(self) -> Iterator[PopulationProgress]:
        """Train, yielding a record after each event of a network.

        A network that diverges is a result like any other: see ``Member.problem``. Leaving the
        loop, also by an exception, stops the others after the current mini-batches.
        """
        self._stopped = False
        self.train.digest  # noqa: B018 (computed once, before the threads need it)
        if self.validation is not None:
            self.validation.digest  # noqa: B018
        n = len(self.settings)
        n_done = len(self._members)
        fractions: dict[int, float] = {}  # of the networks in training
        events: _Events = queue.SimpleQueue()
        assert self.threads is not None
        with ThreadPoolExecutor(self.threads) as pool:
            try:
                untrained = [index for index in range(n) if index not in self._members]
                alone = [i for i in untrained if self.settings[i].engine != TorchEngine.name]
                in_lockstep = [i for i in untrained if self.settings[i].engine == TorchEngine.name]
                work = [pool.submit(self._train_one, index, events) for index in alone]
                work.append(pool.submit(self._train_in_lockstep, in_lockstep, events))
                while not (all(each.done() for each in work) and events.empty()):
                    try:  # with a timeout, so that Ctrl-C works on every platform
                        event = events.get(timeout=0.1)
                    except queue.Empty:
                        continue
                    if event.failure is not None:
                        raise event.failure
                    fractions.update(event.fractions)
                    if event.member is not None:
                        n_done += 1
                        fractions.pop(event.member.index, None)
                    fraction = (n_done + sum(fractions.values())) / n
                    yield PopulationProgress(n, n_done, fraction, event.member, event.checkpoint)
            finally:
                self.stop()

    def _train_one(self, index: int, events: _Events) -> None:
        """Train a network to its end; runs on a thread of its own."""
        if self._stopped:
            return
        try:
            run = self._run(index)
            self._running[index] = run
            try:
                for event in self._train_run(index, run):
                    events.put(event)
            finally:
                del self._running[index]
        except BaseException as failure:  # noqa: BLE001 (raised again by ``steps``)
            events.put(MemberEvent(failure=failure))

    def _train_in_lockstep(self, untrained: Sequence[int], events: _Events) -> None:
        """Train networks to their end, one group after another; runs on a thread of its own."""
        try:
            sets = (self.train, self.validation, self.test)
            n_evaluated = max(len(examples) for examples in sets if examples is not None)
            n_train, checkpoints = len(self.train), self._checkpoints
            for indices in groups(self.settings, checkpoints, untrained, n_train, n_evaluated):
                if self._stopped:
                    return
                group = Lockstep(indices, self._run)
                self._running[indices[0]] = group
                try:
                    for event in self._train_group(indices, group):
                        events.put(event)
                finally:
                    del self._running[indices[0]]
        except BaseException as failure:  # noqa: BLE001 (raised again by ``steps``)
            events.put(MemberEvent(failure=failure))

    def _train_group(self, indices: Sequence[int], group: Lockstep) -> Iterator[MemberEvent]:
        began = time.perf_counter()
        test_predictions: list[Predictions] = []
        for results in group.steps():
            if self._stopped:
                group.stop()
            fractions = {}
            for row, result in results.items():
                index, run = indices[row], group.runs[row]
                if isinstance(result, DivergedError):
                    yield self._diverged(index, run, result)
                elif run.finished:
                    if (
                        not test_predictions
                        and self.test is not None
                        and run.settings.patience is None
                    ):
                        test_predictions = group.trainer.predict(self.test)  # all end together
                    seconds = time.perf_counter() - began
                    predictions = test_predictions[row] if test_predictions else None
                    yield self._trained(index, run, seconds, predictions)
                else:
                    fractions[index] = result.fraction
            if fractions:
                yield MemberEvent(fractions)
        for index, run in zip(indices, group.runs, strict=True):
            if index in self._members:
                continue
            if run.finished:  # already when it was resumed from its checkpoint
                yield self._trained(index, run, time.perf_counter() - began)
            else:
                self._checkpoints[index] = run.checkpoint()

    def _run(self, index: int, start: Callable[[TrainingTask], Trainer] | None = None) -> Run:
        checkpoint = self._checkpoints.get(index)
        if checkpoint is not None:
            return Run.resume(checkpoint, self.train, self.validation, start=start)
        return Run(
            self.settings[index],
            self.train,
            self.validation,
            provenance=self.provenance,
            start=start,
        )

    def _train_run(self, index: int, run: Run) -> Iterator[MemberEvent]:
        began = saved = time.perf_counter()
        try:
            for progress in run.steps():
                if self._stopped:
                    run.stop()
                checkpoint = None
                if time.perf_counter() - saved >= CHECKPOINT_EVERY and not run.finished:
                    checkpoint, saved = (index, run.checkpoint()), time.perf_counter()
                yield MemberEvent({index: progress.fraction}, checkpoint=checkpoint)
        except DivergedError as error:
            yield self._diverged(index, run, error)
            return
        if run.finished:
            yield self._trained(index, run, time.perf_counter() - began)
        else:
            self._checkpoints[index] = run.checkpoint()

    def _trained(
        self, index: int, run: Run, seconds: float, predictions: Predictions | None = None
    ) -> MemberEvent:
        self._checkpoints.pop(index, None)
        self._members[index] = self._tested(index, run.model(seconds), predictions)
        return MemberEvent(member=self._members[index])

    def _diverged(self, index: int, run: Run, error: DivergedError) -> MemberEvent:
        self._checkpoints.pop(index, None)
        problem = error.message
        self._members[index] = Member(index, run.settings, run.history, None, problem=problem)
        return MemberEvent(member=self._members[index])

    def _tested(self, index: int, model: Model, predictions: Predictions | None = None) -> Member:
        """The member of a trained network, evaluated on the test examples if there are any."""
        settings = self.settings[index]
        member = Member(index, settings, model.metadata.history, model)
        if self.test is None:
            return member
        if predictions is None:
            engine = choose_engine(model.metadata.engine, settings.sizes, self.test)
            optimizer, cost = settings.optimizer_record(), COSTS[settings.cost]
            state = initial_optimizer_state(model.network, optimizer)
            trainer = engine.start(TrainingTask(model.network, state, optimizer, cost, self.test))
            predictions = trainer.predict(self.test)
        tested = compare(predictions, self.test)
        return replace(member, test_cost=tested.cost, test_accuracy=tested.accuracy)


def train_population(
    train: Examples | None = None,
    validation: Examples | None = None,
    *,
    n: int,
    settings: Settings | None = None,
    test: Examples | None = None,
    threads: int | None = None,
    on_progress: Callable[[PopulationProgress], object] | None = None,
    **hyperparameters: PerMember,
) -> Population:
    """Train many networks at once, each to the same bits as if it were trained alone.

    With the torch engine, networks that differ only in numbers are one batched computation, on the
    GPU where there is one, and equal networks trained alone up to rounding in float32.

        population = train_population(n=100, settings=Settings(epochs=3), width=[8, 16] * 50)
        results_table(population.members)["accuracy"]

    Args:
        train: The training examples; MNIST's 60,000 training images when None.
        validation: Examples to evaluate each network on after each epoch.
        n: Number of networks.
        settings: The settings that they share; those of the lecture's network when None.
        test: Examples to evaluate each trained network on; MNIST's when ``train`` is None too.
        threads: Number of threads; one for each core when None.
        on_progress: Called with each record of progress.
        hyperparameters: The settings that differ: see ``per_member``.

    Raises:
        SettingsError: for invalid settings.
        ShapeError: when the examples do not fit the layer sizes.
    """
    if train is None:
        data = load_mnist()
        train, test = data.train, test or data.test
    members = per_member(settings or Settings(), n, **hyperparameters)
    population = Population(members, train, validation, test, threads)
    for progress in population.steps():
        if on_progress is not None:
            on_progress(progress)
    return population
