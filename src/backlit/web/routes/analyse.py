"""A network over many examples."""

from __future__ import annotations

from fastapi import APIRouter, Response

from backlit.analyse.costs import cost_over
from backlit.web.input_resolver import examples_of
from backlit.web.model_view import view_model
from backlit.web.routes.responses import record
from backlit.web.schemas import CostDistributionRequest
from backlit.web.services import Services


def add_analyse(router: APIRouter, services: Services) -> None:
    """Add the routes."""

    @router.post("/analyse/cost")
    def costs(body: CostDistributionRequest) -> Response:
        """The cost over all examples: its mean, its classes, its spread, the worst and the best."""
        view = view_model(services, body)
        found = cost_over(view.network, examples_of(view, body.set), view.cost, body.most)
        return record(found, view)
