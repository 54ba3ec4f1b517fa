"""The request and response models of the routes of runs."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from backlit.web.runs.run_summary import RunSummary
from backlit.web.schemas import BranchSettings, Count, Name, Number, RequestModel


class ControlRequest(RequestModel):
    """An action for a run."""

    action: Literal["play", "pause", "example", "batch", "epoch"]


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


class ResponseModel(BaseModel):
    """The base of all responses."""

    model_config = ConfigDict(arbitrary_types_allowed=True)


class RunListResponse(ResponseModel):
    """All runs."""

    runs: list[RunSummary] = Field(description="The oldest first.")
    first: str = Field(description="The one that `run` means.")
    cores: int = Field(description="How many runs train at a time; the others queue.")
    problems: list[str] = Field(description="What is wrong with the workspace.")


class RunDetails(RunSummary):
    """A run, with its hyperparameters, its settings and its history."""

    first_step: int = Field(description="The earliest that can be restored.")
    position: int = Field(description="Examples of the current epoch trained on.")
    speed: float | None
    hyperparameters: dict[str, Any] = Field(description="The present ones.")
    settings: dict[str, Any]
    history: list[dict[str, Any]] = Field(description="Cost and accuracy after each epoch.")


class SavedModel(ResponseModel):
    """The name of the saved model in /api/models."""

    model: str


class RunCurves(ResponseModel):
    """Cost and accuracy after each epoch of a run."""

    name: str
    steps: list[int]
    costs: list[float]
    accuracies: list[float]
    validation_costs: list[float | None]
    validation_accuracies: list[float | None]


class RunCurvesResponse(ResponseModel):
    """The curves of some runs, in the order of the request."""

    runs: list[RunCurves]
