"""Descent: on a curve, on a surface, on a plane through weight space, and a step by hand."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from fastapi import APIRouter, Response
from pydantic import Field

from backlit.analyse.gallery import named_curve, named_surface
from backlit.analyse.landscape import cost_line, path_plane, random_plane
from backlit.analyse.minima import Minima, descend_curve, find_basins
from backlit.analyse.surface import descend_surface
from backlit.core.network import flatten, unflatten
from backlit.data.examples import Examples
from backlit.explain.dataset_gradient import cost_alone, cost_and_gradient, fitting_network
from backlit.explain.gradient import explain_gradient
from backlit.explain.step import explain_step
from backlit.render.json import record_values
from backlit.web.asking import AboutExample, AboutSet, Asked, Count, Number
from backlit.web.desk import Desk, Subject
from backlit.web.routes.answer import record, values

Rate = Annotated[Number, Field(gt=0, le=100)]
Curve = Literal[
    "waves", "bowl", "two-valleys", "plateau", "ravine", "step", "shallow-and-deep"
]  # fmt: skip
# As many steps as anybody takes by hand.
_MOST_STEPS = 60
_LINE_POINTS = 61


class AskCurve(Asked):
    """Which curve, from where, and how large the steps are."""

    curve: Curve = "waves"
    start: Annotated[Number, Field(ge=-6, le=6)] = 3.0
    learning_rate: Rate = 0.1
    steps: Annotated[int, Field(ge=1, le=500)] = 60


class AskSurface(Asked):
    """Where on the slides' surface, and how large the steps are."""

    x: Annotated[Number, Field(ge=-2, le=2)] = 1.0
    y: Annotated[Number, Field(ge=-2, le=2)] = 1.0
    learning_rate: Rate = 0.1


class AskPlane(AboutSet):
    """Which plane through weight space."""

    directions: Literal["path", "random"] = "path"
    span: Annotated[Number, Field(ge=0.01, le=10)] = 1.0
    size: Annotated[int, Field(ge=5, le=61)] = 41
    examples: Annotated[int, Field(ge=10, le=5000)] = 1000
    seed: Count = 0


class AskOver(AboutExample):
    """Over which examples: what the network looks at, or the first so many of the data."""

    over: Literal["input", "train", "test"] = "train"
    examples: Annotated[int, Field(ge=1, le=2000)] = 100


class AskSteps(AskOver):
    """The steps that were taken by hand, and how large the next would be."""

    taken: Annotated[tuple[Rate, ...], Field(max_length=_MOST_STEPS)] = ()
    learning_rate: Rate = 1.0


def add_descent(router: APIRouter, desk: Desk) -> None:
    """Add the routes."""

    @router.post("/descent/curve")
    def curve(ask: AskCurve) -> Response:
        """One way down a curve, and which valley every start falls into."""
        formula = named_curve(ask.curve)
        down = descend_curve(formula, ask.start, ask.learning_rate, ask.steps)
        basins = find_basins(formula, learning_rate=ask.learning_rate)
        return values(record_values(Minima(down, basins)))

    @router.post("/descent/surface")
    def surface(ask: AskSurface) -> Response:
        """The gradient at a place, read in two ways, and the way down from there."""
        found = descend_surface(named_surface(None), (ask.x, ask.y), ask.learning_rate)
        return values(record_values(found))

    @router.post("/descent/plane")
    def plane(ask: AskPlane) -> Response:
        """The cost over a plane through weight space, with the path that training took."""
        subject = desk.subject(ask)
        few = _first(desk.examples(subject, ask.set), ask.examples)
        if ask.directions == "path":
            path = desk.path(subject, ask.step)
            found = path_plane(path, few, subject.cost, size=ask.size, span=ask.span)
        else:
            rng = np.random.default_rng(ask.seed)
            found = random_plane(
                subject.network, few, rng, subject.cost, size=ask.size, span=ask.span
            )
        return record(found, subject)

    @router.post("/explain/gradient")
    def gradient(ask: AskOver) -> Response:
        """−∇C over some examples, and how to read it."""
        subject = desk.subject(ask)
        found = explain_gradient(subject.network, _over(desk, subject, ask), subject.cost)
        return record(found, subject)

    @router.post("/explain/steps")
    def steps(ask: AskSteps) -> Response:
        """Steps taken by hand, and what the next one would do: promised and real."""
        subject = desk.subject(ask)
        examples = _over(desk, subject, ask)
        network, costs = fitting_network(subject.network, examples), []
        for rate in ask.taken:
            total, slopes = cost_and_gradient(network, examples, subject.cost)
            costs.append(total)
            network = unflatten(network, flatten(network) - rate * slopes)
        costs.append(cost_alone(network, examples, subject.cost))
        found = explain_step(network, examples, [ask.learning_rate], subject.cost)
        # The way along −∇C, to twice as far as the next step goes.
        _, slopes = cost_and_gradient(network, examples, subject.cost)
        after = unflatten(network, flatten(network) - ask.learning_rate * slopes)
        line = cost_line(network, after, examples, subject.cost, size=_LINE_POINTS, span=(0.0, 2.0))
        way = {"learning_rates": line.offsets * ask.learning_rate, "costs": line.costs}
        return record(found, subject, {"costs": costs, "line": way})


def _over(desk: Desk, subject: Subject, ask: AskOver) -> Examples:
    """The examples that a gradient is taken over."""
    if ask.over != "input":
        return _first(desk.examples(subject, ask.over), ask.examples)
    x, label = desk.labelled(subject, ask)
    names = subject.names
    return Examples(
        x.reshape(1, -1), np.array([label]), names.classes, "the input", names.image_shape
    )


def _first(examples: Examples, n: int) -> Examples:
    return examples.take(slice(min(n, len(examples))))
