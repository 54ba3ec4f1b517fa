"""A server in a process of its own, for what needs a real one."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect


class Served:
    """The server, by its API and its socket, and what the system reports of it."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process = process
        self.base, _, token = address.partition("/?token=")
        self.headers = {"authorization": f"Bearer {token}"}

    def __call__(
        self, path: str, body: dict[str, Any] | None = None, method: str | None = None
    ) -> Any:
        """The answer to a question, as JSON."""
        headers = self.headers | {"content-type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.base}/api/{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def tab(self) -> ClientConnection:
        """A socket as a tab of the page has one."""
        address = f"{self.base.replace('http', 'ws')}/socket"
        return connect(address, additional_headers=self.headers, max_size=2**24, close_timeout=1)

    def open_files(self) -> int:
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))

    def threads(self) -> int:
        return len(list(Path(f"/proc/{self.process.pid}/task").iterdir()))


@contextmanager
def served() -> Iterator[Served]:
    """A server that is killed in the end, if it still goes."""
    command = [sys.executable, "-m", "backlit", "serve", "--no-browser"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield Served(process, process.stdout.readline().strip())
        finally:
            process.kill()
