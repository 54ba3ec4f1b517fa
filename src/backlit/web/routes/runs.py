"""The routes of runs: create, control, branch, save and delete them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from backlit.training.records import EpochRecord
from backlit.training.settings import Settings
from backlit.web.dependencies import ServicesDependency
from backlit.web.routes.responses import json_response, values
from backlit.web.routes.run_models import (
    BranchRequest,
    ControlRequest,
    CurvesRequest,
    RunCurves,
    RunCurvesResponse,
    RunDetails,
    RunListResponse,
    SavedModel,
    SaveRequest,
    SpeedRequest,
)
from backlit.web.runs.run_action import RunAction
from backlit.web.runs.run_summary import RunSummary, summarise, summarise_all
from backlit.web.schemas import (
    HyperparameterPatch,
    NewRunSettings,
)
from backlit.web.services import Services
from backlit.web.socket.socket_handlers import (
    branch_changes,
    downsample_epochs,
    hyperparameter_changes,
    new_settings,
)

RunName = Annotated[str, Path(max_length=200, description="A name of /api/runs; run: the newest.")]

router = APIRouter()


@router.get("/runs", responses=json_response(RunListResponse))
def runs(services: ServicesDependency) -> Response:
    """All runs, with their progress."""
    first = services.runs.default_name()
    every = RunListResponse(
        runs=summarise_all(services.runs),
        first=first,
        cores=services.runs.slots.n,
        problems=list(services.runs.problems),
    )
    return values(every.model_dump())


@router.post("/runs", responses=json_response(RunSummary))
def create(services: ServicesDependency, body: NewRunSettings) -> Response:
    """Create a run: the default settings, except those given."""
    return _summary(services, services.runs.create(new_settings(body, Settings()) or Settings()))


@router.post("/runs/curves", responses=json_response(RunCurvesResponse))
def curves(services: ServicesDependency, body: CurvesRequest) -> Response:
    """Cost and accuracy of some runs, for a comparison."""
    registry = services.runs
    found = [_curves(name, registry.history(registry.resolve_name(name))) for name in body.names]
    return values(RunCurvesResponse(runs=found).model_dump())


@router.get("/runs/{name}", responses=json_response(RunDetails))
def run(services: ServicesDependency, name: RunName) -> Response:
    """A run's progress, settings and history."""
    name = services.runs.resolve_name(name)
    status = services.runs.open(name).status()
    summary = summarise(services.runs, services.runs.entry(name)).model_dump()
    more = {
        "first_step": status.first_step,
        "position": status.position,
        "speed": status.speed,
        "hyperparameters": status.hyperparameters,
        "settings": status.model.metadata.settings,
        "history": status.history,
    }
    return values(summary | more)


@router.post("/runs/{name}/control", responses=json_response(RunSummary))
def control(services: ServicesDependency, name: RunName, body: ControlRequest) -> Response:
    """Play, pause, or train one example, one mini-batch or one epoch."""
    services.runs.open(name).control(RunAction(body.action))
    return _summary(services, name)


@router.patch("/runs/{name}/hyperparameters", responses=json_response(RunSummary))
def set_hyperparameters(
    services: ServicesDependency, name: RunName, body: HyperparameterPatch
) -> Response:
    """Change hyperparameters, also during training."""
    services.runs.open(name).set_hyperparameters(**hyperparameter_changes(body))
    return _summary(services, name)


@router.post("/runs/{name}/speed", responses=json_response(RunSummary))
def set_speed(services: ServicesDependency, name: RunName, body: SpeedRequest) -> Response:
    """Limit the speed of training."""
    services.runs.open(name).set_speed(body.steps_per_second)
    return _summary(services, name)


@router.post("/runs/{name}/restart", responses=json_response(RunSummary))
def restart(services: ServicesDependency, name: RunName, body: NewRunSettings) -> Response:
    """Start again, from the same initial parameters or with other settings."""
    worker = services.runs.open(name)
    worker.restart(new_settings(body, worker.settings))
    return _summary(services, name)


@router.post("/runs/{name}/branch", responses=json_response(RunSummary))
def branch(services: ServicesDependency, name: RunName, body: BranchRequest) -> Response:
    """Create a run that continues from a step of this one, with other settings."""
    step = services.runs.open(name).step if body.step is None else body.step
    return _summary(services, services.runs.branch(name, step, **branch_changes(body)))


@router.post("/runs/{name}/save", responses=json_response(SavedModel))
def save(services: ServicesDependency, name: RunName, body: SaveRequest) -> Response:
    """Save the network as a model; the server chooses its name."""
    return values(SavedModel(model=services.runs.save_model(name, body.step)).model_dump())


@router.delete("/runs/{name}", responses=json_response(RunListResponse))
def remove(services: ServicesDependency, name: RunName) -> Response:
    """Delete a run and its files; models saved from it stay."""
    services.runs.remove(services.runs.resolve_name(name))
    return runs(services)


def _summary(services: Services, name: str) -> Response:
    registry = services.runs
    return values(summarise(registry, registry.entry(registry.resolve_name(name))).model_dump())


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
