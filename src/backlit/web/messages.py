"""What goes over the WebSocket: commands to the server as JSON, frames back as bytes.

Each kind is written down here and nowhere else; the page's own types are generated from these.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, WithJsonSchema

from backlit.web.asking import AboutInput, AboutModel, Count

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


Command = Annotated[Look | Open, Field(discriminator="type")]
COMMAND: TypeAdapter[Look | Open] = TypeAdapter(Command)


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
    test_accuracy: float | None
    weights: list[Floats] = Field(description="For each layer (n_out · n_in), a row per neuron.")
    biases: list[Floats]


class Failed(Frame):
    """Why a command could not be done."""

    type: Literal["failed"] = "failed"
    command: str
    error: str
    hint: str | None


FRAMES: tuple[type[Frame], ...] = (Hello, Seen, Opened, Failed)
