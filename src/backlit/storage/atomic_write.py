"""Writing a file atomically: it appears under its name complete, or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path


def write_atomically(
    path: Path, chunks: Iterable[bytes | memoryview], *, durable: bool = False
) -> None:
    """Write a file to a temporary name in the same folder, then rename it.

    Args:
        path: Where to; a file that is there now stays complete until the new one replaces it.
        chunks: The contents.
        durable: Force file and folder to the disk (fsync) before the rename, so that a power cut
            cannot lose the file. Cached data can do without: it is checked whenever it is read.

    Raises:
        OSError: when the folder cannot be created or written to, or the disk is full.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
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
