"""The routes of runs: create, control, branch, save and delete them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from backlit.training.records import EpochRecord
from backlit.training.settings import Settings
from backlit.web.routes.responses import values
from backlit.web.runs.run_action import RunAction
from backlit.web.runs.run_summary import RunSummary, summarise, summarise_all
from backlit.web.schemas import (
    BranchSettings,
    Count,
    HyperparameterPatch,
    Name,
    NewRunSettings,
    Number,
    RequestModel,
)
from backlit.web.services import Services
from backlit.web.socket.socket_handlers import (
    branch_changes,
    downsample_epochs,
    hyperparameter_changes,
    new_settings,
)

RunName = Annotated[str, Path(max_length=200, description="A name of /api/runs; run: the newest.")]


class ControlRequest(RequestModel):
    """An action for a run."""

    wish: Literal["play", "pause", "example", "batch", "epoch"]


class SpeedRequest(RequestModel):
    """A speed limit."""

    steps_per_second: Number | None = Field(None, description="null: no limit.")


class BranchRequest(BranchSettings):
    """The step to branch at, and the settings that change there."""

    step: Count | None = Field(None, description="The step; null: the newest.")


class SaveRequest(RequestModel):
    """The step whose network to save."""

    step: Count | None = Field(None, description="The step; null: the newest.")


class CurvesRequest(RequestModel):
    """Runs to compare, by name."""

    names: Annotated[tuple[Name, ...], Field(max_length=20)]


class _ResponseModel(BaseModel):
    """The base of all responses."""

    model_config = ConfigDict(arbitrary_types_allowed=True)


class RunListResponse(_ResponseModel):
    """All runs."""

    runs: list[RunSummary] = Field(description="The oldest first.")
    first: str = Field(description="The one that `run` means.")
    cores: int = Field(description="How many runs train at a time; the others queue.")
    problems: list[str] = Field(description="What is wrong with the workspace.")


class RunDetails(RunSummary):
    """A run, with its hyperparameters, its settings and its history."""

    first_step: int = Field(description="The earliest that can be restored.")
    position: int = Field(description="Examples of the current epoch trained on.")
    pace: float | None
    hyperparameters: dict[str, Any] = Field(description="The present ones.")
    settings: dict[str, Any]
    history: list[dict[str, Any]] = Field(description="Cost and accuracy after each epoch.")


class SavedModel(_ResponseModel):
    """The name of the saved model in /api/models."""

    model: str


class RunCurves(_ResponseModel):
    """Cost and accuracy after each epoch of a run."""

    name: str
    steps: list[int]
    costs: list[float]
    accuracies: list[float]
    validation_costs: list[float | None]
    validation_accuracies: list[float | None]


class RunCurvesResponse(_ResponseModel):
    """The curves of some runs, in the order of the request."""

    runs: list[RunCurves]


def add_runs(router: APIRouter, services: Services) -> None:
    """Add the routes."""

    def summary(name: str) -> Response:
        return values(
            summarise(
                services.runs, services.runs.entry(services.runs.resolve_name(name))
            ).model_dump()
        )

    @router.get("/runs", responses=_response(RunListResponse))
    def runs() -> Response:
        """All runs, with their progress."""
        first = services.runs.default_name()
        every = RunListResponse(
            runs=summarise_all(services.runs),
            first=first,
            cores=services.runs.slots.n,
            problems=list(services.runs.problems),
        )
        return values(every.model_dump())

    @router.post("/runs", responses=_response(RunSummary))
    def create(body: NewRunSettings) -> Response:
        """Create a run: the default settings, except those given."""
        return summary(services.runs.create(new_settings(body, Settings()) or Settings()))

    @router.post("/runs/curves", responses=_response(RunCurvesResponse))
    def curves(body: CurvesRequest) -> Response:
        """Cost and accuracy of some runs, for a comparison."""
        found = [
            _curves(name, services.runs.history(services.runs.resolve_name(name)))
            for name in body.names
        ]
        return values(RunCurvesResponse(runs=found).model_dump())

    @router.get("/runs/{name}", responses=_response(RunDetails))
    def run(name: RunName) -> Response:
        """A run's progress, settings and history."""
        own = services.runs.resolve_name(name)
        status = services.runs.open(own).status()
        said = summarise(services.runs, services.runs.entry(own)).model_dump()
        more = {
            "first_step": status.first_step,
            "position": status.position,
            "pace": status.speed,
            "knobs": status.hyperparameters,
            "settings": status.model.metadata.settings,
            "history": status.history,
        }
        return values(said | more)

    @router.post("/runs/{name}/train", responses=_response(RunSummary))
    def train(name: RunName, body: ControlRequest) -> Response:
        """Play, pause, or train one example, one mini-batch or one epoch."""
        services.runs.open(name).control(RunAction(body.wish))
        return summary(name)

    @router.post("/runs/{name}/turn", responses=_response(RunSummary))
    def turn(name: RunName, body: HyperparameterPatch) -> Response:
        """Change hyperparameters, also during training."""
        services.runs.open(name).set_hyperparameters(**hyperparameter_changes(body))
        return summary(name)

    @router.post("/runs/{name}/pace", responses=_response(RunSummary))
    def pace(name: RunName, body: SpeedRequest) -> Response:
        """Limit the speed of training."""
        services.runs.open(name).set_speed(body.steps_per_second)
        return summary(name)

    @router.post("/runs/{name}/begin", responses=_response(RunSummary))
    def begin(name: RunName, body: NewRunSettings) -> Response:
        """Start again, from the same initial parameters or with other settings."""
        worker = services.runs.open(name)
        worker.restart(new_settings(body, worker.settings))
        return summary(name)

    @router.post("/runs/{name}/branch", responses=_response(RunSummary))
    def branch(name: RunName, body: BranchRequest) -> Response:
        """Create a run that continues from a step of this one, with other settings."""
        step = services.runs.open(name).step if body.step is None else body.step
        return summary(services.runs.branch(name, step, **branch_changes(body)))

    @router.post("/runs/{name}/save", responses=_response(SavedModel))
    def save(name: RunName, body: SaveRequest) -> Response:
        """Save the network as a model; the server chooses its name."""
        return values(SavedModel(model=services.runs.save_model(name, body.step)).model_dump())

    @router.delete("/runs/{name}", responses=_response(RunListResponse))
    def remove(name: RunName) -> Response:
        """Delete a run and its files; models saved from it stay."""
        services.runs.remove(services.runs.resolve_name(name))
        return runs()


def _response(model: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    return {200: {"model": model}}


def _curves(name: str, history: tuple[EpochRecord, ...]) -> RunCurves:
    epochs = downsample_epochs(history)
    return RunCurves(
        name=name,
        steps=[each.step for each in epochs],
        costs=[each.cost for each in epochs],
        accuracies=[each.accuracy for each in epochs],
        validation_costs=[each.validation_cost for each in epochs],
        validation_accuracies=[each.validation_accuracy for each in epochs],
    )
