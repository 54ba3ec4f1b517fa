"""Access control: an ASGI middleware that lets only this server's own page and user through.

A server on loopback can be reached by every page that a browser has open, and by every program on
the machine. Four attacks follow, each stopped by a check of every request, whatever its method:

- **DNS rebinding**: a foreign name that resolves to 127.0.0.1. The header ``Host`` must be one of
  the server's own addresses.
- **Cross-site request forgery (CSRF)**: a foreign page sends a request with the user's cookie. The
  headers ``Origin`` and ``Sec-Fetch-Site`` must not name another origin; a request that may change
  something and carries a cookie must have an ``Origin``; the cookie is ``SameSite=Strict``.
- **Cross-site WebSocket hijacking**: a foreign page opens a WebSocket, which the same-origin policy
  does not forbid. The handshake passes the same checks as any request that may change something.
- **Token theft**: another program, or a log, learns the token. The token is random for every start,
  compared in constant time, removed from the address by a redirect, and kept in an ``HttpOnly``
  cookie; no response has a referrer.

The checks, in this order: ``Host``; ``Origin``; ``Sec-Fetch-Site``; the token (as bearer token, as
cookie, or in the address of ``/``); for HTTP, the size and the content type of the body. The first
check that fails answers the request, and the application never sees it.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import final
from urllib.parse import parse_qsl, urlencode

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 2**20
POLICY_VIOLATION = 1008

# Scripts, styles and fonts come from this server only, never inline; images may also be drawn by
# the page; no other page may embed this one in a frame.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@dataclass(frozen=True)
class Refusal:
    """The response to a refused request."""

    status: HTTPStatus
    message: str
    hint: str


_FOREIGN_HOST = Refusal(
    HTTPStatus.FORBIDDEN,
    "Expected this server's own address in Host, got another.",
    "open the link that `backlit` printed",
)
_FOREIGN_ORIGIN = Refusal(
    HTTPStatus.FORBIDDEN,
    "Expected a request from this server's own page, got one from another site.",
    "open the link that `backlit` printed",
)
_NO_TOKEN = Refusal(
    HTTPStatus.UNAUTHORIZED,
    "Expected the current token, got none or a wrong one.",
    "open the whole link that `backlit` printed; its token changes at every start",
)
_NOT_JSON = Refusal(
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "Expected JSON, got something else.",
    "send the header Content-Type: application/json",
)
_TOO_LARGE = Refusal(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    f"Expected at most {MAX_BODY // 2**20} MiB, got more.",
    "send a smaller request",
)


@final
class LocalAccessMiddleware:
    """The access control of a server, around its application.

    A browser sends the token once in the address, ``/?token=…``; the response is a redirect that
    sets a cookie and removes the token from the address. A program sends the token as
    ``Authorization: Bearer …``.

    Args:
        app: The application.
        token: The secret of this start of the server.
        hosts: The accepted values of ``Host``, such as 127.0.0.1:8123.
    """

    def __init__(self, app: ASGIApp, token: str, hosts: Iterable[str]) -> None:
        self.app = app
        self.token = token
        self.hosts = frozenset(host.lower() for host in hosts)
        self.origins = frozenset(f"http://{host}" for host in self.hosts)
        # Cookies are shared between ports: two servers on one machine need two names.
        ports = sorted({host.rpartition(":")[2] for host in self.hosts})
        self.cookie = f"backlit-{'-'.join(ports)}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on to the application, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._check(scope, headers)
        if scope["type"] == "websocket":
            if refusal is None:
                await self.app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
        send = _with_security_headers(send)
        if refusal is not None:
            await self._refuse(refusal, scope, receive, send)
            return
        if (query := self._query_without_token(scope)) is not None:
            await self._redirect_with_cookie(scope, receive, send, query)
            return
        body, refusal = await _read_body(headers, receive)
        if refusal is not None:
            await self._refuse(refusal, scope, receive, send)
            return
        await self.app(scope, _replay(body, receive), send)

    def _check(self, scope: Scope, headers: Headers) -> Refusal | None:
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return _FOREIGN_HOST
        if any(origin.lower() not in self.origins for origin in origins) or len(origins) > 1:
            return _FOREIGN_ORIGIN
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return _FOREIGN_ORIGIN
        if self._is_token(_bearer(headers)):
            return None
        reads = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if self._is_token(self._cookie_value(headers)):
            # Browsers send Origin with every request that may change something.
            return None if reads or origins else _FOREIGN_ORIGIN
        if reads and self._query_without_token(scope) is not None:
            return None
        return _NO_TOKEN

    def _is_token(self, offered: str) -> bool:
        return hmac.compare_digest(offered.encode(), self.token.encode())

    def _cookie_value(self, headers: Headers) -> str:
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return ""
        return "" if found is None else found.value

    def _query_without_token(self, scope: Scope) -> str | None:
        """The rest of the query, if it holds the right token; None otherwise."""
        if scope["path"] != "/":
            return None
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if not any(name == "token" and self._is_token(value) for name, value in pairs):
            return None
        return urlencode([pair for pair in pairs if pair[0] != "token"])

    async def _redirect_with_cookie(
        self, scope: Scope, receive: Receive, send: Send, query: str
    ) -> None:
        response = RedirectResponse(f"/?{query}" if query else "/", HTTPStatus.SEE_OTHER)
        response.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")
        response.headers["cache-control"] = "no-store"
        await response(scope, receive, send)

    async def _refuse(self, refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
        content = {"error": refusal.message, "hint": refusal.hint}
        response = Response(
            msgspec.json.encode(content), refusal.status, media_type="application/json"
        )
        response.headers["cache-control"] = "no-store"
        response.headers["connection"] = "close"
        await response(scope, receive, send)


def _bearer(headers: Headers) -> str:
    scheme, _, value = headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""


def _with_security_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in SECURITY_HEADERS.items():
                headers[name] = value
        await send(message)

    return send_with_headers


async def _read_body(headers: Headers, receive: Receive) -> tuple[bytes, Refusal | None]:
    """The body, or a refusal when it is not JSON or too large; at most ``MAX_BODY`` is read."""
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > MAX_BODY:
        return b"", _TOO_LARGE
    body, more = b"", length != "0" or "transfer-encoding" in headers
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MAX_BODY:
            return b"", _TOO_LARGE
    content_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    return body, None if not body or content_type == "application/json" else _NOT_JSON


def _replay(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that returns the body that was read, and then the later messages."""
    replayed = False

    async def receive_again() -> Message:
        nonlocal replayed
        if replayed:
            return await receive()
        replayed = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again
