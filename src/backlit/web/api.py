"""The HTTP API: the same answers as on the command line, as JSON, for the page and for programs."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import numpy as np
from fastapi import APIRouter, Response
from pydantic import BaseModel

from backlit.analyse.costs import cost_over
from backlit.core.forward import forward
from backlit.core.parameters import check_range
from backlit.explain.chain_rule import explain_chain_rule, steepest_weight
from backlit.explain.cost import explain_cost
from backlit.explain.example import one_input
from backlit.explain.neuron import explain_neuron
from backlit.explain.nudges import explain_avenues, explain_nudges
from backlit.render.json import record_values, to_json
from backlit.render.latex import chain_rule_latex
from backlit.web.asking import (
    AboutExample,
    AboutInput,
    AboutModel,
    AskAvenues,
    AskChain,
    AskCosts,
    AskExamples,
    AskNeuron,
)
from backlit.web.desk import Desk, Subject


class Problem(BaseModel):
    """What was wrong with a request."""

    error: str
    hint: str | None


def api(desk: Desk) -> APIRouter:
    """The routes below /api."""
    router = APIRouter(
        prefix="/api",
        responses={HTTPStatus.UNPROCESSABLE_ENTITY: {"model": Problem}},
        default_response_class=Response,
    )

    @router.get("/models")
    def models() -> Response:
        """The models there are; the first is the one asked about when none is named."""
        return _json({"models": list(desk.paths())})

    @router.post("/model")
    def model(about: AboutModel) -> Response:
        """What a model is made of: its layers, classes, settings and history."""
        subject = desk.subject(about)
        facts = subject.model.facts
        return _json(
            {
                "model": subject.name,
                "sizes": subject.network.sizes,
                "classes": facts.classes,
                "image_shape": facts.image_shape,
                "activations": [layer.activation.name for layer in subject.network.layers],
                "settings": facts.settings,
                "history": facts.history,
                "data": facts.data_name,
            }
        )

    @router.post("/predict")
    def predict(about: AboutInput) -> Response:
        """What a network says to a drawing, an example, noise or numbers."""
        subject = desk.subject(about)
        x = desk.looked(subject, about.input).x
        outputs = forward(subject.network, one_input(subject.network, x)).output[0]
        said = int(np.argmax(outputs))
        return _json(
            {
                "model": subject.name,
                "class": subject.names.classes[said],
                "output": outputs[said],
                "outputs": outputs,
                "inputs": x,
            }
        )

    @router.post("/examples")
    def examples(ask: AskExamples) -> Response:
        """Examples as the network sees them, and what they are."""
        chosen = desk.examples(desk.subject(ask), ask.set)
        for number in ask.numbers:
            check_range(f"an example of {chosen.name}", number, len(chosen))
        some = chosen.take(np.array(ask.numbers, np.intp)) if ask.numbers else None
        return _json(
            {
                "inputs": [] if some is None else some.inputs(),
                "labels": [] if some is None else some.labels,
                "image_shape": chosen.image_shape,
            }
        )

    @router.post("/analyse/cost")
    def costs(ask: AskCosts) -> Response:
        """The cost over all examples: its mean, its classes, its spread, the worst and the best."""
        subject = desk.subject(ask)
        record = cost_over(subject.network, desk.examples(subject, ask.set), subject.cost, ask.most)
        return _record(record, subject)

    @router.post("/explain/neuron")
    def neuron(ask: AskNeuron) -> Response:
        """Every term of a neuron's weighted sum, its bias, z and a."""
        subject = desk.subject(ask)
        x = desk.looked(subject, ask.input).x
        return _record(explain_neuron(subject.network, x, ask.layer, ask.neuron), subject)

    @router.post("/explain/cost")
    def cost(ask: AboutExample) -> Response:
        """The terms that the cost of one example is made of."""
        subject = desk.subject(ask)
        x, label = desk.labelled(subject, ask)
        return _record(explain_cost(subject.network, x, label, subject.cost), subject)

    @router.post("/explain/nudges")
    def nudges(ask: AboutExample) -> Response:
        """What one example wishes of every neuron, back to the pixels."""
        subject = desk.subject(ask)
        x, label = desk.labelled(subject, ask)
        return _record(explain_nudges(subject.network, x, label, subject.cost), subject)

    @router.post("/explain/avenues")
    def avenues(ask: AskAvenues) -> Response:
        """The three ways to make one neuron more or less active."""
        subject = desk.subject(ask)
        x, label = desk.labelled(subject, ask)
        record = explain_avenues(subject.network, x, label, ask.layer, ask.neuron, subject.cost)
        return _record(record, subject)

    @router.post("/explain/chain")
    def chain(ask: AskChain) -> Response:
        """The chain rule for one weight or bias, as a tree of factors, with its formula."""
        subject = desk.subject(ask)
        x, label = desk.labelled(subject, ask)
        index = ask.parameter
        if index is None:
            index = steepest_weight(subject.network, x, label, subject.cost).index
        record = explain_chain_rule(
            subject.network, x, label, index, subject.cost,
            most=ask.most, most_nodes=ask.most_nodes,
        )  # fmt: skip
        return _record(record, subject, {"latex": chain_rule_latex(record)})

    return router


def _record(record: object, subject: Subject, more: dict[str, Any] | None = None) -> Response:
    about = {"model": subject.name, "names": subject.names}
    return _json(record_values(record, about | (more or {})))


def _json(value: object) -> Response:
    return Response(to_json(value), media_type="application/json")
