"""Where Backlit keeps what it can make again, and how it puts a file there whole."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import platformdirs


def cache_folder() -> Path:
    """The folder for data that can be read or fetched again; it may not exist yet.

    The environment variable ``BACKLIT_CACHE`` names another one than the system's usual place.
    """
    chosen = os.environ.get("BACKLIT_CACHE")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("backlit", appauthor=False))


def write_cached(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Put a file into a cache folder under its name all at once, or not at all.

    What is cached is checked whenever it is read, so it is not forced to the disk (fsync): a file
    that a power cut leaves torn is found out and made again.

    Raises:
        OSError: when the folder cannot be made or written to, or the disk is full.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for part in parts:
                file.write(part)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
