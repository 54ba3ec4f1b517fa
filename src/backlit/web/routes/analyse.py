"""A network over many examples."""

from __future__ import annotations

from fastapi import APIRouter, Response

from backlit.gradients.cost_distribution import cost_distribution
from backlit.web.dependencies import ServicesDependency
from backlit.web.input_resolver import examples_of
from backlit.web.model_view import view_model
from backlit.web.routes.responses import MODEL_RECORD, record
from backlit.web.schemas import CostDistributionRequest

router = APIRouter()


@router.post("/analyse/cost", responses=MODEL_RECORD)
def costs(services: ServicesDependency, body: CostDistributionRequest) -> Response:
    """The cost over all examples: its mean, its classes, its spread, the worst and the best."""
    view = view_model(services, body)
    found = cost_distribution(view.network, examples_of(view, body.set), view.cost, body.most)
    return record(found, view)
