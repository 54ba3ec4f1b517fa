"""Recordings: a run as it went: any of its steps can be reopened exactly, or left another way.

A recording holds the network at some moments, its keyframes. Between two of them a run is bound by
its seed and its knobs: from the keyframe before, the steps are taken again, to the same bits.
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

# A keyframe after each epoch, and where epochs take longer than this, in seconds of training: about
# what it takes to take the steps again.
_KEYFRAME_EVERY = 0.15

# When there are more or they are larger than this, every other one is left out, again and again.
_MOST_KEYFRAMES = 64
_MOST_BYTES = 14 * 2**20


@dataclass(frozen=True)
class StepLocation:
    """A place in a run.

    Attributes:
        epoch: Epochs finished.
        position: Examples of the running epoch learned from.
        step: Steps taken.
    """

    epoch: int
    position: int
    step: int


@dataclass(frozen=True, eq=False)
class Keyframe:
    """The network as it stood at a moment of a run.

    Attributes:
        moment: When that was.
        network: The network, in the engine's precision.
        moments: What the optimizer remembered.
    """

    location: StepLocation
    network: Network
    moments: tuple[Gradient, ...]


@dataclass(frozen=True, eq=False)
class Recording:
    """A run as it went.

    Attributes:
        run: Where it stood in the end: its settings, its data, its history, its turned knobs.
        keyframes: The network at some moments, the first one first; at least one.
        batch_costs: (n_steps,) the mean cost of each mini-batch since the first keyframe.
    """

    run: RunState
    keyframes: tuple[Keyframe, ...]
    batch_costs: NDArray[np.float64]

    @property
    def first_step(self) -> int:
        """The first step that can be reopened: 0 unless the run was taken over."""
        return self.keyframes[0].location.step

    @property
    def last_step(self) -> int:
        """The last step that can be reopened."""
        return self.run.step


@final
class Recorder:
    """Watches a run and remembers what a recording needs.

    Args:
        run: The run, before it goes on.
        so_far: What was recorded of it before it was interrupted; used as far as it fits.
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
        # How many steps must lie between two keyframes: more and more, as the run goes on.
        self._apart = 1

    def add(self, progress: Progress) -> None:
        """Remember a stretch; call it for each record that the run yields, at once."""
        self._costs.append(progress.batch_costs)
        due = progress.epoch_record is not None
        due = due or time.perf_counter() - self._kept >= _KEYFRAME_EVERY
        if due and progress.step - self._keyframes[-1].location.step >= self._apart:
            self._keep(self._run.checkpoint())
            self._kept = time.perf_counter()

    def recording(self) -> Recording:
        """All that was recorded until now."""
        now = self._run.checkpoint().run
        if len(self._costs) != 1:  # one piece is what was joined last time: no need to copy it
            self._costs = [np.concatenate([np.empty(0), *self._costs])]
        return Recording(now, tuple(self._keyframes), self._costs[0])

    @property
    def first_step(self) -> int:
        """The first step that the recording will hold."""
        return self._keyframes[0].location.step

    def _keep(self, checkpoint: Checkpoint) -> None:
        state = checkpoint.run
        location = StepLocation(state.epoch, state.position, state.step)
        self._keyframes.append(Keyframe(location, checkpoint.network, checkpoint.moments))
        numbers = checkpoint.network.n_parameters * (1 + len(checkpoint.moments))
        size = numbers * checkpoint.network.layers[0].W.itemsize
        most = min(_MOST_KEYFRAMES, max(2, _MOST_BYTES // size))
        if len(self._keyframes) > most:
            self._keyframes = self._keyframes[::2]
            first, last = self._keyframes[0].location.step, self._keyframes[-1].location.step
            self._apart = max(1, (last - first) // max(1, len(self._keyframes) - 1))


def restore_step(
    recording: Recording, step: int, train: Examples, validation: Examples | None = None
) -> Run:
    """The run as it stood after a step, to the same bits, ready to go on.

    Args:
        recording: The recording.
        step: How many steps shall have been taken.
        train: The examples that it learned from.
        validation: The examples that it was judged on.

    Raises:
        OutOfRangeError: when the recording does not hold that step.
        ModelError: when the data is not the data that the run began with.
    """
    run = Run.resume(_checkpoint(recording, step), train, validation)
    run.replay(step, recording.run.changes, recording.run.history)
    best = _best(recording.run.settings, run.history)
    if best is not None:
        then = run if best.step == step else restore_step(recording, best.step, train, validation)
        run.take_as_best(best, then.checkpoint().network)
    return run


def branch(
    recording: Recording,
    step: int,
    train: Examples,
    validation: Examples | None = None,
    **changes: Any,
) -> Run:
    """A new run from a step of a recorded one, with other settings from there on.

    Args:
        recording: The recording.
        step: Where the ways part.
        train: The examples that it learned from.
        validation: The examples that it was judged on.
        changes: Fields of ``Settings``: not the layers' sizes, and not what made the network. A
            new optimizer begins without memories.

    Raises:
        OutOfRangeError: when the recording does not hold that step.
        ModelError: when the data is not the data that the run began with.
        SettingsError: for a value that cannot work.
    """
    there = restore_step(recording, step, train, validation).checkpoint()
    settings = with_changes(there.run.settings, **changes)
    if settings.sizes != there.run.settings.sizes:
        raise SettingsError(
            "Expected a branch to keep the layers that the network has, got others.",
            hint="start a new run for another shape",
        )
    if settings.epochs <= there.run.epoch:
        raise SettingsError(
            f"Expected more than {there.run.epoch} epochs, all behind, got {settings.epochs}.",
            hint="epochs are counted from the beginning of the run",
        )
    hyperparameters = replace(
        there.run.hyperparameters,
        **{name: value for name, value in changes.items()
           if name in Hyperparameters.__dataclass_fields__ and value is not None},
    )  # fmt: skip
    moments = there.moments
    if settings.optimizer != there.run.settings.optimizer:
        moments = initial_optimizer_state(there.network, settings.optimizer_record()).moments
    order = generator_state(shuffle_rng(settings, there.run.epoch))
    engine = there.run.engine if settings.engine == there.run.settings.engine else settings.engine
    state = replace(
        there.run,
        settings=settings,
        hyperparameters=hyperparameters,
        generator_state=order,
        engine=engine,
    )
    if hyperparameters != there.run.hyperparameters:
        turned = HyperparameterChange(state.epoch, state.position, hyperparameters)
        state = replace(state, changes=(*state.changes, turned))
    return Run.resume(replace(there, run=state, moments=moments), train, validation)


def _checkpoint(recording: Recording, step: int) -> Checkpoint:
    """The last keyframe that is not after a step, as a checkpoint."""
    if not recording.first_step <= step <= recording.last_step:
        raise OutOfRangeError(
            f"Expected a step from {recording.first_step} to {recording.last_step}, got {step}.",
            hint="`backlit replay` without --step says what a recording holds",
        )
    steps = [each.location.step for each in recording.keyframes]
    keyframe = recording.keyframes[bisect_right(steps, step) - 1]
    location, end = keyframe.location, recording.run
    turned = [each for each in end.changes if _before(each, location)]
    settings = end.settings
    hyperparameters = Hyperparameters(settings.learning_rate, settings.batch_size, settings.l2)
    state = replace(
        end,
        hyperparameters=turned[-1].hyperparameters if turned else hyperparameters,
        epoch=location.epoch,
        position=location.position,
        step=location.step,
        generator_state=generator_state(shuffle_rng(settings, location.epoch)),
        history=tuple(each for each in end.history if each.epoch <= location.epoch),
        changes=tuple(turned),
        best_epoch=None,
        best_cost=None,
    )
    return Checkpoint(state, keyframe.network, keyframe.moments, None)


def _before(change: HyperparameterChange, location: StepLocation) -> bool:
    return (change.epoch, change.position) < (location.epoch, location.position)


def _best(settings: Settings, history: Sequence[EpochRecord]) -> EpochRecord | None:
    """The epoch whose network early stopping would keep, if it is on."""
    if settings.patience is None:
        return None
    return min(history, key=lambda each: (each.monitored_cost, each.epoch))


def _fits(recording: Recording, now: RunState) -> bool:
    """Whether a recording is of this run, and reaches as far."""
    then = recording.run
    return (
        (then.settings, then.train_digest, then.validation_digest, then.engine)
        == (now.settings, now.train_digest, now.validation_digest, now.engine)
        and recording.first_step <= now.step <= recording.last_step
        and then.changes[: len(now.changes)] == now.changes
    )
