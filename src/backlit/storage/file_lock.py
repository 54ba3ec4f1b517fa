"""Locks on files between processes: a lock is free again when its process ends, however it ends.

`filelock` takes them from the operating system (``flock``, ``LockFileEx``). Its substitute for file
systems without locks is switched off: it would leave a lock behind when a process is killed.
"""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

# Whoever only looks whether a file is locked holds it for an instant: seconds to try again for.
_LOCK_PATIENCE = 0.25
_PROBE_PATIENCE = 0.02
_POLL_INTERVAL = 0.005


def try_lock(path: Path) -> FileLock | None:
    """Lock a file, created if there is none; None while somebody else holds it.

    Raises:
        OSError: when the file cannot be created, or the file system has no locks.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = _lock(path)
    try:
        lock.acquire(timeout=_LOCK_PATIENCE, poll_interval=_POLL_INTERVAL)
    except Timeout:
        return None
    return lock


def release(lock: FileLock, *, remove: bool = False) -> None:
    """Release a lock.

    Args:
        lock: As `try_lock` returned it.
        remove: Whether to delete the file. On Windows `filelock` always does.
    """
    if remove and os.name == "posix":  # still locked, so that no other process locks a deleted file
        Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()


def is_locked(path: Path) -> bool:
    """Whether a file is locked now, by this process or another.

    Where no file can be locked, none is.
    """
    if not path.exists():
        return False
    try:
        with _lock(path).acquire(timeout=_PROBE_PATIENCE, poll_interval=_POLL_INTERVAL):
            return False
    except Timeout:
        return True
    except OSError:
        return False


def _lock(path: Path) -> FileLock:
    # Not per thread: a server locks in one thread and releases in another.
    return FileLock(path, thread_local=False, fallback_to_soft=False)
