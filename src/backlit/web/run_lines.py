"""What is said of each run in a list of them."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from backlit.files.index import RunEntry
from backlit.files.shelf import curve_of, judged_accuracy
from backlit.web.runs import Runs
from backlit.web.trainee import Trainee


class State(StrEnum):
    """What a run does."""

    TRAINING = "training"
    WAITING = "waiting"
    PAUSED = "paused"
    FINISHED = "finished"
    FAILED = "failed"
    ELSEWHERE = "elsewhere"


class RunLine(BaseModel):
    """A run, and how it stands."""

    model_config = ConfigDict(frozen=True)

    name: str
    state: State = Field(description="elsewhere: another Backlit has it open.")
    queue: int | None = Field(description="Its place in the queue, from 1, while it waits.")
    sizes: list[int]
    activation: str
    cost_name: str
    optimizer: str
    schedule: str
    learning_rate: float = Field(description="As it began.")
    batch_size: int = Field(description="As it began.")
    seed: int
    epoch: int = Field(description="Epochs finished.")
    epochs: int
    step: int
    cost: float | None = Field(description="The last measured, on held-out examples.")
    accuracy: float | None = Field(description="The same, 0–1.")
    curve: list[float] = Field(description="Some dozens of the accuracies after each epoch.")
    parent: str | None = Field(description="The run that it branched off from.")
    parent_step: int | None
    model: str | None = Field(description="The name that it was last saved under as a model.")
    problem: str | None
    created: str
    saved: str = Field(description="When what a restart would find was written.")


def lines(runs: Runs) -> list[RunLine]:
    """All runs, the oldest first."""
    return [line(runs, entry) for entry in runs.entries()]


def line(runs: Runs, entry: RunEntry) -> RunLine:
    """How a run stands."""
    trainee = runs.opened(entry.name)
    settings = entry.settings if trainee is None else trainee.settings
    history = () if trainee is None else trainee.history
    last = history[-1] if history else None
    return RunLine(
        name=entry.name,
        state=_state(runs, entry, trainee),
        queue=(trainee.queued or None) if trainee is not None else None,
        sizes=list(settings.sizes),
        activation=settings.activation,
        cost_name=settings.cost,
        optimizer=settings.optimizer,
        schedule=settings.schedule,
        learning_rate=settings.learning_rate,
        batch_size=settings.batch_size,
        seed=settings.seed,
        epoch=entry.epoch if trainee is None else last.epoch if last else 0,
        epochs=settings.epochs,
        step=entry.step if trainee is None else trainee.step,
        cost=entry.cost if trainee is None else last.monitored_cost if last else None,
        accuracy=entry.accuracy if trainee is None else judged_accuracy(last) if last else None,
        curve=list(entry.curve if trainee is None else curve_of(history)),
        parent=entry.parent if trainee is None or trainee.branched else None,
        parent_step=entry.parent_step if trainee is None or trainee.branched else None,
        model=entry.model,
        problem=runs.problem(entry.name) or (entry.problem if trainee is None else trainee.problem),
        created=entry.created,
        saved=entry.changed,
    )


def _state(runs: Runs, entry: RunEntry, trainee: Trainee | None) -> State:
    if trainee is not None:
        if trainee.playing:
            return State.WAITING if trainee.queued else State.TRAINING
        if trainee.problem is not None:
            return State.FAILED
        return State.FINISHED if trainee.finished else State.PAUSED
    if runs.is_elsewhere(entry.name):
        return State.ELSEWHERE
    # What was going on when a server was killed stands now.
    return State.PAUSED if entry.status == "playing" else State(entry.status)
