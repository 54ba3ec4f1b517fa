"""Training slots: as many runs train at a time as there are cores; the others queue (FIFO)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import final


@final
class TrainingSlots:
    """The training slots, and the queue of workers that wait for one.

    Args:
        n: The number of slots.
        on_change: Called, from any thread, whenever a worker joins or leaves.
    """

    def __init__(self, n: int, on_change: Callable[[], object] = lambda: None) -> None:
        self.n = n
        self._on_change = on_change
        self._changed = threading.Condition()
        # In order of arrival: the first n hold a slot, the others wait.
        self._workers: list[Hashable] = []

    def enqueue(self, worker: Hashable) -> None:
        """Add a worker to the queue, unless it holds a slot or waits already."""
        with self._changed:
            if worker in self._workers:
                return
            self._workers.append(worker)
        self._on_change()

    def release(self, worker: Hashable) -> None:
        """Free a worker's slot, or take it out of the queue. The next in the queue moves up."""
        with self._changed:
            if worker not in self._workers:
                return
            self._workers.remove(worker)
            self._changed.notify_all()
        self._on_change()

    def wait(self, worker: Hashable) -> bool:
        """Block until a worker has a slot; False as soon as it has left the queue."""
        with self._changed:
            self._changed.wait_for(lambda: self._position(worker) in (0, None))
            return worker in self._workers

    def position(self, worker: Hashable) -> int | None:
        """A worker's position in the queue, from 1; 0 with a slot; None outside the queue."""
        with self._changed:
            return self._position(worker)

    def _position(self, worker: Hashable) -> int | None:
        if worker not in self._workers:
            return None
        return max(0, self._workers.index(worker) - self.n + 1)
