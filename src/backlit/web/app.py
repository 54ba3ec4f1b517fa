"""The application: the guard, and behind it the page, the API and the WebSocket."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from fastapi import FastAPI, Request, Response, WebSocket
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp

from backlit import __version__
from backlit.errors import BacklitError
from backlit.web.api import api
from backlit.web.desk import Desk
from backlit.web.security import Guard
from backlit.web.socket.connection import Session
from backlit.web.socket.frame_cache import SharedFrames
from backlit.web.static_files import File, page_files

_FOREVER = "private, max-age=31536000, immutable"


def application(desk: Desk, token: str, hosts: list[str]) -> Guard:
    """The whole server, guarded.

    Args:
        desk: What it answers about.
        token: The secret of this start.
        hosts: The values of ``Host`` that mean this server.
    """
    return Guard(unguarded(desk), token, hosts)


def unguarded(desk: Desk) -> FastAPI:
    """What stands behind the guard; never serve it without."""

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(
        lifespan=life,
        title="Backlit",
        version=__version__,
        description="Every number of a neural network, opened: the answers of `backlit explain`.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.include_router(api(desk))
    app.add_exception_handler(BacklitError, _spoken)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(ClientDisconnect, _to_nobody)
    for address, file in page_files().items():
        app.add_api_route(address, _served(file), methods=["GET", "HEAD"], include_in_schema=False)

    shared = SharedFrames()

    @app.websocket("/socket")
    async def socket(websocket: WebSocket) -> None:
        await Session(websocket, desk, shared).run()

    return app


def _served(file: File) -> ASGIApp:
    headers = {"cache-control": _FOREVER if file.lasting else "no-cache"}

    async def serve() -> Response:
        return Response(file.content, media_type=file.kind, headers=headers)

    return serve  # type: ignore[return-value]


async def _spoken(_: Request, error: Exception) -> Response:
    assert isinstance(error, BacklitError)
    return JSONResponse(
        {"error": error.message, "hint": error.hint}, HTTPStatus.UNPROCESSABLE_ENTITY
    )


async def _to_nobody(_: Request, __: Exception) -> Response:
    return Response(status_code=HTTPStatus.NO_CONTENT)


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"] if part != "body") or "the body"
    return JSONResponse(
        {
            "error": f"Expected a request as /api/openapi.json describes it; at {place}: "
            f"{first['msg']}.",
            "hint": None,
        },
        HTTPStatus.UNPROCESSABLE_ENTITY,
    )
