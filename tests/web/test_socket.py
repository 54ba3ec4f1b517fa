"""The WebSocket answers commands, drops what is outdated, and outlives whatever is sent to it."""

import asyncio
import json
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from backlit import pretrained_model
from backlit.core.forward import forward
from backlit.core.network import flatten
from backlit.web.services import Services
from backlit.web.socket.connection import INVALID_DATA, UNSUPPORTED_DATA, ClientConnection

# The test client would name another host for a mere path.
SOCKET = "ws://127.0.0.1:8123/socket"


def read(frame: bytes) -> dict[str, Any]:
    """A frame as the page reads it."""
    length = int.from_bytes(frame[:4], "little")
    assert (4 + length) % 8 == 0
    body = frame[4 + length :]

    def value(each: Any) -> Any:
        if isinstance(each, dict) and each.keys() == {"at", "length"}:
            return np.frombuffer(body, "<f4", each["length"], each["at"])
        return [value(one) for one in each] if isinstance(each, list) else each

    return {name: value(each) for name, each in json.loads(frame[4 : 4 + length]).items()}


def answer(socket: Any) -> dict[str, Any]:
    """The next frame that answers a command."""
    while (frame := read(socket.receive_bytes()))["type"] in ("hello", "runs"):
        pass
    return frame


def test_the_first_frame_identifies_the_server(client: TestClient):
    with client.websocket_connect(SOCKET) as socket:
        hello = read(socket.receive_bytes())
    assert (hello["type"], hello["models"]) == ("hello", ["pretrained"])


def test_activations_of_every_layer_are_sent(client: TestClient):
    with client.websocket_connect(SOCKET) as socket:
        socket.send_json(
            {"type": "predict", "request_id": 7, "input": {"kind": "noise", "seed": 1}}
        )
        seen = answer(socket)
    x = np.random.default_rng(1).random(784)
    trace = forward(pretrained_model().network, x.reshape(1, -1))
    assert (seen["type"], seen["request_id"], seen["label"]) == ("activations", 7, None)
    np.testing.assert_array_equal(seen["inputs"], x.astype(np.float32))
    for a, z, step in zip(seen["a"], seen["z"], trace.layers, strict=True):
        np.testing.assert_array_equal(a, step.a[0].astype(np.float32))
        np.testing.assert_array_equal(z, step.z[0].astype(np.float32))


def test_open_gives_every_weight_and_bias(client: TestClient):
    with client.websocket_connect(SOCKET) as socket:
        socket.receive_bytes()
        socket.send_json({"type": "get_network", "request_id": 1})
        opened = answer(socket)
    assert opened["sizes"] == [784, 16, 16, 10]
    pieces = [
        each for pair in zip(opened["weights"], opened["biases"], strict=True) for each in pair
    ]
    np.testing.assert_array_equal(
        np.concatenate(pieces), flatten(pretrained_model().network).astype(np.float32)
    )


def test_an_impossible_request_gets_an_error_and_the_tab_stays_connected(client: TestClient):
    with client.websocket_connect(SOCKET) as socket:
        socket.receive_bytes()
        socket.send_json(
            {"type": "predict", "request_id": 2, "input": {"kind": "drawing", "strokes": []}}
        )
        failed = answer(socket)
        assert (failed["type"], failed["request_id"], failed["command"]) == ("failed", 2, "predict")
        assert "empty square" in failed["error"]
        socket.send_json({"type": "predict", "request_id": 3})
        assert answer(socket)["request_id"] == 3


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"type": "shutdown"}', '{"type": "predict", "path": "/"}', "\0" * 9,
     '{"type": "predict", "input": {"kind": "numbers", "numbers": ["' + "x" * 9999 + '"]}}'],
)  # fmt: skip
def test_a_malformed_command_closes_the_socket_and_nothing_else(client: TestClient, text: str):
    with client.websocket_connect(SOCKET) as socket:
        socket.receive_bytes()
        socket.send_text(text)
        with pytest.raises(WebSocketDisconnect) as ended:
            answer(socket)
    assert ended.value.code == INVALID_DATA
    assert len((ended.value.reason or "").encode()) <= 123
    assert client.get("/api/models").status_code == 200


def test_bytes_are_no_command(client: TestClient):
    with client.websocket_connect(SOCKET) as socket:
        socket.receive_bytes()
        socket.send_bytes(b"\x00")
        with pytest.raises(WebSocketDisconnect) as ended:
            answer(socket)
    assert ended.value.code == UNSUPPORTED_DATA


class _Socket:
    """A tab that has sent all its commands before the first is answered."""

    def __init__(self, commands: list[str]) -> None:
        self._commands = [{"type": "websocket.receive", "text": text} for text in commands]
        self.sent: list[dict[str, Any]] = []

    async def accept(self) -> None: ...

    async def receive(self) -> dict[str, Any]:
        if self._commands:
            return self._commands.pop(0)
        while len(self.sent) < 3:  # hello, the runs, and one answer
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.05)  # for answers that should not come
        return {"type": "websocket.disconnect"}

    async def send_bytes(self, frame: bytes) -> None:
        self.sent.append(read(frame))


def test_of_many_waiting_predictions_only_the_newest_is_answered(services: Services):
    commands = [
        json.dumps(
            {"type": "predict", "request_id": number, "input": {"kind": "noise", "seed": number}}
        )
        for number in range(100)
    ]
    socket = _Socket(commands)
    asyncio.run(ClientConnection(socket, services).run())  # type: ignore[arg-type]
    assert [frame["request_id"] for frame in socket.sent if frame["type"] == "activations"] == [99]
