"""Ctrl-C: the first finishes the mini-batch and saves, the second stops at once."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Protocol


class Stoppable(Protocol):
    """A run or a population."""

    def stop(self) -> None:
        """Stop soon; may be called from a signal handler."""
        ...


@contextmanager
def graceful_interrupt(work: Stoppable) -> Iterator[list[int]]:
    """Make the first SIGINT or SIGTERM finish the mini-batch; a second one stops at once.

    Yields:
        A list that holds the signal after the first.
    """
    received: list[int] = []
    before: dict[int, Any] = {}

    def first(number: int, _frame: FrameType | None) -> None:
        received.append(number)
        work.stop()
        signal.signal(number, before[number])

    for number in (int(signal.SIGINT), int(signal.SIGTERM)):
        before[number] = signal.signal(number, first)
    try:
        yield received
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
