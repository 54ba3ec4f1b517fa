"""Single keys, read while something else is going on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def listening() -> Iterator[Callable[[], str | None] | None]:
    """Let a program ask which key was pressed, without waiting for one.

    Yields:
        A function that gives the next key pressed, or None when there is none; None instead of a
        function where keys cannot be read, because standard input is no terminal. The terminal is
        put back as it was at the end.
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

        def pressed() -> str | None:
            ready, _, _ = select.select([descriptor], [], [], 0)
            return os.read(descriptor, 1).decode(errors="ignore") if ready else None

        before = termios.tcgetattr(descriptor)
        # Ctrl-C stays what it is; only the wait for Enter and the echo go.
        tty.setcbreak(descriptor)
        try:
            yield pressed
        finally:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
