"""The actions that a run can carry out, and the training steps each of them takes."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from backlit.training.records import Progress
from backlit.training.run import Run


class RunAction(StrEnum):
    """What a run is to do next: pause, train on, or train one example, mini-batch or epoch."""

    PAUSE = "pause"
    PLAY = "play"
    BATCH = "batch"
    EXAMPLE = "example"
    EPOCH = "epoch"

    @property
    def is_single_step(self) -> bool:
        """Whether the action is one step. It takes milliseconds, so it needs no training slot."""
        return self in (RunAction.BATCH, RunAction.EXAMPLE)


def action_steps(action: RunAction, run: Run) -> Iterator[Progress]:
    """The progress of a run while it carries out an action."""
    return _one_example(run) if action is RunAction.EXAMPLE else run.steps()


def is_completed(action: RunAction, progress: Progress) -> bool:
    """Whether an action ends with this progress."""
    return action.is_single_step or (
        action is RunAction.EPOCH and progress.epoch_record is not None
    )


def _one_example(run: Run) -> Iterator[Progress]:
    """One step on one example; the batch size is the same before and after."""
    batch_size = run.hyperparameters.batch_size
    run.change(batch_size=1)
    try:
        progress = next(run.steps(), None)
    finally:
        run.change(batch_size=batch_size)
    if progress is not None:
        yield progress
