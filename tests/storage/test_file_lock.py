"""Locks on files: one holder at a time, and none left behind by a process that was killed."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from backlit.storage.file_lock import is_locked, release, try_lock


def test_a_process_that_is_killed_holds_no_lock(tmp_path: Path):
    path = tmp_path / "a.lock"
    code = (
        "import sys, time; from pathlib import Path; "
        "from backlit.storage.file_lock import try_lock; "
        "lock = try_lock(Path(sys.argv[1])); print(lock is not None, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        assert is_locked(path)
        assert try_lock(path) is None
        process.kill()
        process.wait()
    assert not is_locked(path)
    lock = try_lock(path)
    assert lock is not None
    release(lock, remove=True)
    assert not path.exists()


def test_a_second_lock_in_the_same_process_is_refused(tmp_path: Path):
    path = tmp_path / "folder" / "a.lock"
    assert not is_locked(path)
    lock = try_lock(path)
    assert lock is not None
    assert is_locked(path)
    assert try_lock(path) is None
    release(lock)
    assert not is_locked(path)


def test_a_lock_taken_in_one_thread_is_released_in_another(tmp_path: Path):
    locks: list[FileLock | None] = []
    thread = threading.Thread(target=lambda: locks.append(try_lock(tmp_path / "a.lock")))
    thread.start()
    thread.join()
    (lock,) = locks
    assert lock is not None
    release(lock)
    assert not is_locked(tmp_path / "a.lock")


def test_looking_creates_no_file_and_leaves_the_lock_to_be_taken(tmp_path: Path):
    path = tmp_path / "a.lock"
    assert not is_locked(path)
    assert not path.exists()
    path.touch()
    assert not is_locked(path)
    assert path.exists()
    lock = try_lock(path)
    assert lock is not None
    release(lock, remove=True)


def test_a_folder_that_is_a_file_is_an_error_and_holds_no_lock(tmp_path: Path):
    (tmp_path / "folder").write_text("a file where the folder should be")
    with pytest.raises(OSError, match="folder"):
        try_lock(tmp_path / "folder" / "a.lock")
    assert not is_locked(tmp_path / "folder" / "a.lock")
