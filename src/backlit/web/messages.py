"""What goes over the WebSocket: commands to the server as JSON, frames back as bytes.

Each kind is written down here and nowhere else; the page's own types are generated from these.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, WithJsonSchema

from backlit.web.asking import AboutInput, AboutModel, Asked, Count, Name, Number

# Numbers of an array travel as bytes behind the frame's header; the page sees a typed array.
Floats = Annotated[Any, WithJsonSchema({"tsType": "Float32Array"})]


class Look(AboutInput):
    """Show what every layer computes for an input; of several that wait, the newest is answered."""

    type: Literal["look"] = "look"
    number: Count = Field(0, description="Handed back with the answer.")


class Open(AboutModel):
    """Show a network: its layers, weights and biases."""

    type: Literal["open"] = "open"
    number: Count = Field(0, description="Handed back with the answer.")


class Watch(Asked):
    """Show the run: as it goes, or as it was after a step."""

    type: Literal["watch"] = "watch"
    number: Count = Field(0, description="Handed back when it cannot be done.")
    step: Count | None = Field(None, description="After so many steps; null: now, and on from now.")


class Train(Asked):
    """Say what the run is to do next."""

    type: Literal["train"] = "train"
    number: Count = Field(0, description="Handed back when it cannot be done.")
    wish: Literal["play", "pause", "example", "batch", "epoch"]


class Turn(Asked):
    """Turn knobs of the run, also while it goes; null leaves one as it is."""

    type: Literal["turn"] = "turn"
    number: Count = Field(0, description="Handed back when it cannot be done.")
    learning_rate: Number | None = None
    batch_size: Count | None = None
    l2: Number | None = None


class Pace(Asked):
    """Have the run go on at a pace to be watched."""

    type: Literal["pace"] = "pace"
    number: Count = Field(0, description="Handed back when it cannot be done.")
    steps_per_second: Number | None = Field(None, description="null: as fast as can be.")


class Begin(Asked):
    """Begin the run anew: with the same settings from the same start, or with others."""

    type: Literal["begin"] = "begin"
    number: Count = Field(0, description="Handed back when it cannot be done.")
    hidden: Annotated[tuple[Count, ...], Field(max_length=20)] | None = Field(
        None, description="Neurons of each hidden layer."
    )
    activation: Name | None = None
    cost: Name | None = None
    optimizer: Name | None = None
    schedule: Name | None = None
    learning_rate: Number | None = None
    batch_size: Count | None = None
    epochs: Count | None = None
    l2: Number | None = None
    seed: Count | None = None


AnyCommand = Look | Open | Watch | Train | Turn | Pace | Begin
Command = Annotated[AnyCommand, Field(discriminator="type")]
COMMAND: TypeAdapter[AnyCommand] = TypeAdapter(Command)
COMMANDS: tuple[type[BaseModel], ...] = (Look, Open, Watch, Train, Turn, Pace, Begin)


class Frame(BaseModel):
    """The base of all that the server sends."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    number: int = Field(0, description="Of the command that it answers.")


class Hello(Frame):
    """The first frame: who serves, and the models there are."""

    type: Literal["hello"] = "hello"
    version: str
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
    """What the run learns from and is shown on; sent once, before the first ``trained``."""

    type: Literal["watching"] = "watching"
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
    playing: bool
    finished: bool
    problem: str | None
    step: int = Field(description="Of the network in this frame.")
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


FRAMES: tuple[type[Frame], ...] = (Hello, Seen, Opened, Watching, Trained, Failed)
