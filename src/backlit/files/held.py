"""A file that one process holds: when the process ends, however it ends, the file is free again."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import IO, final

# Whoever only looks whether a file is held holds it for a moment: it is tried again for so long.
_PATIENCE = 0.25

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes], *, alone: bool) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: IO[bytes], *, alone: bool) -> None:
        # Those who only look are not in each other's way.
        how = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
        fcntl.flock(file.fileno(), how | fcntl.LOCK_NB)


@final
class Held:
    """A file that this process holds until ``release``."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self._path = path
        self._file = file

    def release(self, *, remove: bool = False) -> None:
        """Let go of it.

        Args:
            remove: Whether the file itself is no longer needed.
        """
        if remove:
            self._path.unlink(missing_ok=True)
        self._file.close()


def hold(path: Path) -> Held | None:
    """Hold a file, made where there is none; None while another process holds it.

    Raises:
        OSError: when the file cannot be made, or the folder knows no locks.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("ab")
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            _take(file, alone=True)
        except (BlockingIOError, PermissionError):
            if time.monotonic() > until:
                file.close()
                return None
            time.sleep(0.01)
        except BaseException:
            file.close()
            raise
        else:
            return Held(path, file)


def is_held(path: Path) -> bool:
    """Whether somebody holds a file now."""
    try:
        with path.open("rb") as file:
            _take(file, alone=False)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
