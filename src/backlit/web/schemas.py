"""The request models of the HTTP API and the WebSocket."""

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


class RequestModel(BaseModel):
    """The base of all requests: unknown fields are refused, and a request is immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DrawingInput(RequestModel):
    """A drawing: the strokes of a pen."""

    kind: Literal["drawing"] = "drawing"
    strokes: Annotated[
        tuple[Annotated[tuple[tuple[Number, Number], ...], Field(max_length=MAX_POINTS)], ...],
        Field(max_length=1000),
    ] = Field(description="For each stroke its points: x right, y down, 0–1 of the square's side.")
    width: Number = Field(PEN_WIDTH, gt=0, le=1, description="The pen, as a share of the side.")
    fit: bool = Field(True, description="Fit and centre it as MNIST does.")


class ExampleInput(RequestModel):
    """An example of the data that the model was trained on."""

    kind: Literal["example"] = "example"
    set: Literal["test", "train"] = "test"
    number: Count = 0


class RawInput(RequestModel):
    """The numbers of the input."""

    kind: Literal["numbers"] = "numbers"
    numbers: Annotated[tuple[Number, ...], Field(max_length=100_000)]


class NoiseInput(RequestModel):
    """Uniform random numbers in 0–1; the same seed gives the same numbers."""

    kind: Literal["noise"] = "noise"
    seed: Count = 0


Input = Annotated[DrawingInput | ExampleInput | RawInput | NoiseInput, Field(discriminator="kind")]


class EditRequest(RequestModel):
    """An edit of one parameter or neuron: see ``backlit.analyse.edits``."""

    kind: Literal["scale", "weight", "bias"]
    layer: Count
    neuron: Count
    source: Count | None = None
    value: Number

    def edit(self) -> Edit:
        """The library's own record."""
        return Edit(self.kind, self.layer, self.neuron, self.source, self.value)


class ModelRequest(RequestModel):
    """A network: a model or a run by name, and the edits made to it."""

    model: Name = Field(
        "",
        description="A name of /api/models or /api/runs; empty: the default model; "
        "run: the newest run.",
    )
    step: Count | None = Field(None, description="Of a run: the step; null: the newest.")
    edits: Annotated[tuple[EditRequest, ...], Field(max_length=20_000)] = ()


class InputRequest(ModelRequest):
    """A network and its input."""

    input: Input = Field(default_factory=ExampleInput)


class LabelledRequest(InputRequest):
    """A network, its input, and the label of the input."""

    label: Count | None = Field(None, description="The class; null: that of the example.")


class DatasetRequest(ModelRequest):
    """A network, and the training or test examples of its data."""

    set: Literal["test", "train"] = "test"


class CostDistributionRequest(DatasetRequest):
    """The distribution of the cost, with its worst and best examples (``most`` of each)."""

    limit: Annotated[int, Field(ge=1, le=200)] = 10


class ExamplesRequest(DatasetRequest):
    """Some examples, by number."""

    numbers: Annotated[tuple[Count, ...], Field(max_length=200)]


class NeuronRequest(InputRequest):
    """A neuron to explain."""

    layer: Count = 1
    neuron: Count = 0


class AvenuesRequest(LabelledRequest):
    """A neuron whose three avenues to explain."""

    layer: Count = 1
    neuron: Count = 0


class ParameterReference(RequestModel):
    """A weight or a bias: by its index in the flat vector, or by layer, neuron and source."""

    index: Count | None = Field(None, description="In the flat vector; null: see the others.")
    layer: Count = 1
    neuron: Count = 0
    source: Count | None = Field(None, description="Source neuron of a weight; null: the bias.")

    def parameter(self, sizes: tuple[int, ...]) -> Parameter:
        """The library's own record. Raises OutOfRangeError when there is no such parameter."""
        if self.index is not None:
            return parameter_at(sizes, self.index)
        return parameter_of(sizes, self.layer, self.neuron, self.source)


class ChainRuleRequest(LabelledRequest):
    """A weight or bias to apply the chain rule to."""

    parameter: ParameterReference | None = Field(None, description="null: the steepest weight.")
    limit: Annotated[int, Field(ge=1, le=100)] = 3
    max_nodes: Annotated[int, Field(ge=1, le=1000)] = 40


class QuantityReference(RequestModel):
    """A number of the network: see ``backlit.explain.quantities``."""

    kind: QuantityKind
    layer: Count = 0
    neuron: Count = 0
    source: Count | None = None

    def quantity(self) -> Quantity:
        """The library's own record."""
        return Quantity(self.kind, self.layer, self.neuron, self.source)


class OriginRequest(LabelledRequest):
    """A number whose origin to explain."""

    quantity: QuantityReference
    limit: Annotated[int, Field(ge=1, le=1000)] = Field(8, description="Number of terms listed.")


class NudgeTableRequest(DatasetRequest):
    """The examples and parameters of a nudge table."""

    columns: Annotated[tuple[Count, ...], Field(min_length=1, max_length=50)] = (0, 1, 2)
    parameters: Annotated[tuple[Count, ...], Field(min_length=1, max_length=200)] | None = Field(
        None, description="Flat indices; null: those with the largest averages."
    )
    limit: Annotated[int, Field(ge=1, le=200)] = 8


class RunningAverageRequest(DatasetRequest):
    """The parameters of a running average over the examples."""

    parameters: Annotated[tuple[Count, ...], Field(min_length=1, max_length=200)] | None = Field(
        None, description="Flat indices; null: those with the largest averages."
    )
    layer: Count | None = Field(None, description="Only of this layer; without parameters.")
    limit: Annotated[int, Field(ge=1, le=200)] = 8


class WeightNudgesRequest(LabelledRequest):
    """The nudges of all weights, with the ``most`` largest listed."""

    limit: Annotated[int, Field(ge=1, le=200)] = 12


class MiniBatchesRequest(ModelRequest):
    """A comparison of random mini-batches with the full batch of ``examples``."""

    examples: Annotated[int, Field(ge=10, le=5000)] = 2000
    draws: Annotated[int, Field(ge=1, le=200)] = 50
    seed: Count = 0


class CompareBatchSizesRequest(ModelRequest):
    """A comparison of full-batch and mini-batch descent from early in training."""

    examples: Annotated[int, Field(ge=10, le=2000)] = Field(
        1000, description="Size of the full batch."
    )
    batch_size: Annotated[int, Field(ge=1, le=2000)] = 10
    learning_rate: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)] = 1.5
    steps: Annotated[int, Field(ge=1, le=500)] = Field(500, description="Of mini-batch descent.")
    full_batch_steps: Annotated[int, Field(ge=1, le=100)] = 5
    seed: Count = 0


class HyperparameterPatch(RequestModel):
    """Hyperparameters that can change during training; null leaves one unchanged."""

    learning_rate: Number | None = None
    batch_size: Count | None = None
    l2: Number | None = None


class BranchSettings(HyperparameterPatch):
    """Settings in which a branch can differ from its parent; null leaves one unchanged."""

    cost: Name | None = None
    optimizer: Name | None = None
    schedule: Name | None = None
    epochs: Count | None = None


class NewRunSettings(BranchSettings):
    """The settings of a new run; null leaves one at its present value."""

    hidden: Annotated[tuple[Count, ...], Field(max_length=20)] | None = Field(
        None, description="Neurons of each hidden layer."
    )
    activation: Name | None = None
    seed: Count | None = None
