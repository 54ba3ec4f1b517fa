"""A server in this process, and a client that holds its token."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from backlit.web.app import create_app
from backlit.web.services import Services, create_services

HOST = "127.0.0.1:8123"
TOKEN = "a-token-of-this-start"


@pytest.fixture
def services() -> Services:
    return create_services()


@pytest.fixture
def client(services: Services) -> Iterator[TestClient]:
    headers = {"authorization": f"Bearer {TOKEN}"}
    with TestClient(
        create_app(services, TOKEN, [HOST]), base_url=f"http://{HOST}", headers=headers
    ) as client:
        yield client
