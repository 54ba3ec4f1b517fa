"""The ASGI application: access control around the page, the API and the WebSocket."""

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
from backlit.web.api import api_router
from backlit.web.security import LocalAccessMiddleware
from backlit.web.services import Services
from backlit.web.socket.connection import ClientConnection
from backlit.web.socket.frame_cache import FrameCache
from backlit.web.static_files import StaticFile, static_files

_ONE_YEAR = "private, max-age=31536000, immutable"


def create_app(services: Services, token: str, hosts: list[str]) -> LocalAccessMiddleware:
    """The whole server, with access control.

    Args:
        services: The models and the runs.
        token: The secret of this start of the server.
        hosts: The accepted values of the header ``Host``.
    """
    return LocalAccessMiddleware(create_unprotected_app(services), token, hosts)


def create_unprotected_app(services: Services) -> FastAPI:
    """The application without access control; never serve it without."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        services.close()

    app = FastAPI(
        lifespan=lifespan,
        title="Backlit",
        version=__version__,
        description="Every number of a neural network, opened: the answers of `backlit explain`.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.services = services
    app.include_router(api_router)
    app.add_exception_handler(BacklitError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(ClientDisconnect, _disconnected)
    for path, file in static_files().items():
        app.add_api_route(path, _endpoint(file), methods=["GET", "HEAD"], include_in_schema=False)

    frame_cache = FrameCache()

    @app.websocket("/socket")
    async def socket(websocket: WebSocket) -> None:
        await ClientConnection(websocket, services, frame_cache).run()

    return app


def _endpoint(file: StaticFile) -> ASGIApp:
    headers = {"cache-control": _ONE_YEAR if file.immutable else "no-cache"}

    async def serve() -> Response:
        return Response(file.content, media_type=file.media_type, headers=headers)

    return serve  # type: ignore[return-value]


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, BacklitError)
    return JSONResponse(
        {"error": error.message, "hint": error.hint}, HTTPStatus.UNPROCESSABLE_ENTITY
    )


async def _disconnected(_: Request, __: Exception) -> Response:
    return Response(status_code=HTTPStatus.NO_CONTENT)


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"] if part != "body") or "the body"
    return JSONResponse(
        {
            "error": f"Expected a request as /api/openapi.json describes it; at {field}: "
            f"{first['msg']}.",
            "hint": None,
        },
        HTTPStatus.UNPROCESSABLE_ENTITY,
    )
