"""A process pool for long computations, which are cancelled when the client disconnects.

A call into a library cannot be interrupted in a thread; a process can be killed. Nor does a process
block the other requests meanwhile.
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

Result = TypeVar("Result")


@final
class CancellablePool:
    """A pool of processes, started at the first use.

    Args:
        n: The number of processes; further computations queue.
    """

    def __init__(self, n: int) -> None:
        self._n = n

    @cached_property
    def _pool(self) -> ProcessPool:
        from pebble import ProcessPool  # a server starts a tenth of a second sooner without it

        return ProcessPool(self._n, context=multiprocessing.get_context("spawn"))

    async def run(self, request: Request, work: Callable[[], Result]) -> Result:
        """Run a function in a process.

        Args:
            request: The request that waits for the result.
            work: A function of a module, as ``functools.partial`` with its arguments.

        Raises:
            ClientDisconnect: when the client has disconnected; the work is then cancelled.
        """
        working = asyncio.wrap_future(self._pool.schedule(work))
        disconnecting = asyncio.ensure_future(_disconnection(request))
        try:
            both: set[asyncio.Future[Any]] = {working, disconnecting}
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                raise ClientDisconnect
            return working.result()
        finally:
            # The pool kills the process of cancelled work and starts another.
            working.cancel()
            disconnecting.cancel()

    def close(self) -> None:
        """Kill the processes."""
        if "_pool" not in vars(self):
            return
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


async def _disconnection(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
