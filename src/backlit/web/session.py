"""One tab: reads its commands, answers each kind with the newest only, and never waits for it.

A command that waits is replaced by a newer one of its kind, so that a slow answer is followed by
the one that is wanted now. A tab that reads slowly holds up nobody but itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import final

import numpy as np
from anyio import create_task_group, to_thread
from pydantic import ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from backlit import __version__
from backlit.core.forward import forward
from backlit.errors import BacklitError
from backlit.explain.example import one_input
from backlit.web.desk import Desk
from backlit.web.frames import frame_bytes
from backlit.web.messages import COMMAND, Failed, Frame, Hello, Look, Open, Opened, Seen

# What a WebSocket is closed with (RFC 6455, 7.4.1).
UNSUPPORTED_DATA, INVALID_DATA = 1003, 1007


@final
class Session:
    """The life of one WebSocket."""

    def __init__(self, socket: WebSocket, desk: Desk) -> None:
        self.socket = socket
        self.desk = desk
        self._waiting: dict[str, Look | Open] = {}
        self._came = asyncio.Event()

    async def run(self) -> None:
        """Answer until the tab goes."""
        await self.socket.accept()
        async with create_task_group() as tasks:
            tasks.start_soon(self._answer_all)
            await self._read_all()
            tasks.cancel_scope.cancel()

    async def _read_all(self) -> None:
        while True:
            message = await self.socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            text = message.get("text")
            if text is None:
                await self.socket.close(UNSUPPORTED_DATA, "Expected commands as text.")
                return
            try:
                command = COMMAND.validate_json(text)
            except ValidationError as error:
                await self.socket.close(INVALID_DATA, _short(error))
                return
            self._waiting[command.type] = command
            self._came.set()

    async def _answer_all(self) -> None:
        await self._send(Hello(number=0, version=__version__, models=list(self.desk.paths())))
        while True:
            await self._came.wait()
            self._came.clear()
            while self._waiting:
                kind = next(iter(self._waiting))
                command = self._waiting.pop(kind)
                await self._send(await to_thread.run_sync(answer, self.desk, command))

    async def _send(self, frame: Frame) -> None:
        # A tab that went in the meantime is no fault; reading ends the session then.
        with suppress(WebSocketDisconnect):
            await self.socket.send_bytes(frame_bytes(frame))


def answer(desk: Desk, command: Look | Open) -> Frame:
    """The frame that answers a command; what cannot be done is answered too."""
    try:
        return _ANSWERS[type(command)](desk, command)
    except BacklitError as error:
        return Failed(
            number=command.number, command=command.type, error=error.message, hint=error.hint
        )


def _look(desk: Desk, command: Look) -> Frame:
    subject = desk.subject(command)
    looked = desk.looked(subject, command.input)
    trace = forward(subject.network, one_input(subject.network, looked.x))
    return Seen(
        number=command.number,
        model=subject.name,
        label=looked.label,
        inputs=looked.x,
        z=[step.z[0] for step in trace.layers],
        a=[step.a[0] for step in trace.layers],
    )


def _open(desk: Desk, command: Open) -> Frame:
    subject = desk.subject(command)
    network, facts = subject.network, subject.model.facts
    shape = facts.image_shape
    return Opened(
        number=command.number,
        model=subject.name,
        sizes=list(network.sizes),
        classes=list(facts.classes),
        image_shape=shape,
        activations=[layer.activation.name for layer in network.layers],
        cost=facts.settings.cost,
        test_accuracy=None,
        weights=[np.asarray(layer.W) for layer in network.layers],
        biases=[np.asarray(layer.b) for layer in network.layers],
    )


_ANSWERS: dict[type, Callable[[Desk, Look | Open], Frame]] = {Look: _look, Open: _open}  # type: ignore[dict-item]


def _short(error: ValidationError) -> str:
    """Why, in the 123 bytes that a close may carry."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))
    return f"{place}: {first['msg']}".encode()[:120].decode(errors="ignore")
