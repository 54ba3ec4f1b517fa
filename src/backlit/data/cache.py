"""Where Backlit keeps what it can make again, and how it puts a file there whole."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

import platformdirs


def cache_folder() -> Path:
    """The folder for data that can be read or fetched again; it may not exist yet.

    The environment variable ``BACKLIT_CACHE`` names another one than the system's usual place.
    """
    chosen = os.environ.get("BACKLIT_CACHE")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("backlit", appauthor=False))


def write_whole(path: Path, parts: Iterable[bytes | memoryview], *, durable: bool = False) -> None:
    """Put a file under its name all at once, or not at all.

    Args:
        path: Where it shall be; what is there now stays whole until the new file is.
        parts: What it shall hold, piece after piece.
        durable: Force file and folder to the disk (fsync) before the file gets its name. What is
            cached is checked whenever it is read and can do without.

    Raises:
        OSError: when the folder cannot be made or written to, or the disk is full.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as file:
            for part in parts:
                file.write(part)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if durable and os.name == "posix":
        # The new name is an entry of the folder, and the folder has a cache of its own.
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
