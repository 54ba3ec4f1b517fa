"""Callbacks that are called, from any thread, whenever something has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import final


@final
class Listeners:
    """A set of callbacks without arguments."""

    def __init__(self) -> None:
        self._callbacks: set[Callable[[], object]] = set()

    def __len__(self) -> int:
        """How many callbacks there are."""
        return len(self._callbacks)

    def subscribe(self, callback: Callable[[], object]) -> Callable[[], None]:
        """Add a callback; returns a function that removes it."""
        self._callbacks.add(callback)
        return lambda: self._callbacks.discard(callback)

    def notify(self) -> None:
        """Call every callback, in this thread."""
        for callback in tuple(self._callbacks):
            callback()
