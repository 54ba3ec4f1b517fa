"""The process pool: the same results as in process, and cancelled when the client leaves."""

import http.client
import os
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from starlette.testclient import TestClient

from backlit import embed_layer, pretrained_model
from backlit.data.examples import Examples
from tests.web.serving import Served, served
from tests.web.waiting import until

LONG = '{"method": "tsne", "layer": 1, "examples": 2000}'


def test_an_embedding_from_the_pool_equals_the_librarys(client: TestClient, test_set: Examples):
    pytest.importorskip("sklearn")
    answer = client.post(
        "/api/analyse/embedding", json={"method": "tsne", "layer": 2, "examples": 60}
    )
    assert answer.status_code == 200, answer.text
    expected = embed_layer(pretrained_model().network, test_set, 2, method="tsne", limit=60)
    np.testing.assert_allclose(answer.json()["positions"], expected.positions)


def test_an_error_in_the_pool_is_answered_as_any_other(client: TestClient):
    answer = client.post("/api/analyse/embedding", json={"method": "tsne", "examples": 3})
    assert answer.status_code == 422
    assert answer.json() == {
        "error": "Expected at least 10 examples to find neighbours among, got 3.",
        "hint": "take more, or use pca",
    }


@pytest.mark.slow
def test_work_is_cancelled_when_the_client_disconnects():
    pytest.importorskip("sklearn")
    with served() as server:
        address = urlsplit(server.base)
        line = http.client.HTTPConnection(str(address.hostname), address.port)
        headers = server.headers | {"content-type": "application/json"}
        line.request("POST", "/api/analyse/embedding", LONG, headers)
        until(lambda: at_work(server) != [], 30)
        (worker,) = at_work(server)
        line.close()
        until(lambda: not worker.exists(), 30)
        # The pool has started another process.
        found = server("analyse/embedding", {"method": "tsne", "layer": 2, "examples": 60})
        assert len(found["positions"]) == 60


def at_work(server: Served) -> list[Path]:
    """The server's own processes that have computed for more than three seconds."""
    own = Path(f"/proc/{server.process.pid}/task").glob("*/children")
    processes = [Path("/proc") / pid for each in own for pid in each.read_text().split()]
    return [process for process in processes if seconds(process) > 3]


def seconds(process: Path) -> float:
    """How long a process has computed (``man 5 proc``: utime and stime)."""
    fields = (process / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
