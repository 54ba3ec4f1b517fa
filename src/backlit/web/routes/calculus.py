"""The routes of calculus: a simple chain of neurons, and the average slope of any weight."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field, model_validator

from backlit.core.activations import ACTIVATIONS
from backlit.core.cost import COSTS
from backlit.explain.simple_chain import SimpleChain, explain_simple_chain
from backlit.gradients.average_slope import explain_average_slope
from backlit.render.json import record_values
from backlit.render.latex.average_slope import average_latex
from backlit.render.latex.simple_chain import factor_fractions, factor_symbols, simple_chain_latex
from backlit.web.dependencies import ServicesDependency
from backlit.web.input_resolver import examples_of
from backlit.web.model_view import view_model
from backlit.web.routes.responses import MODEL_RECORD, RECORD, record, values
from backlit.web.schemas import DatasetRequest, Name, Number, ParameterReference, RequestModel

# Beyond this a sigmoid in float64 is 0 or 1 anyway.
BoundedNumber = Annotated[Number, Field(ge=-1000, le=1000)]
Links = Annotated[tuple[BoundedNumber, ...], Field(min_length=1, max_length=8)]


class SimpleChainRequest(RequestModel):
    """A chain with one neuron per layer, and the parameter to nudge."""

    weights: Links = (1.0, -2.0, 0.5)
    biases: Links = (0.0, 0.0, 0.0)
    x: BoundedNumber = 1.0
    y: BoundedNumber = 1.0
    activation: Name = Field("sigmoid", description="sigmoid, relu, tanh or identity")
    cost: Name = Field("squared_error", description="squared_error, half_squared_error, …")
    nudged: Annotated[int, Field(ge=0, le=15)] = Field(
        0, description="Counted w⁽¹⁾, b⁽¹⁾, w⁽²⁾, b⁽²⁾ …"
    )
    nudge: BoundedNumber = Field(0.1, description="The size of the nudge.")

    @model_validator(mode="after")
    def _known(self) -> SimpleChainRequest:
        if self.activation not in ACTIVATIONS or self.cost not in COSTS:
            raise ValueError("expected the names of an activation and a cost")
        if self.nudged >= 2 * len(self.weights):
            raise ValueError(f"the chain has only {2 * len(self.weights)} weights and biases")
        return self


class AverageSlopeRequest(DatasetRequest):
    """A weight or bias, and the number of examples to average over."""

    place: ParameterReference
    examples: Annotated[int, Field(ge=1, le=10_000)] = 1000


router = APIRouter()


@router.post("/explain/simple-chain", responses=RECORD)
def simple_chain(body: SimpleChainRequest) -> Response:
    """Every factor of ∂C₀/∂w in a chain of single neurons, and the effect of a nudge."""
    found = _chain(body, 0.0)
    latex = {
        "slopes": simple_chain_latex(found),
        "fractions": [factor_fractions(found, slope) for slope in found.slopes],
        "factors": [factor_symbols(found, slope) for slope in found.slopes],
    }
    nudged = _chain(body, body.nudge)
    after = {"z": nudged.z, "a": nudged.a, "cost": nudged.cost}
    after["ratio"] = (nudged.cost - found.cost) / body.nudge if body.nudge else None
    return values(record_values(found, {"latex": latex, "nudged": after}))


@router.post("/explain/average", responses=MODEL_RECORD)
def average(services: ServicesDependency, body: AverageSlopeRequest) -> Response:
    """One weight's slope for each of many examples, and the mean of them."""
    view = view_model(services, body)
    examples = examples_of(view, body.set)
    few = examples.take(slice(min(body.examples, len(examples))))
    parameter = body.place.parameter(view.network.sizes)
    found = explain_average_slope(
        view.network, few.inputs(), few.labels, parameter.index, view.cost
    )
    return record(found, view, {"latex": average_latex(found)})


def _chain(body: SimpleChainRequest, nudge: float) -> SimpleChain:
    numbers = [list(body.weights), list(body.biases)]
    if len(body.weights) == len(body.biases):
        numbers[body.nudged % 2][body.nudged // 2] += nudge
    weights, biases = numbers
    return explain_simple_chain(
        weights, biases, body.x, body.y, ACTIVATIONS[body.activation], cost=COSTS[body.cost]
    )
