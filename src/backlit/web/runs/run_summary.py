"""The summary of a run: one line in the list of runs."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from backlit.files.run_index import RunEntry
from backlit.files.run_store import accuracy_curve, monitored_accuracy
from backlit.web.runs.registry import RunRegistry
from backlit.web.runs.run_worker import RunWorker


class RunPhase(StrEnum):
    """What a run is doing."""

    TRAINING = "training"
    WAITING = "waiting"
    PAUSED = "paused"
    FINISHED = "finished"
    FAILED = "failed"
    ELSEWHERE = "elsewhere"


class RunSummary(BaseModel):
    """A run's settings and progress."""

    model_config = ConfigDict(frozen=True)

    name: str
    state: RunPhase = Field(description="elsewhere: another server has it open.")
    queue: int | None = Field(description="Position in the queue, from 1, while it waits.")
    sizes: list[int]
    activation: str
    cost_name: str
    optimizer: str
    schedule: str
    learning_rate: float = Field(description="At the start of the run.")
    batch_size: int = Field(description="At the start of the run.")
    seed: int
    epoch: int = Field(description="Finished epochs.")
    epochs: int
    step: int
    cost: float | None = Field(description="The latest, on the validation examples.")
    accuracy: float | None = Field(description="The latest, on the validation examples, 0–1.")
    curve: list[float] = Field(description="Accuracies after some dozens of the epochs.")
    parent: str | None = Field(description="The run that it was branched off from.")
    parent_step: int | None
    model: str | None = Field(description="The name of the model that it was last saved as.")
    problem: str | None
    created: str
    saved: str = Field(description="When its files were last written.")


def summarise_all(runs: RunRegistry) -> list[RunSummary]:
    """The summaries of all runs, the oldest first."""
    return [summarise(runs, entry) for entry in runs.entries()]


def summarise(runs: RunRegistry, entry: RunEntry) -> RunSummary:
    """The summary of a run."""
    worker = runs.find_open(entry.name)
    settings = entry.settings if worker is None else worker.settings
    history = () if worker is None else worker.history
    last = history[-1] if history else None
    return RunSummary(
        name=entry.name,
        state=_phase(runs, entry, worker),
        queue=(worker.queue_position or None) if worker is not None else None,
        sizes=list(settings.sizes),
        activation=settings.activation,
        cost_name=settings.cost,
        optimizer=settings.optimizer,
        schedule=settings.schedule,
        learning_rate=settings.learning_rate,
        batch_size=settings.batch_size,
        seed=settings.seed,
        epoch=entry.epoch if worker is None else last.epoch if last else 0,
        epochs=settings.epochs,
        step=entry.step if worker is None else worker.step,
        cost=entry.cost if worker is None else last.monitored_cost if last else None,
        accuracy=entry.accuracy if worker is None else monitored_accuracy(last) if last else None,
        curve=list(entry.curve if worker is None else accuracy_curve(history)),
        parent=entry.parent if worker is None or worker.branched else None,
        parent_step=entry.parent_step if worker is None or worker.branched else None,
        model=entry.model,
        problem=runs.problem(entry.name) or (entry.problem if worker is None else worker.problem),
        created=entry.created,
        saved=entry.changed,
    )


def _phase(runs: RunRegistry, entry: RunEntry, worker: RunWorker | None) -> RunPhase:
    if worker is not None:
        if worker.playing:
            return RunPhase.WAITING if worker.queue_position else RunPhase.TRAINING
        if worker.problem is not None:
            return RunPhase.FAILED
        return RunPhase.FINISHED if worker.finished else RunPhase.PAUSED
    if runs.is_open_elsewhere(entry.name):
        return RunPhase.ELSEWHERE
    # A run that was playing when its server was killed is paused now.
    return RunPhase.PAUSED if entry.status == "playing" else RunPhase(entry.status)
