"""A run that the page watches: trained in a thread of its own, steered from any tab.

A stretch of steps is computed under the lock, so that whoever asks for the network, a former step
or a turned knob gets it between two stretches, a tenth of a second later at the most. Nobody who
watches is waited for: they are told that something is new, and look when they can.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from itertools import count
from typing import Any, final

from backlit.cores import available_cores
from backlit.data.splits import Splits
from backlit.errors import BacklitError, SettingsError
from backlit.inference import outputs
from backlit.training.recording import Recorder, Recording, restore_step
from backlit.training.records import EpochRecord, Model, Progress
from backlit.training.run import Run
from backlit.training.settings import Settings
from backlit.web.curve import GrowingCurve
from backlit.web.moment import Moment, Reopened, Snapshot, epoch_of
from backlit.web.places import Places

# How many test examples are shown while it learns.
SAMPLES = 10


class Wish(StrEnum):
    """What a run is to do next."""

    PAUSE = "pause"
    PLAY = "play"
    BATCH = "batch"
    EXAMPLE = "example"
    EPOCH = "epoch"


_SERIALS = count()
# A single step is over before anybody could give up a place for it: it needs none.
_AT_ONCE = (Wish.BATCH, Wish.EXAMPLE)


@final
class Trainee:
    """A run, its thread and its recording.

    Args:
        run: The run, before it goes on.
        parts: What it learns from.
        places: Where it trains; places of its own when None.
        so_far: What was recorded of it before.
        branched: Whether it began at a step of another run.
    """

    def __init__(
        self,
        run: Run,
        parts: Splits,
        places: Places | None = None,
        so_far: Recording | None = None,
        *,
        branched: bool = False,
    ) -> None:
        self.parts = parts
        self.samples = parts.test.take(slice(SAMPLES))
        self._places = places or Places(available_cores())
        self.branched = branched
        self._changed = threading.Condition()
        # Whoever waits for the lock holds this meanwhile. So the thread that trains cannot take the
        # lock again and again before those who ask.
        self._turnstile = threading.Lock()
        self._watchers: set[Callable[[], object]] = set()
        self._wish = Wish.PAUSE
        self._pace: float | None = None
        self._ended = False
        # No other trainee of this server ever has it.
        self.serial = next(_SERIALS)
        # Counts all that is new, and of that what has to be saved.
        self.version = self.changes = 0
        self._model: tuple[int, Model] | None = None
        self._begin(run, so_far)
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

    def _begin(self, run: Run, so_far: Recording | None = None) -> None:
        self._run = run
        self._recorder = Recorder(run, so_far)
        now = self._recorder.recording()
        self._curve = GrowingCurve(now.first_step)
        self._curve.add(now.batch_costs)
        self._reopened = Reopened(self.parts)
        self._problem: str | None = None
        self.step = now.last_step

    @property
    def settings(self) -> Settings:
        """What it began with."""
        return self._run.settings

    @property
    def playing(self) -> bool:
        """Whether it goes on by itself, or waits for its turn to."""
        return self._wish is not Wish.PAUSE

    @property
    def finished(self) -> bool:
        """Whether all of its epochs are done."""
        return self._run.finished

    @property
    def problem(self) -> str | None:
        """Why it ended before its time."""
        return self._problem

    @property
    def history(self) -> tuple[EpochRecord, ...]:
        """Cost and accuracy after each epoch."""
        return self._run.history

    @property
    def first_step(self) -> int:
        """The first step that can be gone back to."""
        return self._recorder.first_step

    @property
    def queued(self) -> int | None:
        """Its place in the queue, from 1; 0 while it trains; None while it does neither."""
        return self._places.standing(self)

    @property
    def closed(self) -> bool:
        """Whether it was ended."""
        return self._ended

    @property
    def n_watchers(self) -> int:
        """How many are told of what is new."""
        return len(self._watchers)

    def do(self, wish: Wish) -> None:
        """Ask for something to be done next."""
        with self._between_stretches():
            self._set(wish)
            self._changed.notify_all()
        self._tell()

    def _set(self, wish: Wish) -> None:
        self._wish = wish
        self.version += 1
        if wish is Wish.PAUSE or wish in _AT_ONCE:
            self._places.leave(self)
        else:
            self._places.ask(self)

    def reset(self, settings: Settings | None = None) -> None:
        """Go back to the very same beginning, or to that of other settings.

        Raises:
            SettingsError: when the settings cannot work; then all stays as it is.
        """
        train, validation = self.parts.train, self.parts.validation
        with self._between_stretches():
            if settings is None and self.branched:
                run = restore_step(self._recorder.recording(), self.first_step, train, validation)
            else:
                run = Run(
                    settings or self._run.settings,
                    train,
                    validation,
                    provenance=self._run.provenance,
                )
                self.branched = False
            self._begin(run)
            self._set(Wish.PAUSE)
            self.changes += 1
        self._tell()

    def turn(self, **hyperparameters: Any) -> None:
        """Turn knobs, also while it runs. Raises SettingsError as ``Run.change`` does."""
        with self._between_stretches():
            self._run.change(**hyperparameters)
            self.version += 1
            self.changes += 1
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
                f"Expected a speed above 0 steps per second, got {pace}.", hint="for example 10"
            )
        with self._between_stretches():
            self._pace = pace
            self.version += 1
            self._changed.notify_all()
        self._tell()

    def moment(self, step: int | None = None) -> Moment:
        """How it stands now, or how it stood after a step.

        Raises:
            OutOfRangeError: when there was no such step.
        """
        with self._between_stretches():
            run, last_step = self._run, self.step
            now, state = run.model(), run.checkpoint().run
            self._model = self.version, now
            finished, problem = run.finished, self._problem
            playing, pace, first_step = self.playing, self._pace, self.first_step
            cost_steps, costs = self._curve.points()
            reopened = self._reopened
            recording = None if step in (None, last_step) else self._recorder.recording()
        # The rest needs no lock: nobody who trains waits for it.
        model, epoch = now, state.epoch
        if step is not None and recording is not None:
            model = reopened.model(recording, step)
            epoch = epoch_of(model.metadata.history, step)
        return Moment(
            model=model,
            playing=playing,
            finished=finished,
            problem=problem,
            step=last_step if step is None else step,
            first_step=first_step,
            last_step=last_step,
            epoch=epoch,
            position=state.position,
            hyperparameters=state.hyperparameters,
            pace=pace,
            history=state.history,
            cost_steps=cost_steps,
            costs=costs,
            samples=outputs(model.network, self.samples),
        )

    def model(self, step: int | None = None) -> Model:
        """Its network now, or after a step. Raises OutOfRangeError as ``moment`` does."""
        known = self._model
        if step in (None, self.step) and known is not None and known[0] == self.version:
            return known[1]
        with self._between_stretches():
            if step is None or step == self.step:
                self._model = self.version, self._run.model()
                return self._model[1]
            recording, reopened = self._recorder.recording(), self._reopened
        return reopened.model(recording, step)

    def recording(self) -> Recording:
        """How it went until now."""
        with self._between_stretches():
            return self._recorder.recording()

    def snapshot(self) -> Snapshot:
        """All that has to be saved, so that it can go on another day."""
        with self._between_stretches():
            return Snapshot(
                self.changes,
                self.playing,
                self._problem,
                self._run.checkpoint(),
                self._recorder.recording(),
            )

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
            self._set(Wish.PAUSE)
            self._changed.notify_all()
        self._thread.join()
        self._tell()

    def _work(self) -> None:
        while True:
            with self._between_stretches():
                self._changed.wait_for(lambda: self.playing or self._ended)
                if self._ended:
                    return
                wish = self._wish
            if wish in _AT_ONCE or self._places.wait(self):
                with self._between_stretches():
                    run = self._run
                    steps = _one_example(run) if wish is Wish.EXAMPLE else run.steps()
                self._train(run, wish, steps)

    def _train(self, run: Run, wish: Wish, steps: Iterator[Progress]) -> None:
        """Take steps until something else is wished for, or this wish is fulfilled."""
        while True:
            with self._between_stretches():
                if self._ended or self._wish is not wish or self._run is not run:
                    return
                try:
                    progress = next(steps, None)
                except (BacklitError, MemoryError) as error:
                    # The thread goes on: others wait for its place.
                    self._problem, progress = str(error).split("\n")[0] or "No memory left.", None
                if progress is not None:
                    self._recorder.add(progress)
                    self._curve.add(progress.batch_costs)
                    self.step = progress.step
                    self.changes += 1
                self.version += 1
                if progress is None or _fulfilled(wish, progress):
                    self._set(Wish.PAUSE)
            self._tell()
            if progress is not None and self._pace is not None:
                self._wait(wish, len(progress.batch_costs) / self._pace)
                # Stretches grow as they go on; taken anew, the first is a single step.
                steps = run.steps()

    def _wait(self, wish: Wish, seconds: float) -> None:
        with self._between_stretches():
            pace = self._pace
            self._changed.wait_for(
                lambda: self._ended or self._wish is not wish or self._pace != pace,
                min(seconds, threading.TIMEOUT_MAX),
            )


def _one_example(run: Run) -> Iterator[Progress]:
    """One step from one example, with the batch size as it was before and after."""
    batch_size = run.hyperparameters.batch_size
    run.change(batch_size=1)
    try:
        progress = next(run.steps(), None)
    finally:
        run.change(batch_size=batch_size)
    if progress is not None:
        yield progress


def _fulfilled(wish: Wish, progress: Progress) -> bool:
    return wish in _AT_ONCE or (wish is Wish.EPOCH and progress.epoch_record is not None)
