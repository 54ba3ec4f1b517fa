"""Long work in processes of its own, which ends as soon as nobody waits for its answer any more.

What a library computes in one go cannot be told to stop; a process can. Nor does it hold up the
other tabs meanwhile.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, final

from starlette.requests import ClientDisconnect, Request

if TYPE_CHECKING:
    from pebble import ProcessPool

Answer = TypeVar("Answer")


@final
class Apart:
    """The processes, begun when the first of them is needed.

    Args:
        n: How many work at a time; what else is asked for queues.
    """

    def __init__(self, n: int) -> None:
        self._n = n

    @cached_property
    def _pool(self) -> ProcessPool:
        from pebble import ProcessPool  # a server starts a tenth of a second sooner without it

        return ProcessPool(self._n, context=multiprocessing.get_context("spawn"))

    async def do(self, request: Request, work: Callable[[], Answer]) -> Answer:
        """Have some work done.

        Args:
            request: Who waits for it.
            work: A function of a module, as ``functools.partial`` with its arguments.

        Raises:
            ClientDisconnect: when whoever asked is gone; the work has ended then.
        """
        working = asyncio.wrap_future(self._pool.schedule(work))
        leaving = asyncio.ensure_future(_gone(request))
        try:
            both: set[asyncio.Future[Any]] = {working, leaving}
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                raise ClientDisconnect
            return working.result()
        finally:
            # A process whose answer is not wanted is killed, and another takes its place.
            working.cancel()
            leaving.cancel()

    def close(self) -> None:
        """End the processes, whatever they do."""
        if "_pool" not in vars(self):
            return
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
