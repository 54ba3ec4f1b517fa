"""Ctrl-C: the first ends the mini-batch under way and keeps everything, a second ends at once."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Protocol


class Stoppable(Protocol):
    """A run or a population."""

    def stop(self) -> None:
        """End soon; may be called from a signal handler."""
        ...


@contextmanager
def graceful_interrupt(work: Stoppable) -> Iterator[list[int]]:
    """Let the first Ctrl-C (or a polite kill) finish the mini-batch; a second one ends at once.

    Yields:
        A list that holds the signal once one has come.
    """
    came: list[int] = []
    before: dict[int, Any] = {}

    def first(number: int, _frame: FrameType | None) -> None:
        came.append(number)
        work.stop()
        signal.signal(number, before[number])

    for number in (int(signal.SIGINT), int(signal.SIGTERM)):
        before[number] = signal.signal(number, first)
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
