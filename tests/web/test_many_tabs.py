"""Many clients at once, also some that never read: they delay no one and leak nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from websockets.sync.client import ClientConnection

from tests.web.serving import Served, served

TABS = 50
SLOW_TABS = 5


@pytest.fixture
def server() -> Iterator[Served]:
    with served() as server:
        yield server


def send(tab: ClientConnection, **command: Any) -> None:
    tab.send(json.dumps(command))


def receive(tab: ClientConnection, kind: str) -> dict[str, Any]:
    """The header of the next frame of a kind."""
    while True:
        frame = tab.recv(timeout=30)
        assert isinstance(frame, bytes)
        length = int.from_bytes(frame[:4], "little")
        header: dict[str, Any] = json.loads(frame[4 : 4 + length])
        if header["type"] == kind:
            return header


def play(tab: ClientConnection) -> None:
    send(tab, type="restart", epochs=100_000)
    send(tab, type="subscribe")
    send(tab, type="control", action="play")


def steps_in(tab: ClientConnection, seconds: float) -> int:
    first = receive(tab, "run_state")["last_step"]
    end = time.monotonic() + seconds
    while True:
        last = receive(tab, "run_state")["last_step"]
        if time.monotonic() > end:
            return int(last - first)


def test_a_client_that_never_reads_does_not_slow_the_others(server: Served):
    with ExitStack() as tabs:
        reader = tabs.enter_context(server.tab())
        play(reader)
        alone = steps_in(reader, 2.0)
        for _ in range(SLOW_TABS):
            send(tabs.enter_context(server.tab()), type="subscribe")
        # Long enough that what waits for them would fill every buffer on the way.
        time.sleep(3.0)
        beside = steps_in(reader, 2.0)
        send(reader, type="control", action="pause")
    assert beside > 0.3 * alone


def test_fifty_clients_all_receive_the_run_and_leave_no_resources(server: Served):
    with server.tab() as first:
        receive(first, "hello")
        send(first, type="subscribe")
        receive(first, "run_state")
        files, threads = server.open_files(), server.threads()
        with ExitStack() as stack:
            tabs = [stack.enter_context(server.tab()) for _ in range(TABS)]
            play(first)
            for tab in tabs:
                send(tab, type="subscribe")
            shown = [receive(tab, "run_state")["last_step"] for tab in tabs]
            later = [receive(tab, "run_state")["last_step"] for tab in tabs]
            assert all(after >= before for before, after in zip(shown, later, strict=True))
            assert max(later) > 0
            send(first, type="control", action="pause")
        until = time.monotonic() + 20
        while server.open_files() > files and time.monotonic() < until:
            time.sleep(0.1)
        # Answers are made in a pool of threads, which stays for the next questions.
        assert server.open_files() <= files
        assert server.threads() <= threads + 40
