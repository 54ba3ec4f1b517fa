"""Requests from elsewhere are refused before anything behind the middleware has run."""

import itertools

import pytest
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from backlit.web.security import MAX_BODY, POLICY_VIOLATION, LocalAccessMiddleware

HOST = "127.0.0.1:8123"
ORIGIN = f"http://{HOST}"
TOKEN = "a-token-of-this-start"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "SEARCH")

FOREIGN_HOSTS = (
    "", "evil.example", "evil.example:8123", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:81230",
    "127.0.0.1:8123.evil.example", "127.0.0.1.evil.example:8123", "localhost.evil.example:8123",
    "localhost", "localhost:80", "[::1]:8123", "[::1]", "0.0.0.0:8123", "192.168.0.1:8123",
    "evil.example@127.0.0.1:8123", "127.0.0.1:8123@evil.example", "2130706433:8123",
    "127.1:8123", "127.0.0.1:08123",
)  # fmt: skip
FOREIGN_ORIGINS = (
    "null", "http://evil.example", "https://127.0.0.1:8123", "http://127.0.0.1",
    "http://127.0.0.1:80", "http://127.0.0.1:8123.evil.example", "http://evil.example:8123",
    "file://",
)  # fmt: skip


class Behind:
    """What is guarded: counts who gets through, and reads what they send."""

    def __init__(self) -> None:
        self.reached = 0
        self.body = b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.reached += 1
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close", "code": 1000})
            return
        self.body = (await receive())["body"]
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def behind() -> Behind:
    return Behind()


@pytest.fixture
def client(behind: Behind) -> TestClient:
    guard = LocalAccessMiddleware(behind, TOKEN, [HOST, "localhost:8123"])
    return TestClient(guard, base_url=ORIGIN, follow_redirects=False)


def holder(**more: str) -> dict[str, str]:
    return {"cookie": f"backlit-8123={TOKEN}", "host": HOST} | more


@pytest.mark.parametrize("method", METHODS)
def test_a_request_from_the_page_with_the_token_is_accepted(
    client: TestClient, behind: Behind, method: str
):
    answer = client.request(method, "/anything", headers=holder(origin=ORIGIN))
    assert answer.status_code == 204
    assert behind.reached == 1


@pytest.mark.parametrize("method", METHODS)
def test_every_foreign_host_and_origin_is_refused(client: TestClient, behind: Behind, method: str):
    hosts = [*FOREIGN_HOSTS, HOST]
    for host, origin in itertools.product(hosts, (*FOREIGN_ORIGINS, ORIGIN)):
        if (host, origin) == (HOST, ORIGIN):
            continue
        answer = client.request(method, "/", headers=holder(host=host, origin=origin))
        assert answer.status_code == 403, (host, origin)
    assert behind.reached == 0


def test_every_foreign_host_and_origin_is_refused_a_web_socket(client: TestClient, behind: Behind):
    for host, origin in itertools.product((*FOREIGN_HOSTS, HOST), (*FOREIGN_ORIGINS, ORIGIN)):
        if (host, origin) == (HOST, ORIGIN):
            continue
        with (
            pytest.raises(WebSocketDisconnect) as refused,
            client.websocket_connect("/socket", headers=holder(host=host, origin=origin)),
        ):
            pass
        assert refused.value.code == POLICY_VIOLATION
    assert behind.reached == 0


def test_a_web_socket_needs_an_origin_and_the_token(client: TestClient, behind: Behind):
    for headers in (holder(), {"host": HOST, "origin": ORIGIN}):
        with (
            pytest.raises(WebSocketDisconnect),
            client.websocket_connect("/socket", headers=headers),
        ):
            pass
    assert behind.reached == 0
    with (
        pytest.raises(WebSocketDisconnect) as ended,
        client.websocket_connect("/socket", headers=holder(origin=ORIGIN)) as socket,
    ):
        socket.receive_text()
    assert (ended.value.code, behind.reached) == (1000, 1)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "cookie", ["", "backlit-8123=", "backlit-8123=another", f"backlit-8124={TOKEN}", "=;;,="]
)
def test_a_request_without_the_token_is_refused(
    client: TestClient, behind: Behind, method: str, cookie: str
):
    headers = {"host": HOST, "origin": ORIGIN} | ({"cookie": cookie} if cookie else {})
    answer = client.request(method, "/", headers=headers)
    assert answer.status_code == 401
    assert behind.reached == 0


def test_a_cookie_changes_nothing_unless_the_browser_names_an_origin(
    client: TestClient, behind: Behind
):
    assert client.post("/", headers=holder()).status_code == 403
    assert client.get("/", headers=holder()).status_code == 204
    assert behind.reached == 1


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_browser_that_says_the_request_comes_from_elsewhere_is_believed(
    client: TestClient, behind: Behind, site: str
):
    answer = client.get("/", headers=holder(**{"sec-fetch-site": site}))
    assert (answer.status_code, behind.reached) == (403, 0)


def test_two_hosts_or_two_origins_are_refused(client: TestClient, behind: Behind):
    cookie = ("cookie", f"backlit-8123={TOKEN}")
    for doubled in (
        [("host", HOST), ("host", "evil.example"), cookie],
        [("host", HOST), ("origin", ORIGIN), ("origin", ORIGIN), cookie],
    ):
        assert client.get("/", headers=doubled).status_code == 403
    assert behind.reached == 0


def test_the_token_comes_once_in_the_address_and_then_in_a_cookie(
    client: TestClient, behind: Behind
):
    answer = client.get(f"/?view=learn&token={TOKEN}&hide=", headers={"host": HOST})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/?view=learn&hide="
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert behind.reached == 0
    assert client.get("/", headers={"host": HOST}).status_code == 204


@pytest.mark.parametrize(
    ("method", "address"),
    [("GET", "/?token=another"), ("POST", f"/?token={TOKEN}"), ("GET", f"/api?token={TOKEN}")],
)
def test_a_token_elsewhere_in_an_address_counts_for_nothing(
    client: TestClient, behind: Behind, method: str, address: str
):
    answer = client.request(method, address, headers={"host": HOST, "origin": ORIGIN})
    assert (answer.status_code, behind.reached) == (401, 0)


def test_a_program_sends_the_token_with_each_request(client: TestClient, behind: Behind):
    answer = client.post(
        "/api", json={"a": 1}, headers={"host": HOST, "authorization": f"Bearer {TOKEN}"}
    )
    assert (answer.status_code, behind.body) == (204, b'{"a":1}')
    for wrong in ("Bearer another", f"Basic {TOKEN}", "Bearer", TOKEN):
        answer = client.post("/api", headers={"host": HOST, "authorization": wrong})
        assert answer.status_code == 401
    assert behind.reached == 1


def test_a_body_is_json_and_not_too_large(client: TestClient, behind: Behind):
    headers = holder(origin=ORIGIN)
    as_text = client.post("/", content=b"{}", headers=headers | {"content-type": "text/plain"})
    assert as_text.status_code == 415
    assert client.post("/", data={"a": "1"}, headers=headers).status_code == 415
    json = headers | {"content-type": "application/json; charset=utf-8"}
    too_large = b" " * (MAX_BODY + 1)
    assert client.post("/", content=too_large, headers=json).status_code == 413

    def in_pieces():
        for _ in range(3):
            yield b" " * (MAX_BODY // 2)

    assert client.post("/", content=in_pieces(), headers=json).status_code == 413
    assert behind.reached == 0
    assert client.post("/", content=b" " * MAX_BODY, headers=json).status_code == 204
    assert len(behind.body) == MAX_BODY


def test_every_answer_tells_the_browser_to_be_strict(client: TestClient):
    for headers in (holder(), {"host": "evil.example"}, {"host": HOST}):
        answer = client.get("/", headers=headers)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_refusal_says_what_was_expected_and_what_to_do(client: TestClient):
    answer = client.get("/", headers={"host": HOST}).json()
    assert answer["error"] == "Expected the current token, got none or a wrong one."
    assert "backlit" in answer["hint"]
    assert TOKEN not in str(answer)
