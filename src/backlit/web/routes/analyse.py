"""A network over many examples."""

from __future__ import annotations

from fastapi import APIRouter, Response

from backlit.gradients.cost_distribution import cost_distribution
from backlit.web.asking import AskCosts
from backlit.web.desk import Desk
from backlit.web.routes.answer import record


def add_analyse(router: APIRouter, desk: Desk) -> None:
    """Add the routes."""

    @router.post("/analyse/cost")
    def costs(ask: AskCosts) -> Response:
        """The cost over all examples: its mean, its classes, its spread, the worst and the best."""
        subject = desk.subject(ask)
        found = cost_distribution(
            subject.network, desk.examples(subject, ask.set), subject.cost, ask.most
        )
        return record(found, subject)
