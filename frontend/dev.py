"""Serve the page from its source, and reload it after every edit. ``nox -s dev`` runs it.

Vite builds the page again after each change below ``frontend/src``. Whenever the built page or a
Python file of Backlit has changed, the server restarts and the open page reloads. Address and token
stay the same, so the link printed at the start stays valid. The server checks Host, Origin and
token as it does for users; nothing here bypasses these checks.
"""

from __future__ import annotations

import argparse
import multiprocessing
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.process import BaseProcess
from pathlib import Path

from watchfiles import Change, watch

FRONTEND = Path(__file__).parent
PACKAGE = FRONTEND.parent / "src" / "backlit"
STATIC = PACKAGE / "web" / "static"
VITE = ["node_modules/vite/bin/vite.js", "build", "--logLevel", "error"]


def main() -> None:
    """Build, serve and watch until Ctrl-C; then build the page for release."""
    parser = argparse.ArgumentParser(description="Serve the page from its source.")
    parser.add_argument("--port", type=int, default=0, help="default: any free port")
    port = parser.parse_args().port or free_port()
    token = secrets.token_urlsafe(32)
    node = shutil.which("node")
    if node is None:
        sys.exit("error: Expected Node.js, found none.\nhint: `nox -s dev` installs it")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # Serve nothing before the first build: an older page would come from other code.
    shutil.rmtree(STATIC, ignore_errors=True)
    STATIC.mkdir(parents=True)
    try:
        with suppress(KeyboardInterrupt), rebuild_on_change(node):
            restart_on_change(port, token)
    finally:
        subprocess.run([node, *VITE], cwd=FRONTEND, check=False)


@contextmanager
def rebuild_on_change(node: str) -> Iterator[None]:
    """Let Vite build the page after every change."""
    command = [node, *VITE, "--config", "vite.dev.ts", "--mode", "development"]
    with subprocess.Popen(command, cwd=FRONTEND, stdin=subprocess.DEVNULL) as vite:
        try:
            yield
        finally:
            vite.terminate()


def restart_on_change(port: int, token: str) -> None:
    """Run the server, in a new process after every change."""
    server: BaseProcess | None = None
    try:
        for changes in watch(PACKAGE, watch_filter=is_served, step=150, debounce=3000):
            if not (STATIC / "index.html").exists():
                continue  # Vite is still building
            first = server is None
            if server is not None:
                python = {Path(path).name for _, path in changes if path.endswith(".py")}
                print("reload:", ", ".join(sorted(python)) or "page", flush=True)
                stop(server)
            # Spawned, so that the new process imports everything again.
            server = multiprocessing.get_context("spawn").Process(
                target=run_server, args=(port, token, first)
            )
            server.start()
    finally:
        if server is not None:
            stop(server)


def is_served(change: Change, path: str) -> bool:
    """Whether the server reads a file: the package's code or the built page."""
    return path.endswith(".py") or STATIC in Path(path).parents


def stop(server: BaseProcess) -> None:
    """End a server as Ctrl-C would, so that it saves its runs."""
    server.terminate()
    server.join(10)
    if server.is_alive():
        server.kill()


def run_server(port: int, token: str, first: bool) -> None:
    """Serve until the process is terminated."""
    with suppress(KeyboardInterrupt):
        from backlit.web.server import serve

        def started(address: str) -> None:
            if first:
                print(f"{address}\nCtrl-C stops the server.", flush=True)

        serve(port=port, token=token, open_browser=False, started=started)


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    main()
