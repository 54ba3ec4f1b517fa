"""What may be asked for over HTTP and over the WebSocket, each kind written down once."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from backlit.analyse.edits import Edit
from backlit.core.parameters import Parameter, parameter_at, parameter_of
from backlit.data.preprocessing.strokes_to_digit import MAX_POINTS, PEN_WIDTH
from backlit.explain.quantities import Quantity, QuantityKind

Number = Annotated[float, Field(allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=2**31 - 1)]
Name = Annotated[str, Field(max_length=200)]


class Asked(BaseModel):
    """The base of all that is asked: nothing that is not known, nothing changed on the way."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Drawing(Asked):
    """A digit that was drawn."""

    kind: Literal["drawing"] = "drawing"
    strokes: Annotated[
        tuple[Annotated[tuple[tuple[Number, Number], ...], Field(max_length=MAX_POINTS)], ...],
        Field(max_length=1000),
    ] = Field(description="For each stroke its points: x right, y down, 0–1 of the square's side.")
    width: Number = Field(PEN_WIDTH, gt=0, le=1, description="The pen, as a share of the side.")
    fit: bool = Field(True, description="Fit and centre it as MNIST's makers did.")


class Numbered(Asked):
    """An example of the data that the model learned from."""

    kind: Literal["example"] = "example"
    set: Literal["test", "train"] = "test"
    number: Count = 0


class Given(Asked):
    """The input's numbers themselves."""

    kind: Literal["numbers"] = "numbers"
    numbers: Annotated[tuple[Number, ...], Field(max_length=100_000)]


class Noise(Asked):
    """Random numbers in 0–1, the same for the same seed."""

    kind: Literal["noise"] = "noise"
    seed: Count = 0


Input = Annotated[Drawing | Numbered | Given | Noise, Field(discriminator="kind")]


class AskedEdit(Asked):
    """A change of the network made by hand: see ``backlit.analyse.edits``."""

    kind: Literal["scale", "weight", "bias"]
    layer: Count
    neuron: Count
    source: Count | None = None
    value: Number

    def edit(self) -> Edit:
        """The same as the library knows it."""
        return Edit(self.kind, self.layer, self.neuron, self.source, self.value)


class AboutModel(Asked):
    """Which network: a model by its name, and what was changed in it by hand."""

    model: Name = Field(
        "",
        description="A name of /api/models or /api/runs; empty: the model served first; "
        "run: the run begun last.",
    )
    step: Count | None = Field(None, description="Of a run: after so many steps; null: now.")
    edits: Annotated[tuple[AskedEdit, ...], Field(max_length=20_000)] = ()


class AboutInput(AboutModel):
    """Which network, and what it looks at."""

    input: Input = Field(default_factory=Numbered)


class AboutExample(AboutInput):
    """Which network, what it looks at, and what that is."""

    label: Count | None = Field(None, description="What it is; of an example it is known.")


class AboutSet(AboutModel):
    """Which network, and which examples of the data that it learned from."""

    set: Literal["test", "train"] = "test"


class AskCosts(AboutSet):
    """How many of the worst and of the best to name."""

    most: Annotated[int, Field(ge=1, le=200)] = 10


class AskExamples(AboutSet):
    """Which examples to see."""

    numbers: Annotated[tuple[Count, ...], Field(max_length=200)]


class AskNeuron(AboutInput):
    """Which neuron to open."""

    layer: Count = 1
    neuron: Count = 0


class AskAvenues(AboutExample):
    """Whose three avenues to show."""

    layer: Count = 1
    neuron: Count = 0


class AskedPlace(Asked):
    """A weight or a bias: by its place in the flat vector, or by layer, neuron and source."""

    index: Count | None = Field(None, description="Its place in the flat vector; else the others.")
    layer: Count = 1
    neuron: Count = 0
    source: Count | None = Field(None, description="Where a weight comes from; null: the bias.")

    def parameter(self, sizes: tuple[int, ...]) -> Parameter:
        """The same as the library knows it. Raises OutOfRangeError where there is none."""
        if self.index is not None:
            return parameter_at(sizes, self.index)
        return parameter_of(sizes, self.layer, self.neuron, self.source)


class AskChain(AboutExample):
    """Which weight or bias to follow to the cost."""

    place: AskedPlace | None = Field(None, description="null: the steepest weight.")
    most: Annotated[int, Field(ge=1, le=100)] = 3
    most_nodes: Annotated[int, Field(ge=1, le=1000)] = 40


class AskedQuantity(Asked):
    """One of the network's numbers: see ``backlit.explain.quantities``."""

    kind: QuantityKind
    layer: Count = 0
    neuron: Count = 0
    source: Count | None = None

    def quantity(self) -> Quantity:
        """The same as the library knows it."""
        return Quantity(self.kind, self.layer, self.neuron, self.source)


class AskOrigin(AboutExample):
    """Which number to open."""

    quantity: AskedQuantity
    most: Annotated[int, Field(ge=1, le=1000)] = Field(8, description="Terms of a sum to name.")


class AskTable(AboutSet):
    """Which examples and which weights and biases the table of nudges is to show."""

    columns: Annotated[tuple[Count, ...], Field(min_length=1, max_length=50)] = (0, 1, 2)
    parameters: Annotated[tuple[Count, ...], Field(min_length=1, max_length=200)] | None = Field(
        None, description="Places in the flat vector; null: those with the largest averages."
    )
    most: Annotated[int, Field(ge=1, le=200)] = 8


class AskGrowing(AboutSet):
    """Which weights and biases to see the average of, over more and more examples."""

    parameters: Annotated[tuple[Count, ...], Field(min_length=1, max_length=200)] | None = Field(
        None, description="Places in the flat vector; null: those with the largest averages."
    )
    layer: Count | None = Field(None, description="Only of this layer, where none are named.")
    most: Annotated[int, Field(ge=1, le=200)] = 8


class AskWeightNudges(AboutExample):
    """How many of the largest nudges to name."""

    most: Annotated[int, Field(ge=1, le=200)] = 12


class AskBatches(AboutModel):
    """How many mini-batches to hold against how many examples."""

    examples: Annotated[int, Field(ge=10, le=5000)] = 2000
    draws: Annotated[int, Field(ge=1, le=200)] = 50
    seed: Count = 0


class AskTwoPaths(AboutModel):
    """The careful way down and the quick one, both from early in the training."""

    examples: Annotated[int, Field(ge=10, le=2000)] = Field(
        1000, description="How many are everything."
    )
    batch_size: Annotated[int, Field(ge=1, le=2000)] = 10
    learning_rate: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)] = 1.5
    steps: Annotated[int, Field(ge=1, le=500)] = Field(500, description="Of the quick way.")
    careful_steps: Annotated[int, Field(ge=1, le=100)] = 5
    seed: Count = 0


class Turned(Asked):
    """Knobs that are turned at any time; null leaves one as it is."""

    learning_rate: Number | None = None
    batch_size: Count | None = None
    l2: Number | None = None


class Parted(Turned):
    """What may be other in a run that leaves another at one of its steps."""

    cost: Name | None = None
    optimizer: Name | None = None
    schedule: Name | None = None
    epochs: Count | None = None


class Begun(Parted):
    """The settings that a run begins with; null leaves one as it is."""

    hidden: Annotated[tuple[Count, ...], Field(max_length=20)] | None = Field(
        None, description="Neurons of each hidden layer."
    )
    activation: Name | None = None
    seed: Count | None = None
