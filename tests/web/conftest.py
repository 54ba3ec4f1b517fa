"""A server in this process, and a client that holds its token."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from backlit.web.app import application
from backlit.web.desk import Desk

HOST = "127.0.0.1:8123"
TOKEN = "a-token-of-this-start"


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    headers = {"authorization": f"Bearer {TOKEN}"}
    with TestClient(
        application(desk, TOKEN, [HOST]), base_url=f"http://{HOST}", headers=headers
    ) as client:
        yield client
