"""A training run of the page: a thread that trains it, and a lock for every access to it.

The thread holds the lock for one chunk of steps at a time. Every request for the network, an
earlier step or new hyperparameters is answered between two chunks, at most a tenth of a second
later. Training never waits for a client: listeners are only notified, and fetch what they need.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
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
from backlit.web.runs.downsampled_curve import DownsampledCurve
from backlit.web.runs.listeners import Listeners
from backlit.web.runs.run_action import RunAction, action_steps, is_completed
from backlit.web.runs.run_status import RestoredSteps, RunSnapshot, RunStatus, epoch_at
from backlit.web.runs.scheduler import TrainingSlots

# How many test examples the page shows while a run trains.
N_SAMPLES = 10

_SERIALS = count()


@final
class RunWorker:
    """A run, its thread and its recording.

    Args:
        run: The run.
        splits: The examples that it trains on.
        slots: The training slots that it shares with other workers; its own when None.
        recording: The run's steps so far; None for a new run.
        branched: Whether the run started at a step of another run.
    """

    def __init__(
        self,
        run: Run,
        splits: Splits,
        slots: TrainingSlots | None = None,
        recording: Recording | None = None,
        *,
        branched: bool = False,
    ) -> None:
        self.splits = splits
        self.samples = splits.test.take(slice(N_SAMPLES))
        self._slots = slots or TrainingSlots(available_cores())
        self.branched = branched
        self._changed = threading.Condition()
        # A request holds this lock while it waits for the other one. It stops the training thread
        # from taking the lock again and again ahead of the request.
        self._turnstile = threading.Lock()
        self.listeners = Listeners()
        self._action = RunAction.PAUSE
        self._speed: float | None = None
        self._closed = False
        # Unique among all workers of this process.
        self.serial = next(_SERIALS)
        # The number of changes of any kind, and of those that have to be saved.
        self.version = self.changes = 0
        self._model: tuple[int, Model] | None = None
        self._set_run(run, recording)
        self._thread = threading.Thread(target=self._work, name="training", daemon=True)
        self._thread.start()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._turnstile:
            self._changed.acquire()
        try:
            yield
        finally:
            self._changed.release()

    def _set_run(self, run: Run, recording: Recording | None = None) -> None:
        self._run = run
        self._recorder = Recorder(run, recording)
        now = self._recorder.recording()
        self._curve = DownsampledCurve(now.first_step)
        self._curve.add(now.batch_costs)
        self._restored = RestoredSteps(self.splits)
        self._problem: str | None = None
        self.step = now.last_step

    @property
    def settings(self) -> Settings:
        """The settings at the start of the run."""
        return self._run.settings

    @property
    def playing(self) -> bool:
        """Whether the run trains, or waits for a training slot."""
        return self._action is not RunAction.PAUSE

    @property
    def finished(self) -> bool:
        """Whether all epochs are done."""
        return self._run.finished

    @property
    def problem(self) -> str | None:
        """Why the run failed; None if it did not."""
        return self._problem

    @property
    def history(self) -> tuple[EpochRecord, ...]:
        """Cost and accuracy after each epoch."""
        return self._run.history

    @property
    def first_step(self) -> int:
        """The earliest step that can be restored."""
        return self._recorder.first_step

    @property
    def queue_position(self) -> int | None:
        """The run's position in the queue, from 1; 0 while it trains; None if it does neither."""
        return self._slots.position(self)

    @property
    def closed(self) -> bool:
        """Whether the thread was ended."""
        return self._closed

    def control(self, action: RunAction) -> None:
        """Start an action, in place of the current one."""
        with self._locked():
            self._set_action(action)
            self._changed.notify_all()
        self.listeners.notify()

    def _set_action(self, action: RunAction) -> None:
        self._action = action
        self.version += 1
        if action is RunAction.PAUSE or action.is_single_step:
            self._slots.release(self)
        else:
            self._slots.enqueue(self)

    def restart(self, settings: Settings | None = None) -> None:
        """Start again: from the same initial parameters, or with other settings.

        Raises:
            SettingsError: when the settings cannot work; the run is then unchanged.
        """
        train, validation = self.splits.train, self.splits.validation
        with self._locked():
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
            self._set_run(run)
            self._set_action(RunAction.PAUSE)
            self.changes += 1
        self.listeners.notify()

    def set_hyperparameters(self, **hyperparameters: Any) -> None:
        """Change hyperparameters, also during training. Raises SettingsError (``Run.change``)."""
        with self._locked():
            self._run.change(**hyperparameters)
            self.version += 1
            self.changes += 1
        self.listeners.notify()

    def set_speed(self, speed: float | None) -> None:
        """Limit the speed of training.

        Args:
            speed: Steps per second; None for no limit.

        Raises:
            SettingsError: when it is not above 0.
        """
        if speed is not None and not speed > 0:
            raise SettingsError(
                f"Expected a speed above 0 steps per second, got {speed}.", hint="for example 10"
            )
        with self._locked():
            self._speed = speed
            self.version += 1
            self._changed.notify_all()
        self.listeners.notify()

    def status(self, step: int | None = None) -> RunStatus:
        """The run's status now, or after an earlier step.

        Raises:
            OutOfRangeError: when the recording does not hold the step.
        """
        with self._locked():
            run, last_step = self._run, self.step
            now, state = run.model(), run.checkpoint().run
            self._model = self.version, now
            finished, problem = run.finished, self._problem
            playing, speed, first_step = self.playing, self._speed, self.first_step
            cost_steps, costs = self._curve.points()
            restored = self._restored
            recording = None if step in (None, last_step) else self._recorder.recording()
        # The rest needs no lock, so training continues meanwhile.
        model, epoch = now, state.epoch
        if step is not None and recording is not None:
            model = restored.model(recording, step)
            epoch = epoch_at(model.metadata.history, step)
        return RunStatus(
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
            speed=speed,
            history=state.history,
            cost_steps=cost_steps,
            costs=costs,
            samples=outputs(model.network, self.samples),
        )

    def model(self, step: int | None = None) -> Model:
        """The model now, or after a step. Raises OutOfRangeError as ``status`` does."""
        known = self._model
        if step in (None, self.step) and known is not None and known[0] == self.version:
            return known[1]
        with self._locked():
            if step is None or step == self.step:
                self._model = self.version, self._run.model()
                return self._model[1]
            recording, restored = self._recorder.recording(), self._restored
        return restored.model(recording, step)

    def recording(self) -> Recording:
        """The run's steps so far."""
        with self._locked():
            return self._recorder.recording()

    def snapshot(self) -> RunSnapshot:
        """The parts of the run that have to be saved to resume it later."""
        with self._locked():
            return RunSnapshot(
                self.changes,
                self.playing,
                self._problem,
                self._run.checkpoint(),
                self._recorder.recording(),
            )

    def close(self) -> None:
        """End the thread."""
        with self._locked():
            self._closed = True
            self._set_action(RunAction.PAUSE)
            self._changed.notify_all()
        self._thread.join()
        self.listeners.notify()

    def _work(self) -> None:
        while True:
            with self._locked():
                self._changed.wait_for(lambda: self.playing or self._closed)
                if self._closed:
                    return
                action = self._action
            if action.is_single_step or self._slots.wait(self):
                with self._locked():
                    run = self._run
                    steps = action_steps(action, run)
                self._train(run, action, steps)

    def _train(self, run: Run, action: RunAction, steps: Iterator[Progress]) -> None:
        """Take steps until the action is completed or replaced."""
        while True:
            with self._locked():
                if self._closed or self._action is not action or self._run is not run:
                    return
                try:
                    progress = next(steps, None)
                except (BacklitError, MemoryError) as error:
                    # The thread must survive, or its training slot would never be released.
                    self._problem, progress = str(error).split("\n")[0] or "No memory left.", None
                if progress is not None:
                    self._recorder.add(progress)
                    self._curve.add(progress.batch_costs)
                    self.step = progress.step
                    self.changes += 1
                self.version += 1
                if progress is None or is_completed(action, progress):
                    self._set_action(RunAction.PAUSE)
            self.listeners.notify()
            if progress is not None and self._speed is not None:
                self._wait(action, len(progress.batch_costs) / self._speed)
                # The chunks of one iterator grow; those of a new one begin with a single step.
                steps = run.steps()

    def _wait(self, action: RunAction, seconds: float) -> None:
        """Wait for so long, or until the action or the speed changes."""
        with self._locked():
            speed = self._speed
            self._changed.wait_for(
                lambda: self._closed or self._action is not action or self._speed != speed,
                min(seconds, threading.TIMEOUT_MAX),
            )
