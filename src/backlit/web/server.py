"""Starting the server: an address of its own, a token of its own, and the browser sent there."""

from __future__ import annotations

import ipaddress
import secrets
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn

from backlit.errors import SettingsError
from backlit.web.app import create_app
from backlit.web.security import MAX_BODY
from backlit.web.services import create_services

LOOPBACK = "127.0.0.1"


def serve(
    *,
    host: str = LOOPBACK,
    port: int = 0,
    model: Path | None = None,
    open_browser: bool = True,
    allow_remote: bool = False,
    token: str | None = None,
    started: Callable[[str], object] = print,
) -> None:
    """Serve the page until interrupted.

    Args:
        host: The address to listen on.
        port: The port; 0 for any that is free.
        model: A model to be shown first.
        open_browser: Whether to open the page in the browser.
        allow_remote: Whether an address that others can reach is meant.
        token: The secret of this start; a new one unless given.
        started: Called with the page's address, token and all, once it answers.

    Raises:
        SettingsError: when the address cannot be listened on, or is not loopback and that was not
            said to be meant.
        ModelError: when the model is broken.
    """
    check_host(host, allow_remote)
    services = create_services(model)
    listening = _listening(host, port)
    port = listening.getsockname()[1]
    token = token or secrets.token_urlsafe(32)
    address = f"http://{_in_address(host)}:{port}/?token={token}"
    app = create_app(services, token, hosts(host, port))

    def announce() -> None:
        started(address)
        if open_browser:
            with suppress(webbrowser.Error):
                webbrowser.open(address)

    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, date_header=False,
        ws="websockets-sansio", ws_max_size=MAX_BODY, timeout_graceful_shutdown=2,
        # Weights hardly shrink, and on this machine nothing is nearer than the next process.
        ws_per_message_deflate=False,
    )  # fmt: skip
    server = _Server(config, announce)
    with listening:
        server.run([listening])


def check_host(host: str, allow_remote: bool) -> None:
    """Make sure that others can reach the server only where that is meant. Raises SettingsError."""
    try:
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError as error:
        raise SettingsError(
            f"Expected an address to listen on, got {host!r}.", hint="for example 127.0.0.1"
        ) from error
    if address.is_unspecified:
        raise SettingsError(
            f"Expected one address to listen on, got {host}, which means all of them.",
            hint="name the address that others will type, such as 192.168.1.5",
        )
    if not address.is_loopback and not allow_remote:
        raise SettingsError(
            f"Expected an address of this machine only, got {host}.",
            hint="add --allow-remote to let others connect; they also need the token",
        )


def hosts(host: str, port: int) -> list[str]:
    """The values of ``Host`` that mean a server which listens on an address."""
    names = {_in_address(host)}
    if host in (LOOPBACK, "localhost", "::1"):
        names |= {LOOPBACK, "localhost"}
    return sorted(f"{name}:{port}" for name in names)


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or error
        raise SettingsError(
            f"Cannot listen on {host}, port {port}: {reason}.",
            hint="leave out --port to use any free port",
        ) from error
    return listening


class _Server(uvicorn.Server):
    """Says when it answers."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], object]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()
