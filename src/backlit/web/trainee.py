"""The run that the page watches: trained in a thread of its own, steered from any tab.

A stretch of steps is computed under the lock, so that whoever asks for the network, a former step
or a turned knob gets it between two stretches, a tenth of a second later at the most. Nobody who
watches is waited for: they are told that something is new, and look when they can.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, final

import numpy as np
from numpy.typing import NDArray

from backlit.data.parts import Parts, load_parts
from backlit.errors import BacklitError, SettingsError
from backlit.training.evaluation import outputs
from backlit.training.recording import Recorder, Recording, reopen
from backlit.training.records import EpochRecord, Knobs, Model, Progress
from backlit.training.run import Run
from backlit.training.settings import Settings

# How many test examples are shown while it learns.
SAMPLES = 10
# At most so many points of the mini-batches' costs are sent: more than a curve has pixels.
MOST_POINTS = 400


class Wish(StrEnum):
    """What a run is to do next."""

    PAUSE = "pause"
    PLAY = "play"
    BATCH = "batch"
    EXAMPLE = "example"
    EPOCH = "epoch"


@dataclass(frozen=True, eq=False)
class Moment:
    """How a run stands.

    Attributes:
        model: Its network, and what is known of it.
        playing: Whether it goes on by itself.
        finished: Whether all of its epochs are done.
        problem: Why it ended before its time.
        step: After how many steps the network was so.
        last_step: How many steps were taken.
        epoch: Epochs finished.
        position: Examples of this epoch learned from.
        knobs: As they stand.
        pace: Steps a second at the most, or None.
        history: Cost and accuracy after each epoch.
        cost_steps: (k,) at which steps the next are.
        costs: (k,) the mean cost of the mini-batches around each of these steps.
        samples: (SAMPLES, n_out) what it says to the first test examples.
    """

    model: Model
    playing: bool
    finished: bool
    problem: str | None
    step: int
    last_step: int
    epoch: int
    position: int
    knobs: Knobs
    pace: float | None
    history: tuple[EpochRecord, ...]
    cost_steps: NDArray[np.float64]
    costs: NDArray[np.float64]
    samples: NDArray[np.floating[Any]]


@final
class Trainee:
    """A run, its thread and its recording.

    Args:
        settings: The knobs to begin with.
        source: What it learns from.
    """

    def __init__(self, settings: Settings | None = None, source: str = "mnist") -> None:
        self.parts: Parts = load_parts(source, None, None, None)
        self._changed = threading.Condition()
        # Whoever waits for the lock holds this meanwhile. So the thread that trains cannot take the
        # lock again and again before those who ask.
        self._turnstile = threading.Lock()
        self._watchers: set[Callable[[], object]] = set()
        self._wish = Wish.PAUSE
        self._pace: float | None = None
        self._ended = False
        self._begin(settings or Settings())
        self._thread = threading.Thread(target=self._work, name="training", daemon=True)
        self._thread.start()

    @contextmanager
    def _between_stretches(self) -> Iterator[None]:
        with self._turnstile:
            self._changed.acquire()
        try:
            yield
        finally:
            self._changed.release()

    def _begin(self, settings: Settings) -> None:
        self._run = Run(settings, self.parts.train, self.parts.validation)
        self._recorder = Recorder(self._run)
        self._costs: list[NDArray[np.float64]] = []
        self._problem: str | None = None
        # A memory of steps gone back to belongs to the recording that they are of.
        self._reopened = lru_cache(maxsize=16)(self._reopen)

    def do(self, wish: Wish) -> None:
        """Ask for something to be done next."""
        with self._between_stretches():
            self._wish = wish
            self._changed.notify_all()
        self._tell()

    def reset(self, settings: Settings | None = None) -> None:
        """Go back to the very same beginning, or to that of other settings.

        Raises:
            SettingsError: when the settings cannot work; then all stays as it is.
        """
        with self._between_stretches():
            self._begin(settings or self._run.settings)
            self._wish = Wish.PAUSE
        self._tell()

    def turn(self, **knobs: Any) -> None:
        """Turn knobs, also while it runs. Raises SettingsError as ``Run.change`` does."""
        with self._between_stretches():
            self._run.change(**knobs)
        self._tell()

    def go_at(self, pace: float | None) -> None:
        """Go on by itself at a pace to be watched.

        Args:
            pace: Steps a second; as fast as can be when None.

        Raises:
            SettingsError: when it is not above 0.
        """
        if pace is not None and not pace > 0:
            raise SettingsError(
                f"Expected a pace above 0 steps a second, got {pace}.", hint="for example 10"
            )
        with self._between_stretches():
            self._pace = pace
            self._changed.notify_all()
        self._tell()

    def moment(self, step: int | None = None) -> Moment:
        """How it stands now, or how it stood after a step.

        Raises:
            OutOfRangeError: when there was no such step.
        """
        with self._between_stretches():
            run = self._run
            now = run.checkpoint().run
            if step is not None and step != now.step:
                model = self._reopened(step, now.step)
                then = model.facts.history
            else:
                model, then = run.model(), run.history
            cost_steps, costs = _thinned(self._costs)
            return Moment(
                model=model,
                playing=self._wish is not Wish.PAUSE,
                finished=run.finished,
                problem=self._problem,
                step=now.step if step is None else step,
                last_step=now.step,
                epoch=now.epoch if step is None else _epoch_of(then, step),
                position=now.position,
                knobs=run.knobs,
                pace=self._pace,
                history=run.history,
                cost_steps=cost_steps,
                costs=costs,
                samples=outputs(model.network, self.parts.test.take(slice(SAMPLES))),
            )

    def model(self, step: int | None = None) -> Model:
        """Its network now, or after a step. Raises OutOfRangeError as ``moment`` does."""
        with self._between_stretches():
            now = self._run.checkpoint().run.step
            if step is None or step == now:
                return self._run.model()
            return self._reopened(step, now)

    def recording(self) -> Recording:
        """All of it that can be gone back to."""
        with self._between_stretches():
            return self._recorder.recording()

    def _reopen(self, step: int, now: int) -> Model:
        recording = self._recorder.recording()
        return reopen(recording, step, self.parts.train, self.parts.validation).model()

    def watch(self, told: Callable[[], object]) -> Callable[[], None]:
        """Have a function called, from any thread, whenever something is new; returns the end."""
        self._watchers.add(told)
        return lambda: self._watchers.discard(told)

    def _tell(self) -> None:
        for told in tuple(self._watchers):
            told()

    def close(self) -> None:
        """End the thread."""
        with self._between_stretches():
            self._ended = True
            self._changed.notify_all()
        self._thread.join()

    def _work(self) -> None:
        while True:
            with self._between_stretches():
                self._changed.wait_for(lambda: self._wish is not Wish.PAUSE or self._ended)
                if self._ended:
                    return
                wish, run = self._wish, self._run
                steps = self._steps(run, wish)
            self._train(run, wish, steps)

    def _train(self, run: Run, wish: Wish, steps: Iterator[Progress]) -> None:
        """Take steps until something else is wished for, or this wish is fulfilled."""
        while True:
            with self._between_stretches():
                if self._ended or self._wish is not wish or self._run is not run:
                    return
                try:
                    progress = next(steps, None)
                except BacklitError as error:
                    self._problem, progress = error.message, None
                if progress is not None:
                    self._recorder.add(progress)
                    self._costs.append(progress.batch_costs)
                if progress is None or _fulfilled(wish, progress):
                    self._wish = Wish.PAUSE
            self._tell()
            if progress is not None and self._pace is not None:
                self._wait(wish, len(progress.batch_costs) / self._pace)
                # Stretches grow as they go on; taken anew, the first is a single step.
                steps = run.steps()

    def _wait(self, wish: Wish, seconds: float) -> None:
        with self._between_stretches():
            pace = self._pace
            self._changed.wait_for(
                lambda: self._ended or self._wish is not wish or self._pace != pace, seconds
            )

    def _steps(self, run: Run, wish: Wish) -> Iterator[Progress]:
        if wish is Wish.EXAMPLE:
            return _one_example(run)
        return run.steps()


def _one_example(run: Run) -> Iterator[Progress]:
    """One step from one example, with the batch size as it was before and after."""
    batch_size = run.knobs.batch_size
    run.change(batch_size=1)
    try:
        progress = next(run.steps())
    finally:
        run.change(batch_size=batch_size)
    yield progress


def _fulfilled(wish: Wish, progress: Progress) -> bool:
    return wish in (Wish.BATCH, Wish.EXAMPLE) or (
        wish is Wish.EPOCH and progress.epoch_record is not None
    )


def _epoch_of(history: tuple[EpochRecord, ...], step: int) -> int:
    return max((each.epoch for each in history if each.step <= step), default=0)


def _thinned(
    pieces: list[NDArray[np.float64]],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Costs by step, as means over equal stretches where they are too many to be drawn."""
    if len(pieces) > 1:
        pieces[:] = [np.concatenate(pieces)]
    costs = pieces[0] if pieces else np.empty(0)
    wide = max(1, -(-len(costs) // MOST_POINTS))
    whole = len(costs) // wide * wide
    means: NDArray[np.float64] = costs[:whole].reshape(-1, wide).mean(axis=1)
    at = np.arange(1, len(means) + 1, dtype=np.float64) * wide - (wide - 1) / 2
    return at, means
