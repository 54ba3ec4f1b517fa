"""The calculus: a chain of single neurons that can be turned, and any weight's average slope."""

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
from backlit.web.asking import AboutSet, Asked, AskedPlace, Name, Number
from backlit.web.desk import Desk
from backlit.web.routes.answer import record, values

# Beyond this a sigmoid in float64 is 0 or 1 anyway.
Turned = Annotated[Number, Field(ge=-1000, le=1000)]
Links = Annotated[tuple[Turned, ...], Field(min_length=1, max_length=8)]


class AskSimpleChain(Asked):
    """A chain of one neuron a layer, and which of its weights and biases is nudged."""

    weights: Links = (1.0, -2.0, 0.5)
    biases: Links = (0.0, 0.0, 0.0)
    x: Turned = 1.0
    y: Turned = 1.0
    activation: Name = Field("sigmoid", description="sigmoid, relu, tanh or identity")
    cost: Name = Field("squared_error", description="squared_error, half_squared_error, …")
    nudged: Annotated[int, Field(ge=0, le=15)] = Field(
        0, description="Counted w⁽¹⁾, b⁽¹⁾, w⁽²⁾, b⁽²⁾ …"
    )
    nudge: Turned = Field(0.1, description="By how much.")

    @model_validator(mode="after")
    def _known(self) -> AskSimpleChain:
        if self.activation not in ACTIVATIONS or self.cost not in COSTS:
            raise ValueError("an activation and a cost that Backlit knows were expected")
        if self.nudged >= 2 * len(self.weights):
            raise ValueError(f"a chain of {len(self.weights)} has not so many weights and biases")
        return self


class AskAverage(AboutSet):
    """Which weight or bias, and over how many examples."""

    place: AskedPlace
    examples: Annotated[int, Field(ge=1, le=10_000)] = 1000


def add_calculus(router: APIRouter, desk: Desk) -> None:
    """Add the routes."""

    @router.post("/explain/simple-chain")
    def simple_chain(ask: AskSimpleChain) -> Response:
        """Every factor of ∂C₀/∂w in a chain of single neurons, and what a nudge really does."""
        found = _chain(ask, 0.0)
        latex = {
            "slopes": simple_chain_latex(found),
            "fractions": [factor_fractions(found, slope) for slope in found.slopes],
            "factors": [factor_symbols(found, slope) for slope in found.slopes],
        }
        nudged = _chain(ask, ask.nudge)
        after = {"z": nudged.z, "a": nudged.a, "cost": nudged.cost}
        after["ratio"] = (nudged.cost - found.cost) / ask.nudge if ask.nudge else None
        return values(record_values(found, {"latex": latex, "nudged": after}))

    @router.post("/explain/average")
    def average(ask: AskAverage) -> Response:
        """One weight's slope for each of many examples, and the mean of them."""
        subject = desk.subject(ask)
        examples = desk.examples(subject, ask.set)
        few = examples.take(slice(min(ask.examples, len(examples))))
        parameter = ask.place.parameter(subject.network.sizes)
        found = explain_average_slope(
            subject.network, few.inputs(), few.labels, parameter.index, subject.cost
        )
        return record(found, subject, {"latex": average_latex(found)})


def _chain(ask: AskSimpleChain, nudge: float) -> SimpleChain:
    numbers = [list(ask.weights), list(ask.biases)]
    if len(ask.weights) == len(ask.biases):
        numbers[ask.nudged % 2][ask.nudged // 2] += nudge
    weights, biases = numbers
    return explain_simple_chain(
        weights, biases, ask.x, ask.y, ACTIVATIONS[ask.activation], cost=COSTS[ask.cost]
    )
