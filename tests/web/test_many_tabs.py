"""Many tabs at once, and tabs that never read: none blocks another, and none leaves anything."""

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


def say(tab: ClientConnection, **command: Any) -> None:
    tab.send(json.dumps(command))


def heard(tab: ClientConnection, kind: str) -> dict[str, Any]:
    """The header of the next frame of a kind."""
    while True:
        frame = tab.recv(timeout=30)
        assert isinstance(frame, bytes)
        length = int.from_bytes(frame[:4], "little")
        header: dict[str, Any] = json.loads(frame[4 : 4 + length])
        if header["type"] == kind:
            return header


def play(tab: ClientConnection) -> None:
    say(tab, type="restart", epochs=100_000)
    say(tab, type="subscribe")
    say(tab, type="control", action="play")


def steps_in(tab: ClientConnection, seconds: float) -> int:
    first = heard(tab, "run_state")["last_step"]
    end = time.monotonic() + seconds
    while True:
        last = heard(tab, "run_state")["last_step"]
        if time.monotonic() > end:
            return int(last - first)


def test_a_tab_that_never_reads_blocks_no_other_tab(server: Served):
    with ExitStack() as tabs:
        reader = tabs.enter_context(server.tab())
        play(reader)
        alone = steps_in(reader, 2.0)
        for _ in range(SLOW_TABS):
            say(tabs.enter_context(server.tab()), type="subscribe")
        # Long enough that what waits for them would fill every buffer on the way.
        time.sleep(3.0)
        beside = steps_in(reader, 2.0)
        say(reader, type="control", action="pause")
    assert beside > 0.3 * alone


def test_fifty_tabs_all_see_the_run_and_leave_nothing_behind(server: Served):
    with server.tab() as first:
        heard(first, "hello")
        say(first, type="subscribe")
        heard(first, "run_state")
        files, threads = server.open_files(), server.threads()
        with ExitStack() as stack:
            tabs = [stack.enter_context(server.tab()) for _ in range(TABS)]
            play(first)
            for tab in tabs:
                say(tab, type="subscribe")
            shown = [heard(tab, "run_state")["last_step"] for tab in tabs]
            later = [heard(tab, "run_state")["last_step"] for tab in tabs]
            assert all(after >= before for before, after in zip(shown, later, strict=True))
            assert max(later) > 0
            say(first, type="control", action="pause")
        until = time.monotonic() + 20
        while server.open_files() > files and time.monotonic() < until:
            time.sleep(0.1)
        # Answers are made in a pool of threads, which stays for the next questions.
        assert server.open_files() <= files
        assert server.threads() <= threads + 40
