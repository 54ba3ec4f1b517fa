"""Frames that many tabs want at once: each is made once, and the same bytes are sent to all."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import final

from anyio import to_thread

_MOST = 16


@final
class SharedFrames:
    """The frames made last, for one event loop."""

    def __init__(self) -> None:
        self._made: OrderedDict[Hashable, asyncio.Task[bytes]] = OrderedDict()

    async def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """A frame, made in a thread unless somebody made it, or is about to.

        Args:
            key: Equal for equal frames.
            make: Makes it; what it raises is raised for all who wait.
        """
        task = self._made.get(key)
        if task is None:
            task = self._made[key] = asyncio.create_task(to_thread.run_sync(make))
            while len(self._made) > _MOST:
                self._made.popitem(last=False)
        try:
            # A tab that goes must not take the others' frame with it.
            return await asyncio.shield(task)
        except Exception:
            self._made.pop(key, None)
            raise
