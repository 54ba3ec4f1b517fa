"""A cache of frames: a frame that many tabs need is built once, and all get the same bytes."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import final

from anyio import to_thread

_MAX_CACHED = 16


@final
class FrameCache:
    """The latest frames, for one event loop."""

    def __init__(self) -> None:
        self._tasks: OrderedDict[Hashable, asyncio.Task[bytes]] = OrderedDict()

    async def get(self, key: Hashable, build: Callable[[], bytes]) -> bytes:
        """A frame, built in a thread unless it is cached or being built.

        Args:
            key: Equal for equal frames.
            build: Builds it; its exception is raised in every waiting call.
        """
        task = self._tasks.get(key)
        if task is None:
            task = self._tasks[key] = asyncio.create_task(to_thread.run_sync(build))
            while len(self._tasks) > _MAX_CACHED:
                self._tasks.popitem(last=False)
        try:
            # A tab that disconnects must not cancel the frame for the others.
            return await asyncio.shield(task)
        except Exception:
            self._tasks.pop(key, None)
            raise
