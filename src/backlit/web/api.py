"""The HTTP API: the same answers as on the command line, as JSON, for the page and for programs."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Response
from pydantic import BaseModel

from backlit.web.routes.analyse import add_analyse
from backlit.web.routes.calculus import add_calculus
from backlit.web.routes.descent import add_descent
from backlit.web.routes.explain import add_explain
from backlit.web.routes.inside import add_inside
from backlit.web.routes.models import add_models
from backlit.web.routes.nudges import add_nudges
from backlit.web.routes.runs import add_runs
from backlit.web.services import Services

_ROUTES = (
    add_models, add_explain, add_descent, add_nudges, add_calculus, add_analyse, add_inside,
    add_runs,
)  # fmt: skip


class Problem(BaseModel):
    """What was wrong with a request."""

    error: str
    hint: str | None


def api(services: Services) -> APIRouter:
    """The routes below /api."""
    router = APIRouter(
        prefix="/api",
        responses={HTTPStatus.UNPROCESSABLE_ENTITY: {"model": Problem}},
        default_response_class=Response,
    )
    for add in _ROUTES:
        add(router, services)
    return router
