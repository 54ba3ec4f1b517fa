"""One tab: reads its commands, answers them in turn, and never waits for it.

A command that only asks to see something is replaced by a newer one of its kind while it waits,
so that a slow answer is followed by the one that is wanted now. A tab that reads slowly holds up
nobody but itself.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from itertools import count
from typing import final

from anyio import create_task_group, to_thread
from pydantic import ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from backlit import __version__
from backlit.errors import BacklitError
from backlit.web.answers import answer, trained, watching
from backlit.web.desk import Desk
from backlit.web.frames import frame_bytes
from backlit.web.messages import COMMAND, AnyCommand, Failed, Frame, Hello, Look, Open, Watch

# What a WebSocket is closed with (RFC 6455, 7.4.1).
UNSUPPORTED_DATA, INVALID_DATA = 1003, 1007
# Seconds between two frames of a run: six a second show how it moves, and leave time to train.
_PAUSE = 0.16


@final
class Session:
    """The life of one WebSocket."""

    def __init__(self, socket: WebSocket, desk: Desk) -> None:
        self.socket = socket
        self.desk = desk
        self._waiting: dict[object, AnyCommand] = {}
        self._came = asyncio.Event()
        self._numbers = count()
        self._watched: Watch | None = None
        self._news = asyncio.Event()

    async def run(self) -> None:
        """Answer until the tab goes."""
        await self.socket.accept()
        async with create_task_group() as tasks:
            tasks.start_soon(self._answer_all)
            tasks.start_soon(self._show_the_run)
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
            only_seen = isinstance(command, Look | Open | Watch)
            self._waiting[command.type if only_seen else next(self._numbers)] = command
            self._came.set()

    async def _answer_all(self) -> None:
        await self._send(Hello(number=0, version=__version__, models=list(self.desk.paths())))
        while True:
            await self._came.wait()
            self._came.clear()
            while self._waiting:
                command = self._waiting.pop(next(iter(self._waiting)))
                if isinstance(command, Watch):
                    self._watched = command
                    self._news.set()
                elif (frame := await to_thread.run_sync(answer, self.desk, command)) is not None:
                    await self._send(frame)

    async def _show_the_run(self) -> None:
        await self._news.wait()
        trainee = await to_thread.run_sync(self.desk.trainee)
        await self._send(watching(trainee))
        loop = asyncio.get_running_loop()

        def told() -> None:
            with suppress(RuntimeError):  # the loop has ended, and the server with it
                loop.call_soon_threadsafe(self._news.set)

        end = trainee.watch(told)
        try:
            while True:
                await self._news.wait()
                self._news.clear()
                began = time.monotonic()
                assert self._watched is not None
                try:
                    frame = await to_thread.run_sync(trained, trainee, self._watched)
                except BacklitError as error:
                    frame = Failed(
                        number=self._watched.number,
                        command="watch", error=error.message, hint=error.hint,
                    )  # fmt: skip
                await self._send(frame)
                await asyncio.sleep(max(0.0, _PAUSE - (time.monotonic() - began)))
        finally:
            end()

    async def _send(self, frame: Frame) -> None:
        # A tab that went in the meantime is no fault, nor is a server that is ending: whoever sends
        # to a closed socket is told so by a RuntimeError. Reading ends the session then.
        with suppress(WebSocketDisconnect, RuntimeError):
            await self.socket.send_bytes(frame_bytes(frame))


def _short(error: ValidationError) -> str:
    """Why, in the 123 bytes that a close may carry."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))
    return f"{place}: {first['msg']}".encode()[:120].decode(errors="ignore")
