"""One client: its commands are read and answered in order, and its subscriptions are served.

A waiting command that only reads is replaced by a newer one of its kind, so that a slow answer is
followed by the answer to the newest command. A client that reads slowly delays only itself.
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
from backlit.web.runs.listeners import Listeners
from backlit.web.runs.run_worker import RunWorker
from backlit.web.services import Services
from backlit.web.socket.frame_cache import FrameCache
from backlit.web.socket.frames import frame_bytes
from backlit.web.socket.messages import (
    COMMAND,
    AnyCommand,
    Failed,
    Frame,
    GetNetwork,
    Hello,
    Predict,
    Subscribe,
)
from backlit.web.socket.socket_handlers import (
    handle_command,
    run_list_frame,
    run_setup_frame,
    run_state_frame,
)

# What a WebSocket is closed with (RFC 6455, 7.4.1).
UNSUPPORTED_DATA, INVALID_DATA = 1003, 1007
# Seconds between two frames of a run: more than five a second look continuous, and few enough
# leave the cores to the training instead of the browser.
_FRAME_INTERVAL = 0.18
# If more clients than this subscribe to one run, each gets fewer frames.
_MAX_FULL_RATE_CLIENTS = 4
# Seconds between two lists of the runs.
_LIST_INTERVAL = 0.5


@final
class ClientConnection:
    """One WebSocket, from its opening to its end."""

    def __init__(
        self, socket: WebSocket, services: Services, frame_cache: FrameCache | None = None
    ) -> None:
        self.socket = socket
        self.services = services
        self._frame_cache = frame_cache or FrameCache()
        self._pending: dict[object, AnyCommand] = {}
        self._command_event = asyncio.Event()
        self._serials = count()
        self._subscription = Subscribe.model_validate({})
        self._run_changed = asyncio.Event()
        self._subscription_changed = asyncio.Event()

    async def run(self) -> None:
        """Serve the client until it disconnects."""
        await self.socket.accept()
        async with create_task_group() as tasks:
            tasks.start_soon(self._answer_commands)
            tasks.start_soon(self._send_run_states)
            tasks.start_soon(self._send_run_lists)
            await self._read_commands()
            tasks.cancel_scope.cancel()

    async def _read_commands(self) -> None:
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
                await self.socket.close(INVALID_DATA, _close_reason(error))
                return
            only_reads = isinstance(command, Predict | GetNetwork | Subscribe)
            self._pending[command.type if only_reads else next(self._serials)] = command
            self._command_event.set()

    async def _answer_commands(self) -> None:
        await self._send(
            Hello(
                request_id=0,
                version=__version__,
                start=self.services.start_id,
                started=self.services.started_at,
                models=list(self.services.models.names()),
            )
        )
        while True:
            await self._command_event.wait()
            self._command_event.clear()
            while self._pending:
                command = self._pending.pop(next(iter(self._pending)))
                if isinstance(command, Subscribe):
                    self._subscription = command
                    self._run_changed.set()
                    self._subscription_changed.set()
                elif (
                    frame := await to_thread.run_sync(handle_command, self.services, command)
                ) is not None:
                    await self._send(frame)

    async def _send_run_lists(self) -> None:
        """Send the list of runs whenever it changes."""
        runs = await to_thread.run_sync(self.services.lazy_runs.registry)
        with self._event_of(runs.listeners) as changed:
            while True:
                try:
                    await self._send_cached(
                        "runs", runs.version, lambda: run_list_frame(self.services)
                    )
                except BacklitError as error:
                    await self._send(
                        Failed(request_id=0, command="runs", error=error.message, hint=error.hint)
                    )
                await asyncio.sleep(_LIST_INTERVAL)
                await changed.wait()
                changed.clear()

    async def _send_run_states(self) -> None:
        """Send the state of the subscribed run whenever it changes."""
        while True:
            await self._run_changed.wait()
            run = self._subscription.run
            try:
                worker = await to_thread.run_sync(self.services.runs.open, run)
                name = await to_thread.run_sync(self.services.runs.resolve_name, run)
            except BacklitError as error:
                self._run_changed.clear()
                await self._send(self._failed(error))
                continue
            await self._send(run_setup_frame(name, worker))
            with self._event_of(worker.listeners, self._run_changed):
                while self._subscription.run == run and not worker.closed:
                    self._run_changed.clear()
                    await self._send_run_state(name, worker)
                    await self._run_changed.wait()

    async def _send_run_state(self, name: str, worker: RunWorker) -> None:
        began = time.monotonic()
        step = self._subscription.step
        try:
            await self._send_cached(
                "run_state",
                (worker.serial, worker.version, step),
                lambda: run_state_frame(name, worker, step),
            )
        except BacklitError as error:
            await self._send(self._failed(error))
        took = time.monotonic() - began
        # A changed subscription is answered at once.
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, self._interval(worker) - took)):
                await self._subscription_changed.wait()
        self._subscription_changed.clear()

    def _interval(self, worker: RunWorker) -> float:
        return _FRAME_INTERVAL * max(1.0, len(worker.listeners) / _MAX_FULL_RATE_CLIENTS)

    def _failed(self, error: BacklitError) -> Frame:
        return Failed(
            request_id=self._subscription.request_id,
            command="subscribe",
            error=error.message,
            hint=error.hint,
        )

    @contextmanager
    def _event_of(
        self,
        listeners: Listeners,
        event: asyncio.Event | None = None,
    ) -> Iterator[asyncio.Event]:
        """An event that is set, from any thread, whenever the listeners are notified."""
        loop = asyncio.get_running_loop()
        changed = event or asyncio.Event()

        def on_change() -> None:
            with suppress(RuntimeError):  # the loop has ended, and the server with it
                loop.call_soon_threadsafe(changed.set)

        unsubscribe = listeners.subscribe(on_change)
        try:
            yield changed
        finally:
            unsubscribe()

    async def _send_cached(self, command: str, key: Hashable, build: Callable[[], bytes]) -> None:
        await self._send_bytes(await self._frame_cache.get((command, key), build))

    async def _send(self, frame: Frame) -> None:
        await self._send_bytes(frame_bytes(frame))

    async def _send_bytes(self, content: bytes) -> None:
        # A client may disconnect and the server may shut down at any time; sending to a closed
        # socket then raises RuntimeError. The connection ends when reading does.
        with suppress(WebSocketDisconnect, RuntimeError):
            await self.socket.send_bytes(content)


def _close_reason(error: ValidationError) -> str:
    """The reason, in the 123 bytes that a close frame can carry."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))
    return f"{place}: {first['msg']}".encode()[:120].decode(errors="ignore")
