"""The dependencies of the routes, injected by FastAPI."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from backlit.web.services import Services


def get_services(connection: HTTPConnection) -> Services:
    """The services of the application, as ``create_unprotected_app`` stored them."""
    services = connection.app.state.services
    assert isinstance(services, Services)
    return services


ServicesDependency = Annotated[Services, Depends(get_services)]
