"""Work in a separate process: the same results, and stopped when the client disconnects."""

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

LONG = '{"method": "tsne", "layer": 1, "most": 2000}'


def test_a_map_made_apart_is_the_librarys_own(client: TestClient, test_set: Examples):
    pytest.importorskip("sklearn")
    answer = client.post("/api/analyse/map", json={"method": "tsne", "layer": 2, "most": 60})
    assert answer.status_code == 200, answer.text
    expected = embed_layer(pretrained_model().network, test_set, 2, method="tsne", limit=60)
    np.testing.assert_allclose(answer.json()["positions"], expected.positions)


def test_an_error_in_the_process_is_reported_as_usual(client: TestClient):
    answer = client.post("/api/analyse/map", json={"method": "tsne", "most": 3})
    assert answer.status_code == 422
    assert answer.json() == {
        "error": "Expected at least 10 examples to find neighbours among, got 3.",
        "hint": "take more, or use pca",
    }


@pytest.mark.slow
def test_work_ends_when_the_client_disconnects():
    pytest.importorskip("sklearn")
    with served() as server:
        address = urlsplit(server.base)
        line = http.client.HTTPConnection(str(address.hostname), address.port)
        headers = server.headers | {"content-type": "application/json"}
        line.request("POST", "/api/analyse/map", LONG, headers)
        until(lambda: at_work(server) != [], 30)
        (worker,) = at_work(server)
        line.close()
        until(lambda: not worker.exists(), 30)
        # Another takes its place.
        found = server("analyse/map", {"method": "tsne", "layer": 2, "most": 60})
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
