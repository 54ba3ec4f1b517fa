"""The messages of the WebSocket: commands to the server as JSON, frames back as bytes.

This is their only definition: `npm run messages` generates the page's types from it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, WithJsonSchema

from backlit.web.runs.run_summary import RunSummary
from backlit.web.schemas import (
    Count,
    HyperparameterPatch,
    InputRequest,
    ModelRequest,
    Name,
    NewRunSettings,
    Number,
    RequestModel,
)

# Arrays are sent as bytes after the header of the frame; the page reads them as typed arrays.
Floats = Annotated[Any, WithJsonSchema({"tsType": "Float32Array"})]


class Predict(InputRequest):
    """Compute every layer for an input; of several waiting commands, the newest is answered."""

    type: Literal["predict"] = "predict"
    request_id: Count = Field(0, description="Returned with the answer.")


class GetNetwork(ModelRequest):
    """Send the layers, weights and biases of a network."""

    type: Literal["get_network"] = "get_network"
    request_id: Count = Field(0, description="Returned with the answer.")


class RunCommand(RequestModel):
    """The base of the commands to a run."""

    request_id: Count = Field(0, description="Returned if the command fails.")
    run: Name = Field("run", description="The name of the run; run: the newest.")


class Subscribe(RunCommand):
    """Send the state of a run whenever it changes, or its state after a step."""

    type: Literal["subscribe"] = "subscribe"
    step: Count | None = Field(None, description="The step; null: always the newest.")


class Control(RunCommand):
    """Start an action of a run, in place of the current one."""

    type: Literal["control"] = "control"
    action: Literal["play", "pause", "example", "batch", "epoch"]


class SetHyperparameters(RunCommand, HyperparameterPatch):
    """Change hyperparameters of a run, also during training; null leaves one unchanged."""

    type: Literal["set_hyperparameters"] = "set_hyperparameters"


class SetSpeed(RunCommand):
    """Limit the speed of a run."""

    type: Literal["set_speed"] = "set_speed"
    steps_per_second: Number | None = Field(None, description="null: no limit.")


class Restart(RunCommand, NewRunSettings):
    """Restart a run: from the same initial parameters, or with other settings."""

    type: Literal["restart"] = "restart"


AnyCommand = Predict | GetNetwork | Subscribe | Control | SetHyperparameters | SetSpeed | Restart
Command = Annotated[AnyCommand, Field(discriminator="type")]
COMMAND: TypeAdapter[AnyCommand] = TypeAdapter(Command)
COMMANDS: tuple[type[BaseModel], ...] = (
    Predict,
    GetNetwork,
    Subscribe,
    Control,
    SetHyperparameters,
    SetSpeed,
    Restart,
)


class Frame(BaseModel):
    """The base of all frames."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    request_id: int = Field(0, description="Of the command that this answers.")


class Hello(Frame):
    """The first frame: the version and the start of the server, and the models."""

    type: Literal["hello"] = "hello"
    version: str
    start: str = Field(description="Random; different at each start of the server.")
    started: str = Field(description="Time of the start, as ISO 8601 in UTC.")
    models: list[str]


class RunList(Frame):
    """All runs and their progress; sent to every client whenever that changes."""

    type: Literal["runs"] = "runs"
    runs: list[RunSummary] = Field(description="The oldest first.")
    first: str = Field(description="The run that the page shows by default.")
    cores: int = Field(description="How many runs train at a time; the others queue.")
    problems: list[str] = Field(description="What is wrong with the workspace.")
    models: list[str]


class Activations(Frame):
    """The activations of every layer for the input of a ``predict``."""

    type: Literal["activations"] = "activations"
    model: str
    label: int | None
    inputs: Floats
    z: list[Floats] = Field(description="For each layer: weighted sum plus bias.")
    a: list[Floats] = Field(description="For each layer: activations.")


class NetworkParameters(Frame):
    """A network's layers, weights and biases."""

    type: Literal["network"] = "network"
    model: str
    sizes: list[int]
    classes: list[str]
    image_shape: tuple[int, int] | None
    activations: list[str]
    cost: str
    weights: list[Floats] = Field(description="For each layer (n_out · n_in), a row per neuron.")
    biases: list[Floats]


class RunSetup(Frame):
    """The data of a run, and the test examples shown; sent before its first ``run_state``."""

    type: Literal["run_setup"] = "run_setup"
    run: str
    data: str
    n_train: int
    n_validation: int
    classes: list[str]
    image_shape: tuple[int, int] | None
    sample_inputs: list[Floats] = Field(description="The first test examples.")
    sample_labels: list[int]


class RunState(Frame):
    """The state of the subscribed run, now or after the subscribed step."""

    type: Literal["run_state"] = "run_state"
    run: str
    playing: bool
    finished: bool
    problem: str | None
    step: int = Field(description="Of the network in this frame.")
    first_step: int = Field(description="The earliest that can be restored.")
    last_step: int = Field(description="The newest step.")
    epoch: int
    epochs: int
    position: int = Field(description="Examples of the current epoch trained on.")
    sizes: list[int]
    activation: str
    cost: str
    optimizer: str
    schedule: str
    seed: int
    learning_rate: float
    batch_size: int
    l2: float
    speed: float | None = Field(description="Limit in steps per second.")
    cost_steps: Floats
    costs: Floats = Field(description="Mean costs of the mini-batches around these steps.")
    epoch_steps: Floats
    epoch_costs: Floats
    epoch_accuracies: Floats
    validation_costs: Floats = Field(description="NaN without validation examples.")
    validation_accuracies: Floats
    weights: list[Floats]
    biases: list[Floats]
    samples: list[Floats] = Field(description="The outputs for each sample example.")


class Failed(Frame):
    """The reason why a command failed."""

    type: Literal["failed"] = "failed"
    command: str
    error: str
    hint: str | None


FRAMES: tuple[type[Frame], ...] = (
    Hello,
    RunList,
    Activations,
    NetworkParameters,
    RunSetup,
    RunState,
    Failed,
)
