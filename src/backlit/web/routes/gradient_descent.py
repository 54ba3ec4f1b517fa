"""The routes of gradient descent: on a curve, a surface, a plane in weight space, and by hand."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from fastapi import APIRouter, Response
from pydantic import Field

from backlit.checks import fitting_network
from backlit.core.network import flatten, unflatten
from backlit.data.examples import Examples
from backlit.gradients.dataset_gradient import cost_alone, cost_and_gradient
from backlit.gradients.gradient_step import explain_step
from backlit.gradients.landscape import cost_line, path_plane, random_plane
from backlit.gradients.negative_gradient import explain_gradient
from backlit.maths.minima import Minima, descend_curve, find_basins
from backlit.maths.named_functions import CurveName, named_curve, named_surface
from backlit.maths.surface import descend_surface
from backlit.render.json import record_values
from backlit.web.dependencies import ServicesDependency
from backlit.web.input_resolver import examples_of, resolve_labelled_input
from backlit.web.model_view import ModelView, view_model
from backlit.web.routes.responses import MODEL_RECORD, RECORD, record, values
from backlit.web.schemas import Count, DatasetRequest, LabelledRequest, Number, RequestModel
from backlit.web.services import Services
from backlit.web.training_path import path_of

Rate = Annotated[Number, Field(gt=0, le=100)]
# The most steps that can be taken by hand.
_MAX_STEPS = 60
_LINE_POINTS = 61


class CurveRequest(RequestModel):
    """A curve, the start and the learning rate."""

    curve: CurveName = "waves"
    start: Annotated[Number, Field(ge=-6, le=6)] = 3.0
    learning_rate: Rate = 0.1
    steps: Annotated[int, Field(ge=1, le=500)] = 60


class SurfaceRequest(RequestModel):
    """A start on the lecture's surface, and the learning rate."""

    x: Annotated[Number, Field(ge=-2, le=2)] = 1.0
    y: Annotated[Number, Field(ge=-2, le=2)] = 1.0
    learning_rate: Rate = 0.1


class PlaneRequest(DatasetRequest):
    """A plane in weight space."""

    directions: Literal["path", "random"] = "path"
    span: Annotated[Number, Field(ge=0.01, le=10)] = 1.0
    size: Annotated[int, Field(ge=5, le=61)] = 41
    examples: Annotated[int, Field(ge=10, le=5000)] = 1000
    seed: Count = 0


class GradientRequest(LabelledRequest):
    """The examples of a gradient: the input, or the first examples of the data."""

    over: Literal["input", "train", "test"] = "train"
    examples: Annotated[int, Field(ge=1, le=2000)] = 100


class GradientStepsRequest(GradientRequest):
    """The learning rates of the steps taken so far, and that of the next."""

    taken: Annotated[tuple[Rate, ...], Field(max_length=_MAX_STEPS)] = ()
    learning_rate: Rate = 1.0


router = APIRouter()


@router.post("/descent/curve", responses=RECORD)
def curve(body: CurveRequest) -> Response:
    """One descent of a curve, and the basin of attraction of every start."""
    formula = named_curve(body.curve)
    down = descend_curve(formula, body.start, body.learning_rate, body.steps)
    basins = find_basins(formula, learning_rate=body.learning_rate)
    return values(record_values(Minima(down, basins)))


@router.post("/descent/surface", responses=RECORD)
def surface(body: SurfaceRequest) -> Response:
    """The gradient at a point, read in two ways, and the descent from there."""
    found = descend_surface(named_surface(None), (body.x, body.y), body.learning_rate)
    return values(record_values(found))


@router.post("/descent/plane", responses=MODEL_RECORD)
def plane(services: ServicesDependency, body: PlaneRequest) -> Response:
    """The cost over a plane through weight space, with the path that training took."""
    view = view_model(services, body)
    few = _first(examples_of(view, body.set), body.examples)
    if body.directions == "path":
        path = path_of(services, view, body.step)
        found = path_plane(path, few, view.cost, size=body.size, span=body.span)
    else:
        rng = np.random.default_rng(body.seed)
        found = random_plane(view.network, few, rng, view.cost, size=body.size, span=body.span)
    return record(found, view)


@router.post("/explain/gradient", responses=MODEL_RECORD)
def gradient(services: ServicesDependency, body: GradientRequest) -> Response:
    """−∇C over some examples, and how to read it."""
    view = view_model(services, body)
    found = explain_gradient(view.network, _over(services, view, body), view.cost)
    return record(found, view)


@router.post("/explain/steps", responses=MODEL_RECORD)
def steps(services: ServicesDependency, body: GradientStepsRequest) -> Response:
    """Steps taken by hand, and the predicted and measured effect of the next one."""
    view = view_model(services, body)
    examples = _over(services, view, body)
    network, costs = fitting_network(view.network, examples), []
    for rate in body.taken:
        total, slopes = cost_and_gradient(network, examples, view.cost)
        costs.append(total)
        network = unflatten(network, flatten(network) - rate * slopes)
    costs.append(cost_alone(network, examples, view.cost))
    found = explain_step(network, examples, [body.learning_rate], view.cost)
    # The line along −∇C, twice as long as the next step.
    _, slopes = cost_and_gradient(network, examples, view.cost)
    after = unflatten(network, flatten(network) - body.learning_rate * slopes)
    line = cost_line(network, after, examples, view.cost, size=_LINE_POINTS, span=(0.0, 2.0))
    way = {"learning_rates": line.offsets * body.learning_rate, "costs": line.costs}
    return record(found, view, {"costs": costs, "line": way})


def _over(services: Services, view: ModelView, body: GradientRequest) -> Examples:
    """The examples of a gradient."""
    if body.over != "input":
        return _first(examples_of(view, body.over), body.examples)
    x, label = resolve_labelled_input(view, body)
    names = view.names
    return Examples(
        x.reshape(1, -1), np.array([label]), names.classes, "the input", names.image_shape
    )


def _first(examples: Examples, n: int) -> Examples:
    return examples.take(slice(min(n, len(examples))))
