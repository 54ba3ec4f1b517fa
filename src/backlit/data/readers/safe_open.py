"""Opening a user's files and folders safely: regular files only, up to a size limit."""

from __future__ import annotations

import errno
import io
import os
import stat
from pathlib import Path

from backlit.errors import DataError, reason_of


def open_regular_file(path: Path, *, follow_links: bool = True) -> io.BufferedReader:
    """Open a regular file for reading, never a pipe, socket, device or folder.

    The check is made on the open file, not on what the name pointed to a moment before, and
    opening does not wait for a writer at the other end of a pipe.

    Args:
        path: The file.
        follow_links: Whether a symbolic link may stand for the file.

    Raises:
        DataError: when there is no such file, it cannot be read, or it is not a regular file.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if not follow_links:
        flags |= getattr(os, "O_NOFOLLOW", 0)
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError:
        raise DataError(
            f"Cannot read {path}: there is no such file.",
            hint="check the spelling of the path",
        ) from None
    except (OSError, ValueError) as error:
        raise DataError(
            f"Cannot read {path}: {_reason(error)}.",
            hint="check the path and its permissions",
        ) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise DataError(
            f"Expected {path} to be a regular file, got a folder, pipe or device.",
            hint="give the file itself",
        )
    return os.fdopen(descriptor, "rb")


def read_regular_file(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes.

    Raises:
        DataError: as `open_regular_file` does, or when the file is larger than the limit.
    """
    with open_regular_file(path) as file:
        try:
            content = file.read(limit + 1)
        except OSError as error:
            raise DataError(
                f"Cannot read {path}: {_reason(error)}.",
                hint="check the path and its permissions",
            ) from None
    if len(content) > limit:
        raise DataError(
            f"Expected {path} to hold at most {limit:,} bytes, got more.",
            hint="check that this is the right file",
        )
    return content


def is_folder(path: Path) -> bool:
    """Whether there is a folder at a path; False when that cannot be found out."""
    try:
        return path.is_dir()
    except (OSError, ValueError):  # no permission, or not a valid name
        return False


def list_folder(path: Path) -> list[os.DirEntry[str]]:
    """The entries of a folder, sorted by name, without hidden ones.

    Raises:
        DataError: when it is not a folder, or cannot be listed.
    """
    try:
        with os.scandir(path) as entries:
            shown = [entry for entry in entries if not entry.name.startswith((".", "__MACOSX"))]
    except OSError as error:
        raise DataError(
            f"Cannot list the folder {path}: {_reason(error)}.",
            hint="check the path and its permissions",
        ) from None
    return sorted(shown, key=lambda entry: entry.name)


def _reason(error: OSError | ValueError) -> str:
    """What the operating system reports, as the end of a sentence."""
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return "its symbolic links form a circle"
    return reason_of(error)
