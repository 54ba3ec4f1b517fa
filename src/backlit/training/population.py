"""Populations: many networks trained at once, each as if it were alone.

A member is a ``Run`` like any other, on a thread of its own, so it has the same bits as the same
settings trained alone. The native engine releases the interpreter's lock while it works: threads
keep all cores busy. Members for the torch engine go in lock-step instead, a group of alike ones
after the other, and agree with themselves trained alone to float32's rounding.
"""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TypeAlias, final

from backlit.core.cost import COSTS
from backlit.core.optimizers import initial_optimizer_state
from backlit.data.examples import Examples, check_fit
from backlit.data.mnist import load_mnist
from backlit.engines.choose import choose_engine
from backlit.engines.engine import Predictions, Trainer, TrainingTask
from backlit.engines.torch.engine import TorchEngine
from backlit.errors import DivergedError, SettingsError
from backlit.training.evaluation import compare
from backlit.training.lockstep import Lockstep, groups
from backlit.training.members import PerMember, per_member
from backlit.training.population_records import Member, MemberEvent, PopulationProgress
from backlit.training.records import Checkpoint, Model, Provenance
from backlit.training.run import Run
from backlit.training.settings import Settings

__all__ = ["Member", "Population", "PopulationProgress", "available_cores", "train_population"]

# A network on a thread of its own that takes longer is checkpointed while it learns, in seconds.
CHECKPOINT_EVERY = 1.0


def available_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_Events: TypeAlias = "queue.SimpleQueue[MemberEvent]"


@final
@dataclass(eq=False)
class Population:
    """Networks to be trained at once.

    Attributes:
        settings: One for each network.
        train: The examples that all of them learn from.
        validation: Examples that each is judged on after each epoch, never learned from.
        test: Examples that each is tested on when it is trained.
        threads: How many learn at the same time; one for each core when None.
        provenance: Where the population came from, to be kept with each network.

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
    _begun: dict[int, Checkpoint] = field(default_factory=dict, init=False, repr=False)
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
                hint="leave it out for one a core",
            )
        for examples in (self.train, self.validation, self.test):
            if examples is not None:
                for sizes in {each.sizes for each in self.settings}:
                    check_fit(sizes, examples)

    @property
    def members(self) -> tuple[Member, ...]:
        """The networks that are trained, in the order of their numbers."""
        return tuple(self._members[index] for index in sorted(self._members))

    @property
    def checkpoints(self) -> Mapping[int, Checkpoint]:
        """Where the networks stand that were on their way when the population was stopped."""
        return dict(self._begun)

    @property
    def finished(self) -> bool:
        """Whether every network is trained."""
        return len(self._members) == len(self.settings)

    def stop(self) -> None:
        """Stop after the mini-batches under way; ``steps`` goes on from there when called again."""
        self._stopped = True
        for run in list(self._running.values()):
            run.stop()

    def begin_from(self, index: int, checkpoint: Checkpoint) -> None:
        """Let a network go on from a checkpoint of its own when its turn comes."""
        self._begun[index] = checkpoint

    def keep(self, index: int, model: Model) -> None:
        """Take a network as trained that was trained before."""
        self._members[index] = self._judged(index, model)

    def steps(self) -> Iterator[PopulationProgress]:
        """Train, yielding a record whenever something has happened to a network.

        A network that diverges is a result like another: see ``Member.problem``. Leaving the loop,
        by an exception too, stops the others after the mini-batches under way.
        """
        self._stopped = False
        self.train.digest  # noqa: B018 (computed once, before the threads ask for it)
        if self.validation is not None:
            self.validation.digest  # noqa: B018
        n = len(self.settings)
        n_done = len(self._members)
        fractions: dict[int, float] = {}  # of those on their way
        events: _Events = queue.SimpleQueue()
        assert self.threads is not None
        with ThreadPoolExecutor(self.threads) as pool:
            try:
                waiting = [index for index in range(n) if index not in self._members]
                alone = [i for i in waiting if self.settings[i].engine != TorchEngine.name]
                together = [i for i in waiting if self.settings[i].engine == TorchEngine.name]
                work = [pool.submit(self._train_one, index, events) for index in alone]
                work.append(pool.submit(self._train_together, together, events))
                while not (all(each.done() for each in work) and events.empty()):
                    try:  # with a limit, so that Ctrl-C comes through everywhere
                        happened = events.get(timeout=0.1)
                    except queue.Empty:
                        continue
                    if happened.failure is not None:
                        raise happened.failure
                    fractions.update(happened.fractions)
                    if happened.member is not None:
                        n_done += 1
                        fractions.pop(happened.member.index, None)
                    fraction = (n_done + sum(fractions.values())) / n
                    yield PopulationProgress(
                        n, n_done, fraction, happened.member, happened.checkpoint
                    )
            finally:
                self.stop()

    def _train_one(self, index: int, events: _Events) -> None:
        """Take a network from where it stands to its end; runs in a thread of its own."""
        if self._stopped:
            return
        try:
            run = self._run(index)
            self._running[index] = run
            try:
                for happened in self._watch(index, run):
                    events.put(happened)
            finally:
                del self._running[index]
        except BaseException as failure:  # noqa: BLE001 (raised again where the population is)
            events.put(MemberEvent(failure=failure))

    def _train_together(self, which: Sequence[int], events: _Events) -> None:
        """Take networks to their end in groups, one after another; runs in a thread of its own."""
        try:
            judged = [each for each in (self.train, self.validation, self.test) if each is not None]
            n_asked = max(map(len, judged))
            for indices in groups(self.settings, self._begun, which, len(self.train), n_asked):
                if self._stopped:
                    return
                group = Lockstep(indices, self._run)
                self._running[indices[0]] = group
                try:
                    for happened in self._watch_group(indices, group):
                        events.put(happened)
                finally:
                    del self._running[indices[0]]
        except BaseException as failure:  # noqa: BLE001 (raised again where the population is)
            events.put(MemberEvent(failure=failure))

    def _watch_group(self, indices: Sequence[int], group: Lockstep) -> Iterator[MemberEvent]:
        began = time.perf_counter()
        tested: list[Predictions] = []
        for said in group.steps():
            if self._stopped:
                group.stop()
            fractions = {}
            for place, each in said.items():
                index, run = indices[place], group.runs[place]
                if isinstance(each, DivergedError):
                    yield self._diverged(index, run, each)
                elif run.finished:
                    if not tested and self.test is not None and run.settings.patience is None:
                        tested = group.trainer.answer(self.test)  # all of them end together
                    seconds = time.perf_counter() - began
                    yield self._trained(index, run, seconds, tested[place] if tested else None)
                else:
                    fractions[index] = each.fraction
            if fractions:
                yield MemberEvent(fractions)
        for index, run in zip(indices, group.runs, strict=True):
            if index in self._members:
                continue
            if run.finished:  # taken over from a checkpoint with nothing left to do
                yield self._trained(index, run, time.perf_counter() - began)
            else:
                self._begun[index] = run.checkpoint()

    def _run(self, index: int, start: Callable[[TrainingTask], Trainer] | None = None) -> Run:
        begun = self._begun.get(index)
        if begun is not None:
            return Run.resume(begun, self.train, self.validation, start=start)
        return Run(
            self.settings[index],
            self.train,
            self.validation,
            provenance=self.provenance,
            start=start,
        )

    def _watch(self, index: int, run: Run) -> Iterator[MemberEvent]:
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
            self._begun[index] = run.checkpoint()

    def _trained(
        self, index: int, run: Run, seconds: float, tested: Predictions | None = None
    ) -> MemberEvent:
        self._begun.pop(index, None)
        self._members[index] = self._judged(index, run.model(seconds), tested)
        return MemberEvent(member=self._members[index])

    def _diverged(self, index: int, run: Run, error: DivergedError) -> MemberEvent:
        self._begun.pop(index, None)
        problem = error.message
        self._members[index] = Member(index, run.settings, run.history, None, problem=problem)
        return MemberEvent(member=self._members[index])

    def _judged(self, index: int, model: Model, answers: Predictions | None = None) -> Member:
        """The member that a trained network is, tested where there is something to test it on."""
        settings = self.settings[index]
        member = Member(index, settings, model.metadata.history, model)
        if self.test is None:
            return member
        if answers is None:
            engine = choose_engine(model.metadata.engine, settings.sizes, self.test)
            optimizer, cost = settings.optimizer_record(), COSTS[settings.cost]
            state = initial_optimizer_state(model.network, optimizer)
            trainer = engine.start(TrainingTask(model.network, state, optimizer, cost, self.test))
            answers = trainer.answer(self.test)
        tested = compare(answers, self.test)
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
    """Train many networks at once, each with the bits that it would have if trained alone.

    With the engine torch those that differ in numbers only are one batched computation, on the GPU
    where there is one, and agree with themselves trained alone to float32's rounding.

        population = train_population(n=100, settings=Settings(epochs=3), width=[8, 16] * 50)
        results_table(population.members)["accuracy"]

    Args:
        train: The examples to learn from; MNIST's 60,000 training images when None.
        validation: Examples to judge each network on after each epoch.
        n: How many networks.
        settings: What they have in common; the defaults of the lecture's network when None.
        test: Examples to test each network on; MNIST's when None and ``train`` is None.
        threads: How many learn at the same time; one for each core when None.
        on_progress: Called whenever something has happened to a network.
        hyperparameters: What differs: see ``per_member``.

    Raises:
        SettingsError: for settings that cannot be.
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
