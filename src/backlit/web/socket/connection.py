"""One tab: reads its commands, answers them in turn, and never waits for it.

A command that only asks to see something is replaced by a newer one of its kind while it waits,
so that a slow answer is followed by the one that is wanted now. A tab that reads slowly holds up
nobody but itself.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import final

from anyio import create_task_group, to_thread
from pydantic import ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from backlit import __version__
from backlit.errors import BacklitError
from backlit.web.desk import Desk
from backlit.web.runs.run_worker import Trainee
from backlit.web.socket.frame_cache import SharedFrames
from backlit.web.socket.frames import frame_bytes
from backlit.web.socket.messages import COMMAND, AnyCommand, Failed, Frame, Hello, Look, Open, Watch
from backlit.web.socket.socket_handlers import answer, runs_frame, trained, watching

# What a WebSocket is closed with (RFC 6455, 7.4.1).
UNSUPPORTED_DATA, INVALID_DATA = 1003, 1007
# Seconds between two frames of a run: more than five a second show how it moves, and leave the
# browser little to draw that the training would wait for where there are few cores.
_PAUSE = 0.18
# Where more tabs than this watch one run, each gets fewer frames.
_MANY = 4
# Seconds between two lists of the runs.
_REST = 0.5


@final
class Session:
    """The life of one WebSocket."""

    def __init__(self, socket: WebSocket, desk: Desk, shared: SharedFrames | None = None) -> None:
        self.socket = socket
        self.desk = desk
        self._shared = shared or SharedFrames()
        self._waiting: dict[object, AnyCommand] = {}
        self._came = asyncio.Event()
        self._numbers = count()
        self._watched = Watch.model_validate({})
        self._news = asyncio.Event()
        self._asked = asyncio.Event()

    async def run(self) -> None:
        """Answer until the tab goes."""
        await self.socket.accept()
        async with create_task_group() as tasks:
            tasks.start_soon(self._answer_all)
            tasks.start_soon(self._show_the_run)
            tasks.start_soon(self._show_the_runs)
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
        await self._send(
            Hello(
                number=0,
                version=__version__,
                start=self.desk.start,
                started=self.desk.started,
                models=list(self.desk.paths()),
            )
        )
        while True:
            await self._came.wait()
            self._came.clear()
            while self._waiting:
                command = self._waiting.pop(next(iter(self._waiting)))
                if isinstance(command, Watch):
                    self._watched = command
                    self._news.set()
                    self._asked.set()
                elif (frame := await to_thread.run_sync(answer, self.desk, command)) is not None:
                    await self._send(frame)

    async def _show_the_runs(self) -> None:
        """Send the list of runs whenever it is new."""
        runs = await to_thread.run_sync(lambda: self.desk.runs)
        with self._told_of(runs.watch) as news:
            while True:
                try:
                    await self._send_shared("runs", runs.version, lambda: runs_frame(self.desk))
                except BacklitError as error:
                    await self._send(
                        Failed(number=0, command="runs", error=error.message, hint=error.hint)
                    )
                await asyncio.sleep(_REST)
                await news.wait()
                news.clear()

    async def _show_the_run(self) -> None:
        """Send how the watched run stands whenever that is new."""
        while True:
            await self._news.wait()
            run = self._watched.run
            try:
                trainee = await to_thread.run_sync(self.desk.runs.open, run)
                name = await to_thread.run_sync(self.desk.runs.named, run)
            except BacklitError as error:
                self._news.clear()
                await self._send(self._failed(error))
                continue
            await self._send(watching(name, trainee))
            with self._told_of(trainee.watch, self._news):
                while self._watched.run == run and not trainee.closed:
                    self._news.clear()
                    await self._show(name, trainee)
                    await self._news.wait()

    async def _show(self, name: str, trainee: Trainee) -> None:
        began = time.monotonic()
        step = self._watched.step
        try:
            await self._send_shared(
                "watch",
                (trainee.serial, trainee.version, step),
                lambda: trained(name, trainee, step),
            )
        except BacklitError as error:
            await self._send(self._failed(error))
        took = time.monotonic() - began
        # Whoever asks for another step, or another run, gets it at once.
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, self._pause(trainee) - took)):
                await self._asked.wait()
        self._asked.clear()

    def _pause(self, trainee: Trainee) -> float:
        return _PAUSE * max(1.0, trainee.n_watchers / _MANY)

    def _failed(self, error: BacklitError) -> Frame:
        return Failed(
            number=self._watched.number, command="watch", error=error.message, hint=error.hint
        )

    @contextmanager
    def _told_of(
        self,
        watch: Callable[[Callable[[], object]], Callable[[], object]],
        news: asyncio.Event | None = None,
    ) -> Iterator[asyncio.Event]:
        """An event that is set, from whichever thread, as long as one watches."""
        loop = asyncio.get_running_loop()
        event = news or asyncio.Event()

        def told() -> None:
            with suppress(RuntimeError):  # the loop has ended, and the server with it
                loop.call_soon_threadsafe(event.set)

        end = watch(told)
        try:
            yield event
        finally:
            end()

    async def _send_shared(self, command: str, key: Hashable, make: Callable[[], bytes]) -> None:
        await self._send_bytes(await self._shared.get((command, key), make))

    async def _send(self, frame: Frame) -> None:
        await self._send_bytes(frame_bytes(frame))

    async def _send_bytes(self, content: bytes) -> None:
        # A tab that went in the meantime is no fault, nor is a server that is ending: whoever sends
        # to a closed socket is told so by a RuntimeError. Reading ends the session then.
        with suppress(WebSocketDisconnect, RuntimeError):
            await self.socket.send_bytes(content)


def _short(error: ValidationError) -> str:
    """Why, in the 123 bytes that a close may carry."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))
    return f"{place}: {first['msg']}".encode()[:120].decode(errors="ignore")
