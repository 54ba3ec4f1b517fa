"""One example, opened: every number that stands behind an output, a cost or a wish."""

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
from backlit.web.asking import AboutExample, AskAvenues, AskChain, AskNeuron, AskOrigin
from backlit.web.desk import Desk
from backlit.web.routes.answer import record


def add_explain(router: APIRouter, desk: Desk) -> None:
    """Add the routes."""

    @router.post("/explain/neuron")
    def neuron(ask: AskNeuron) -> Response:
        """Every term of a neuron's weighted sum, its bias, z and a."""
        subject = desk.subject(ask)
        x = desk.looked(subject, ask.input).x
        return record(explain_neuron(subject.network, x, ask.layer, ask.neuron), subject)

    @router.post("/explain/cost")
    def cost(ask: AboutExample) -> Response:
        """The terms that the cost of one example is made of."""
        subject = desk.subject(ask)
        x, label = desk.labelled(subject, ask)
        return record(explain_cost(subject.network, x, label, subject.cost), subject)

    @router.post("/explain/nudges")
    def nudges(ask: AboutExample) -> Response:
        """What one example wishes of every neuron, back to the pixels."""
        subject = desk.subject(ask)
        x, label = desk.labelled(subject, ask)
        found = explain_nudges(subject.network, x, label, subject.cost)
        return record(found, subject, {"latex": wishes_latex(found, subject.network)})

    @router.post("/explain/avenues")
    def avenues(ask: AskAvenues) -> Response:
        """The three ways to make one neuron more or less active."""
        subject = desk.subject(ask)
        x, label = desk.labelled(subject, ask)
        found = explain_avenues(subject.network, x, label, ask.layer, ask.neuron, subject.cost)
        return record(found, subject, {"latex": avenues_latex(found)})

    @router.post("/explain/chain")
    def chain(ask: AskChain) -> Response:
        """The chain rule for one weight or bias, as a tree of factors, with its formula."""
        subject = desk.subject(ask)
        x, label = desk.labelled(subject, ask)
        parameter = (
            steepest_weight(subject.network, x, label, subject.cost)
            if ask.place is None
            else ask.place.parameter(subject.network.sizes)
        )
        found = explain_chain_rule(
            subject.network, x, label, parameter.index, subject.cost,
            limit=ask.most, max_nodes=ask.most_nodes,
        )  # fmt: skip
        return record(found, subject, {"latex": chain_rule_latex(found)})

    @router.post("/explain/origin")
    def origin(ask: AskOrigin) -> Response:
        """Where one number comes from: the parts that make it, each of which can be asked about."""
        subject = desk.subject(ask)
        looked = desk.looked(subject, ask.input)
        found = explain_origin(
            subject.network, looked.x, ask.quantity.quantity(),
            looked.label if ask.label is None else ask.label, subject.cost,
            baselines=desk.past(subject), limit=ask.most,
        )  # fmt: skip
        activations = [layer.activation.name for layer in subject.network.layers]
        latex = {
            "formula": origin_latex(found, activations),
            "parts": [quantity_latex(part.quantity) for part in found.parts],
        }
        return record(found, subject, {"latex": latex})
