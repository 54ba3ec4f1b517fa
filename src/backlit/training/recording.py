"""Recordings of runs: the network after any step can be restored, and continued from it.

A recording holds the network after some steps, its keyframes. To restore another step, the steps
since the keyframe before it are repeated, to the same bits.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, final

import numpy as np
from numpy.typing import NDArray

from backlit.core.backprop import Gradient
from backlit.core.network import Network
from backlit.core.optimizers import initial_optimizer_state
from backlit.data.examples import Examples
from backlit.errors import OutOfRangeError, SettingsError
from backlit.training.randomness import shuffle_rng
from backlit.training.records import (
    Checkpoint,
    EpochRecord,
    HyperparameterChange,
    Hyperparameters,
    Progress,
    RunState,
)
from backlit.training.reproduce import generator_state
from backlit.training.run import Run
from backlit.training.settings import Settings, with_changes

# Seconds of training after which a keyframe is taken within an epoch, and so about the longest time
# that repeating steps takes. There is one after each epoch as well.
_KEYFRAME_EVERY = 0.15

# When there are more keyframes, or they are larger, every other one is deleted.
_MAX_KEYFRAMES = 64
_MAX_BYTES = 14 * 2**20


@dataclass(frozen=True)
class StepLocation:
    """A position in a run.

    Attributes:
        epoch: Epochs finished.
        position: Examples of the running epoch trained on.
        step: Steps taken.
    """

    epoch: int
    position: int
    step: int


@dataclass(frozen=True, eq=False)
class Keyframe:
    """The network after a step of a run.

    Attributes:
        location: The position in the run.
        network: The network, in the engine's precision.
        moments: The optimizer's moments.
    """

    location: StepLocation
    network: Network
    moments: tuple[Gradient, ...]


@dataclass(frozen=True, eq=False)
class Recording:
    """A recorded run.

    Attributes:
        run: Its state at the end, with its settings, history and changes of hyperparameters.
        keyframes: The network after some steps, in their order; at least one.
        batch_costs: (n_steps,) the mean cost of each mini-batch since the first keyframe.
    """

    run: RunState
    keyframes: tuple[Keyframe, ...]
    batch_costs: NDArray[np.float64]

    @property
    def first_step(self) -> int:
        """The first step that can be restored: 0 unless recording started later."""
        return self.keyframes[0].location.step

    @property
    def last_step(self) -> int:
        """The last step that can be restored."""
        return self.run.step


@final
class Recorder:
    """Records a run.

    Args:
        run: The run, before ``steps`` is called.
        so_far: The recording from before the run was interrupted; used if it is of this run.
    """

    def __init__(self, run: Run, so_far: Recording | None = None) -> None:
        self._run = run
        now = run.checkpoint()
        self._keyframes: list[Keyframe] = []
        self._costs: list[NDArray[np.float64]] = []
        if so_far is not None and _fits(so_far, now.run):
            self._keyframes = [
                each for each in so_far.keyframes if each.location.step < now.run.step
            ]
            self._costs = [so_far.batch_costs[: now.run.step - so_far.first_step]]
        self._keep(now)
        self._kept = time.perf_counter()
        # The smallest number of steps between two keyframes; grows during the run.
        self._min_steps_between = 1

    def add(self, progress: Progress) -> None:
        """Record progress; call it immediately with each record that the run yields."""
        self._costs.append(progress.batch_costs)
        due = progress.epoch_record is not None
        due = due or time.perf_counter() - self._kept >= _KEYFRAME_EVERY
        if due and progress.step - self._keyframes[-1].location.step >= self._min_steps_between:
            self._keep(self._run.checkpoint())
            self._kept = time.perf_counter()

    def recording(self) -> Recording:
        """The recording up to now."""
        now = self._run.checkpoint().run
        if len(self._costs) != 1:  # one array was joined by an earlier call
            self._costs = [np.concatenate([np.empty(0), *self._costs])]
        return Recording(now, tuple(self._keyframes), self._costs[0])

    @property
    def first_step(self) -> int:
        """The first step of the recording."""
        return self._keyframes[0].location.step

    def _keep(self, checkpoint: Checkpoint) -> None:
        state = checkpoint.run
        location = StepLocation(state.epoch, state.position, state.step)
        self._keyframes.append(Keyframe(location, checkpoint.network, checkpoint.moments))
        numbers = checkpoint.network.n_parameters * (1 + len(checkpoint.moments))
        size = numbers * checkpoint.network.layers[0].W.itemsize
        limit = min(_MAX_KEYFRAMES, max(2, _MAX_BYTES // size))
        if len(self._keyframes) > limit:
            self._keyframes = self._keyframes[::2]
            first, last = self._keyframes[0].location.step, self._keyframes[-1].location.step
            self._min_steps_between = max(1, (last - first) // max(1, len(self._keyframes) - 1))


def restore_step(
    recording: Recording, step: int, train: Examples, validation: Examples | None = None
) -> Run:
    """The run as it was after a step, to the same bits, ready to continue.

    Args:
        recording: The recording.
        step: Number of steps taken.
        train: The run's training examples.
        validation: The run's validation examples.

    Raises:
        OutOfRangeError: when the step is not in the recording.
        ModelError: when the examples differ from those of the run.
    """
    run = Run.resume(_checkpoint(recording, step), train, validation)
    run.replay(step, recording.run.changes, recording.run.history)
    best = _best(recording.run.settings, run.history)
    if best is not None:
        best_run = (
            run if best.step == step else restore_step(recording, best.step, train, validation)
        )
        run.set_best(best, best_run.checkpoint().network)
    return run


def branch(
    recording: Recording,
    step: int,
    train: Examples,
    validation: Examples | None = None,
    **changes: Any,
) -> Run:
    """A new run that continues a recorded one from a step, with other settings.

    Args:
        recording: The recording.
        step: Number of steps taken before the branch.
        train: The run's training examples.
        validation: The run's validation examples.
        changes: Fields of ``Settings``, except the layer sizes. Another optimizer starts with empty
            moments.

    Raises:
        OutOfRangeError: when the step is not in the recording.
        ModelError: when the examples differ from those of the run.
        SettingsError: for a value out of range.
    """
    start = restore_step(recording, step, train, validation).checkpoint()
    settings = with_changes(start.run.settings, **changes)
    if settings.sizes != start.run.settings.sizes:
        raise SettingsError(
            "Expected a branch to keep the network's layer sizes, got others.",
            hint="start a new run for another shape",
        )
    if settings.epochs <= start.run.epoch:
        raise SettingsError(
            f"Expected more than {start.run.epoch} epochs, all behind, got {settings.epochs}.",
            hint="epochs are counted from the beginning of the run",
        )
    hyperparameters = replace(
        start.run.hyperparameters,
        **{name: value for name, value in changes.items()
           if name in Hyperparameters.__dataclass_fields__ and value is not None},
    )  # fmt: skip
    moments = start.moments
    if settings.optimizer != start.run.settings.optimizer:
        moments = initial_optimizer_state(start.network, settings.optimizer_record()).moments
    order = generator_state(shuffle_rng(settings, start.run.epoch))
    engine = start.run.engine if settings.engine == start.run.settings.engine else settings.engine
    state = replace(
        start.run,
        settings=settings,
        hyperparameters=hyperparameters,
        generator_state=order,
        engine=engine,
    )
    if hyperparameters != start.run.hyperparameters:
        change = HyperparameterChange(state.epoch, state.position, hyperparameters)
        state = replace(state, changes=(*state.changes, change))
    return Run.resume(replace(start, run=state, moments=moments), train, validation)


def _checkpoint(recording: Recording, step: int) -> Checkpoint:
    """The last keyframe at or before a step, as a checkpoint."""
    if not recording.first_step <= step <= recording.last_step:
        raise OutOfRangeError(
            f"Expected a step from {recording.first_step} to {recording.last_step}, got {step}.",
            hint="`backlit replay` without --step says what a recording holds",
        )
    steps = [each.location.step for each in recording.keyframes]
    keyframe = recording.keyframes[bisect_right(steps, step) - 1]
    location, end = keyframe.location, recording.run
    changes = [each for each in end.changes if _before(each, location)]
    settings = end.settings
    hyperparameters = Hyperparameters(settings.learning_rate, settings.batch_size, settings.l2)
    state = replace(
        end,
        hyperparameters=changes[-1].hyperparameters if changes else hyperparameters,
        epoch=location.epoch,
        position=location.position,
        step=location.step,
        generator_state=generator_state(shuffle_rng(settings, location.epoch)),
        history=tuple(each for each in end.history if each.epoch <= location.epoch),
        changes=tuple(changes),
        best_epoch=None,
        best_cost=None,
    )
    return Checkpoint(state, keyframe.network, keyframe.moments, None)


def _before(change: HyperparameterChange, location: StepLocation) -> bool:
    return (change.epoch, change.position) < (location.epoch, location.position)


def _best(settings: Settings, history: Sequence[EpochRecord]) -> EpochRecord | None:
    """The evaluation of the network that early stopping keeps; None without early stopping."""
    if settings.patience is None:
        return None
    return min(history, key=lambda each: (each.monitored_cost, each.epoch))


def _fits(recording: Recording, now: RunState) -> bool:
    """Whether a recording is of this run, and contains its current step."""
    then = recording.run
    return (
        (then.settings, then.train_digest, then.validation_digest, then.engine)
        == (now.settings, now.train_digest, now.validation_digest, now.engine)
        and recording.first_step <= now.step <= recording.last_step
        and then.changes[: len(now.changes)] == now.changes
    )
