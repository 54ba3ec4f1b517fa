"""Reads single keys from the terminal without waiting."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def key_reader() -> Iterator[Callable[[], str | None] | None]:
    """Read single keys, without waiting for Enter; the terminal is restored at the end.

    Yields:
        A function that returns the next key that was pressed, or None when there is none; None
        instead of the function when standard input is not a terminal.
    """
    if not sys.stdin.isatty():
        yield None
    elif sys.platform == "win32":
        import msvcrt

        yield lambda: msvcrt.getwch() if msvcrt.kbhit() else None
    else:
        import os
        import select
        import termios
        import tty

        descriptor = sys.stdin.fileno()

        def read_key() -> str | None:
            ready, _, _ = select.select([descriptor], [], [], 0)
            return os.read(descriptor, 1).decode(errors="ignore") if ready else None

        before = termios.tcgetattr(descriptor)
        # Keys arrive without Enter and without echo; Ctrl-C still interrupts.
        tty.setcbreak(descriptor)
        try:
            yield read_key
        finally:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
