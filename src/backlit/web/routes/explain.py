"""The routes that explain one example: its outputs, its cost and its nudges."""

from __future__ import annotations

from fastapi import APIRouter, Response

from backlit.explain.chain_rule import explain_chain_rule, steepest_weight
from backlit.explain.cost import explain_cost
from backlit.explain.neuron import explain_neuron
from backlit.explain.nudges import explain_avenues, explain_nudges
from backlit.explain.origin import explain_origin
from backlit.render.latex.chain_rule import chain_rule_latex
from backlit.render.latex.nudges import avenues_latex, wishes_latex
from backlit.render.latex.origin import origin_latex, quantity_latex
from backlit.web.dependencies import ServicesDependency
from backlit.web.input_resolver import resolve_input, resolve_labelled_input
from backlit.web.model_view import view_model
from backlit.web.routes.responses import MODEL_RECORD, record
from backlit.web.schemas import (
    AvenuesRequest,
    ChainRuleRequest,
    LabelledRequest,
    NeuronRequest,
    OriginRequest,
)

router = APIRouter()


@router.post("/explain/neuron", responses=MODEL_RECORD)
def neuron(services: ServicesDependency, body: NeuronRequest) -> Response:
    """Every term of a neuron's weighted sum, its bias, z and a."""
    view = view_model(services, body)
    x = resolve_input(view, body.input).x
    return record(explain_neuron(view.network, x, body.layer, body.neuron), view)


@router.post("/explain/cost", responses=MODEL_RECORD)
def cost(services: ServicesDependency, body: LabelledRequest) -> Response:
    """The terms of the cost of one example."""
    view = view_model(services, body)
    x, label = resolve_labelled_input(view, body)
    return record(explain_cost(view.network, x, label, view.cost), view)


@router.post("/explain/nudges", responses=MODEL_RECORD)
def nudges(services: ServicesDependency, body: LabelledRequest) -> Response:
    """The wishes of one example for every neuron, back to the pixels."""
    view = view_model(services, body)
    x, label = resolve_labelled_input(view, body)
    found = explain_nudges(view.network, x, label, view.cost)
    return record(found, view, {"latex": wishes_latex(found, view.network)})


@router.post("/explain/avenues", responses=MODEL_RECORD)
def avenues(services: ServicesDependency, body: AvenuesRequest) -> Response:
    """The three ways to make one neuron more or less active."""
    view = view_model(services, body)
    x, label = resolve_labelled_input(view, body)
    found = explain_avenues(view.network, x, label, body.layer, body.neuron, view.cost)
    return record(found, view, {"latex": avenues_latex(found)})


@router.post("/explain/chain", responses=MODEL_RECORD)
def chain(services: ServicesDependency, body: ChainRuleRequest) -> Response:
    """The chain rule for one weight or bias, as a tree of factors, with its formula."""
    view = view_model(services, body)
    x, label = resolve_labelled_input(view, body)
    parameter = (
        steepest_weight(view.network, x, label, view.cost)
        if body.place is None
        else body.place.parameter(view.network.sizes)
    )
    found = explain_chain_rule(
        view.network, x, label, parameter.index, view.cost,
        limit=body.most, max_nodes=body.most_nodes,
    )  # fmt: skip
    return record(found, view, {"latex": chain_rule_latex(found)})


@router.post("/explain/origin", responses=MODEL_RECORD)
def origin(services: ServicesDependency, body: OriginRequest) -> Response:
    """The origin of one number: the numbers that it is computed from."""
    view = view_model(services, body)
    resolved = resolve_input(view, body.input)
    found = explain_origin(
        view.network, resolved.x, body.quantity.quantity(),
        resolved.label if body.label is None else body.label, view.cost,
        baselines=view.baselines, limit=body.most,
    )  # fmt: skip
    activations = [layer.activation.name for layer in view.network.layers]
    latex = {
        "formula": origin_latex(found, activations),
        "parts": [quantity_latex(part.quantity) for part in found.parts],
    }
    return record(found, view, {"latex": latex})
