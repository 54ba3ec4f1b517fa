"""The HTTP API: the command line's answers as JSON, for the page and for programs."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Response
from pydantic import BaseModel

from backlit.web.routes import (
    analyse,
    calculus,
    descent,
    explain,
    inside,
    models,
    nudges,
    runs,
)


class Problem(BaseModel):
    """The reason why a request was refused."""

    error: str
    hint: str | None


api_router = APIRouter(
    prefix="/api",
    responses={HTTPStatus.UNPROCESSABLE_ENTITY: {"model": Problem}},
    default_response_class=Response,
)
for _module in (models, explain, descent, nudges, calculus, analyse, inside, runs):
    api_router.include_router(_module.router)
