"""Who may train: one run a core, the others in the order in which they were told to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import final


@final
class Places:
    """The places to train at, and the queue before them.

    Args:
        n: How many may train at a time.
        told: Called, from any thread, whenever somebody came or went.
    """

    def __init__(self, n: int, told: Callable[[], object] = lambda: None) -> None:
        self.n = n
        self._told = told
        self._changed = threading.Condition()
        # The first n of them train, the others wait, in the order in which they came.
        self._all: list[Hashable] = []

    def ask(self, who: Hashable) -> None:
        """Queue, unless one has a place or waits already."""
        with self._changed:
            if who in self._all:
                return
            self._all.append(who)
        self._told()

    def leave(self, who: Hashable) -> None:
        """Give up one's place, or one's place in the queue; the next one comes in."""
        with self._changed:
            if who not in self._all:
                return
            self._all.remove(who)
            self._changed.notify_all()
        self._told()

    def wait(self, who: Hashable) -> bool:
        """Wait for one's turn; False as soon as one has left the queue."""
        with self._changed:
            self._changed.wait_for(lambda: self._standing(who) in (0, None))
            return who in self._all

    def standing(self, who: Hashable) -> int | None:
        """0 for who trains, else the place in the queue, from 1; None for who does neither."""
        with self._changed:
            return self._standing(who)

    def _standing(self, who: Hashable) -> int | None:
        if who not in self._all:
            return None
        return max(0, self._all.index(who) - self.n + 1)
