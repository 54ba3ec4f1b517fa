"""What goes over the WebSocket: commands to the server as JSON, frames back as bytes.

Each kind is written down here and nowhere else; the page's own types are generated from these.
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

# Numbers of an array travel as bytes behind the frame's header; the page sees a typed array.
Floats = Annotated[Any, WithJsonSchema({"tsType": "Float32Array"})]


class Look(InputRequest):
    """Show what every layer computes for an input; of several that wait, the newest is answered."""

    type: Literal["look"] = "look"
    number: Count = Field(0, description="Handed back with the answer.")


class Open(ModelRequest):
    """Show a network: its layers, weights and biases."""

    type: Literal["open"] = "open"
    number: Count = Field(0, description="Handed back with the answer.")


class AboutRun(RequestModel):
    """The base of all that is said to a run."""

    number: Count = Field(0, description="Handed back when it cannot be done.")
    run: Name = Field("run", description="Its name; run: the one begun last.")


class Watch(AboutRun):
    """Show a run: as it goes, or as it was after a step."""

    type: Literal["watch"] = "watch"
    step: Count | None = Field(None, description="After so many steps; null: now, and on from now.")


class Train(AboutRun):
    """Say what a run is to do next."""

    type: Literal["train"] = "train"
    wish: Literal["play", "pause", "example", "batch", "epoch"]


class Turn(AboutRun, HyperparameterPatch):
    """Turn knobs of a run, also while it goes; null leaves one as it is."""

    type: Literal["turn"] = "turn"


class Pace(AboutRun):
    """Have a run go on at a pace to be watched."""

    type: Literal["pace"] = "pace"
    steps_per_second: Number | None = Field(None, description="null: as fast as can be.")


class Begin(AboutRun, NewRunSettings):
    """Begin a run anew: with the same settings from the same start, or with others."""

    type: Literal["begin"] = "begin"


AnyCommand = Look | Open | Watch | Train | Turn | Pace | Begin
Command = Annotated[AnyCommand, Field(discriminator="type")]
COMMAND: TypeAdapter[AnyCommand] = TypeAdapter(Command)
COMMANDS: tuple[type[BaseModel], ...] = (Look, Open, Watch, Train, Turn, Pace, Begin)


class Frame(BaseModel):
    """The base of all that the server sends."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    number: int = Field(0, description="Of the command that it answers.")


class Hello(Frame):
    """The first frame: who serves, since when, and the models there are."""

    type: Literal["hello"] = "hello"
    version: str
    start: str = Field(description="Another one at each start of the server.")
    started: str = Field(description="When that was, as ISO 8601 in UTC.")
    models: list[str]


class Runs(Frame):
    """Every run there is, and how it stands; sent to every tab whenever that changes."""

    type: Literal["runs"] = "runs"
    runs: list[RunSummary] = Field(description="The oldest first.")
    first: str = Field(description="The one that a page shows which asked for no other.")
    cores: int = Field(description="How many train at a time; the others queue.")
    problems: list[str] = Field(description="What is wrong with the workspace.")
    models: list[str]


class Seen(Frame):
    """What every layer computes for the input of a ``look``."""

    type: Literal["seen"] = "seen"
    model: str
    label: int | None
    inputs: Floats
    z: list[Floats] = Field(description="For each layer its neurons' weighted sums plus bias.")
    a: list[Floats] = Field(description="For each layer its neurons' activations.")


class Opened(Frame):
    """A network's layers, weights and biases."""

    type: Literal["opened"] = "opened"
    model: str
    sizes: list[int]
    classes: list[str]
    image_shape: tuple[int, int] | None
    activations: list[str]
    cost: str
    weights: list[Floats] = Field(description="For each layer (n_out · n_in), a row per neuron.")
    biases: list[Floats]


class Watching(Frame):
    """What a run learns from and is shown on; sent before its first ``trained``."""

    type: Literal["watching"] = "watching"
    run: str
    data: str
    n_train: int
    n_validation: int
    classes: list[str]
    image_shape: tuple[int, int] | None
    sample_inputs: list[Floats] = Field(description="The first test examples.")
    sample_labels: list[int]


class Trained(Frame):
    """How the run stands, or stood after the step that is watched."""

    type: Literal["trained"] = "trained"
    run: str
    playing: bool
    finished: bool
    problem: str | None
    step: int = Field(description="Of the network in this frame.")
    first_step: int = Field(description="The first that can be gone back to.")
    last_step: int = Field(description="How far the run has come.")
    epoch: int
    epochs: int
    position: int = Field(description="Examples of the running epoch learned from.")
    sizes: list[int]
    activation: str
    cost: str
    optimizer: str
    schedule: str
    seed: int
    learning_rate: float
    batch_size: int
    l2: float
    pace: float | None = Field(description="Steps a second at the most.")
    cost_steps: Floats
    costs: Floats = Field(description="The mean costs of mini-batches around these steps.")
    epoch_steps: Floats
    epoch_costs: Floats
    epoch_accuracies: Floats
    validation_costs: Floats = Field(description="NaN where nothing was held out.")
    validation_accuracies: Floats
    weights: list[Floats]
    biases: list[Floats]
    samples: list[Floats] = Field(description="What it says to each of the sample examples.")


class Failed(Frame):
    """Why a command could not be done."""

    type: Literal["failed"] = "failed"
    command: str
    error: str
    hint: str | None


FRAMES: tuple[type[Frame], ...] = (Hello, Runs, Seen, Opened, Watching, Trained, Failed)
