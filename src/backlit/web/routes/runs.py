"""Runs: begin them, steer them, leave them another way, keep what they made."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from backlit.training.records import EpochRecord
from backlit.training.settings import Settings
from backlit.web.answers import begun, parted, thinned, turned
from backlit.web.asking import Asked, Begun, Count, Name, Number, Parted, Turned
from backlit.web.desk import Desk
from backlit.web.routes.answer import values
from backlit.web.run_lines import RunLine, line, lines
from backlit.web.trainee import Wish

RunName = Annotated[
    str, Path(max_length=200, description="A name of /api/runs; run: the one begun last.")
]


class AskTrain(Asked):
    """What a run is to do next."""

    wish: Literal["play", "pause", "example", "batch", "epoch"]


class AskPace(Asked):
    """How fast a run goes on by itself."""

    steps_per_second: Number | None = Field(None, description="null: as fast as can be.")


class AskBranch(Parted):
    """Where the ways part, and what is other from there on; null leaves it as it was there."""

    step: Count | None = Field(None, description="After so many steps; null: now.")


class AskSave(Asked):
    """Which network of a run to keep."""

    step: Count | None = Field(None, description="After so many steps; null: now.")


class AskCurves(Asked):
    """Which runs to lay side by side."""

    names: Annotated[tuple[Name, ...], Field(max_length=20)]


class _Said(BaseModel):
    """The base of all that is answered."""

    model_config = ConfigDict(arbitrary_types_allowed=True)


class AllRuns(_Said):
    """Every run there is."""

    runs: list[RunLine] = Field(description="The oldest first.")
    first: str = Field(description="The one that `run` means.")
    cores: int = Field(description="How many train at a time; the others queue.")
    problems: list[str] = Field(description="What is wrong with the workspace.")


class OneRun(RunLine):
    """A run, with its knobs, its settings and its history."""

    first_step: int = Field(description="The first that can be gone back to.")
    position: int = Field(description="Examples of the running epoch learned from.")
    pace: float | None
    hyperparameters: dict[str, Any] = Field(description="As they stand.")
    settings: dict[str, Any]
    history: list[dict[str, Any]] = Field(description="Cost and accuracy after each epoch.")


class SavedModel(_Said):
    """The name that a network was saved under, one of /api/models."""

    model: str


class RunCurves(_Said):
    """Cost and accuracy after each epoch of a run."""

    name: str
    steps: list[int]
    costs: list[float]
    accuracies: list[float]
    validation_costs: list[float | None]
    validation_accuracies: list[float | None]


class AllCurves(_Said):
    """The curves of some runs, in the order in which they were asked for."""

    runs: list[RunCurves]


def add_runs(router: APIRouter, desk: Desk) -> None:
    """Add the routes."""

    def one(name: str) -> Response:
        return values(line(desk.runs, desk.runs.entry(desk.runs.named(name))).model_dump())

    @router.get("/runs", responses=_says(AllRuns))
    def runs() -> Response:
        """Every run there is, and how it stands."""
        first = desk.runs.first()
        every = AllRuns(
            runs=lines(desk.runs),
            first=first,
            cores=desk.runs.places.n,
            problems=list(desk.runs.problems),
        )
        return values(every.model_dump())

    @router.post("/runs", responses=_says(RunLine))
    def create(ask: Begun) -> Response:
        """Begin a new run, with the default settings but for what is said."""
        return one(desk.runs.create(begun(ask, Settings()) or Settings()))

    @router.post("/runs/curves", responses=_says(AllCurves))
    def curves(ask: AskCurves) -> Response:
        """Cost and accuracy of some runs, to be laid side by side."""
        found = [_curves(name, desk.runs.history(desk.runs.named(name))) for name in ask.names]
        return values(AllCurves(runs=found).model_dump())

    @router.get("/runs/{name}", responses=_says(OneRun))
    def run(name: RunName) -> Response:
        """How a run stands, and how it came there."""
        own = desk.runs.named(name)
        moment = desk.runs.open(own).moment()
        said = line(desk.runs, desk.runs.entry(own)).model_dump()
        more = {
            "first_step": moment.first_step,
            "position": moment.position,
            "pace": moment.pace,
            "knobs": moment.hyperparameters,
            "settings": moment.model.metadata.settings,
            "history": moment.history,
        }
        return values(said | more)

    @router.post("/runs/{name}/train", responses=_says(RunLine))
    def train(name: RunName, ask: AskTrain) -> Response:
        """Play, pause, or take one example, one mini-batch, one epoch."""
        desk.runs.open(name).do(Wish(ask.wish))
        return one(name)

    @router.post("/runs/{name}/turn", responses=_says(RunLine))
    def turn(name: RunName, ask: Turned) -> Response:
        """Turn knobs, also while it goes."""
        desk.runs.open(name).turn(**turned(ask))
        return one(name)

    @router.post("/runs/{name}/pace", responses=_says(RunLine))
    def pace(name: RunName, ask: AskPace) -> Response:
        """Have it go on at a pace to be watched."""
        desk.runs.open(name).go_at(ask.steps_per_second)
        return one(name)

    @router.post("/runs/{name}/begin", responses=_says(RunLine))
    def begin(name: RunName, ask: Begun) -> Response:
        """Begin it anew: from the same start, or with other settings."""
        trainee = desk.runs.open(name)
        trainee.reset(begun(ask, trainee.settings))
        return one(name)

    @router.post("/runs/{name}/branch", responses=_says(RunLine))
    def branch(name: RunName, ask: AskBranch) -> Response:
        """A new run from one of its steps, with other knobs from there on."""
        step = desk.runs.open(name).step if ask.step is None else ask.step
        return one(desk.runs.branch(name, step, **parted(ask)))

    @router.post("/runs/{name}/save", responses=_says(SavedModel))
    def save(name: RunName, ask: AskSave) -> Response:
        """Save its network as a model, under a name that the server chooses."""
        return values(SavedModel(model=desk.save_run(name, ask.step)).model_dump())

    @router.delete("/runs/{name}", responses=_says(AllRuns))
    def remove(name: RunName) -> Response:
        """Remove it, with its files; models that were saved of it stay."""
        desk.runs.remove(desk.runs.named(name))
        return runs()


def _says(form: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    return {200: {"model": form}}


def _curves(name: str, history: tuple[EpochRecord, ...]) -> RunCurves:
    some = thinned(history)
    return RunCurves(
        name=name,
        steps=[each.step for each in some],
        costs=[each.cost for each in some],
        accuracies=[each.accuracy for each in some],
        validation_costs=[each.validation_cost for each in some],
        validation_accuracies=[each.validation_accuracy for each in some],
    )
