"""The server as people start it: quick to answer, on this machine only, stopped by a signal."""

import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from websockets.sync.client import connect

from backlit.errors import SettingsError
from backlit.web.server import check_host, hosts


@pytest.fixture
def started() -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "backlit", "serve", "--no-browser"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
        process.kill()


def test_the_printed_address_opens_the_page_and_ctrl_c_ends_it(
    started: tuple[subprocess.Popen[str], str],
):
    process, address = started
    found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\?token=([\w-]{43})", address)
    assert found is not None, address
    port, token = found.groups()
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10)
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/", headers={"authorization": f"Bearer {token}"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert b"Backlit" in answer.read()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) in (0, 130)
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()


def test_ctrl_c_ends_it_in_the_middle_of_a_run_that_is_watched(
    started: tuple[subprocess.Popen[str], str],
):
    process, address = started
    base, _, token = address.partition("/?token=")
    headers = {"authorization": f"Bearer {token}"}
    with connect(f"{base.replace('http', 'ws')}/socket", additional_headers=headers) as tab:
        tab.send('{"type": "subscribe"}')
        tab.send('{"type": "control", "action": "play"}')
        for _ in range(5):
            assert isinstance(tab.recv(timeout=10), bytes)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) in (0, 130)
    assert process.stderr is not None
    assert process.stderr.read().strip() in ("", "Press Ctrl-C to stop the server.")


def test_an_address_that_others_can_reach_has_to_be_meant():
    for mine in ("127.0.0.1", "::1", "localhost", "127.0.0.2"):
        check_host(mine, False)
    check_host("192.168.1.5", True)
    with pytest.raises(SettingsError, match="this machine only"):
        check_host("192.168.1.5", False)
    for beyond in (False, True):
        with pytest.raises(SettingsError, match="all of them"):
            check_host("0.0.0.0", beyond)
        with pytest.raises(SettingsError, match=r"got 'example\.org'"):
            check_host("example.org", beyond)


def test_hosts_are_those_that_a_browser_may_name():
    assert hosts("127.0.0.1", 80) == ["127.0.0.1:80", "localhost:80"]
    assert "[::1]:80" in hosts("::1", 80)
    assert hosts("192.168.1.5", 80) == ["192.168.1.5:80"]


def test_a_port_in_use_is_reported(capfd: pytest.CaptureFixture[str]):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "backlit", "serve", "--no-browser", "--port", port],
            capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: Cannot listen on 127.0.0.1, port {port}:")


def test_a_given_token_is_the_one_that_the_server_wants():
    program = (
        "from backlit.web.server import serve\n"
        "serve(token='given', open_browser=False, started=lambda it: print(it, flush=True))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        base, _, token = address.partition("?token=")
        assert token == "given"
        for offered, status in (("given", 200), ("other", 401)):
            request = urllib.request.Request(base, headers={"authorization": f"Bearer {offered}"})
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    assert answer.status == status
            except urllib.error.HTTPError as error:
                assert error.code == status
        process.kill()
