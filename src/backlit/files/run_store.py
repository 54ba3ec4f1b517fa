"""The page's runs on disk: a checkpoint and a recording for each, and an index of all of them.

A damaged file or index never makes the other runs unavailable: it is reported as a problem.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import final

from filelock import FileLock

from backlit.errors import BacklitError, ModelError
from backlit.files.checkpoint import load_checkpoint, save_checkpoint
from backlit.files.recording import load_recording, save_recording
from backlit.files.run_index import RUN_NAME, VERSION, RunEntry, RunIndex, RunStatus
from backlit.storage.clock import utc_now
from backlit.storage.file_lock import is_locked, release, try_lock
from backlit.training.recording import Recording
from backlit.training.records import Checkpoint, EpochRecord, RunState

_MAX_CURVE_POINTS = 60


@dataclass(frozen=True, eq=False)
class StoredRun:
    """A run as its files hold it.

    Attributes:
        checkpoint: Where it continues from; None when it has not started.
        recording: Its keyframes and costs until then, if they can be read.
        problem: What is wrong with the files.
    """

    checkpoint: Checkpoint | None
    recording: Recording | None
    problem: str | None


@final
class RunStore:
    """The runs in a folder.

    Args:
        folder: The folder of their files.
        index: The path of their index.
    """

    def __init__(self, folder: Path, index: Path) -> None:
        self._folder = folder
        self._problems: list[str] = []
        self._locks: dict[str, FileLock | None] = {}
        self._index = self._open_index(index)
        self._reconcile()

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the folder or the index, a sentence each."""
        return tuple(self._problems)

    def _open_index(self, path: Path) -> RunIndex:
        try:
            return RunIndex(path)
        except ModelError as error:
            self._problems.append(error.message)
        aside = path.with_name(f"{path.name}.{utc_now().replace(':', '')}.broken")
        try:
            if not path.is_file() or path.stat().st_size == 0 or _is_newer(path):
                return RunIndex(None)
            for end in ("-wal", "-shm"):
                path.with_name(path.name + end).unlink(missing_ok=True)
            path.rename(aside)
            index = RunIndex(path)
        except (OSError, ModelError):
            return RunIndex(None)
        self._problems.append(f"The index was rebuilt from the files; the old one is {aside.name}.")
        return index

    def _reconcile(self) -> None:
        """Bring the index into agreement with the files, after a kill or a deletion."""
        with suppress(ModelError):
            known = {entry.name: entry for entry in self._index.entries()}
            there = {path.stem for path in self._folder.glob("run-*.checkpoint")}
            for name in sorted(there | known.keys(), key=_run_number):
                entry = known.get(name)
                settled = entry is not None and entry.status != "playing" and name in there
                if not RUN_NAME.fullmatch(name) or settled or self.is_locked_elsewhere(name):
                    continue
                if (entry := self._entry_from_checkpoint(name, entry)) is not None:
                    self._index.update(entry)

    def _entry_from_checkpoint(self, name: str, entry: RunEntry | None) -> RunEntry | None:
        """The entry that a run's checkpoint implies; None when the present one is right."""
        path = self._path(name, "checkpoint")
        if not path.is_file():
            if entry is None or entry.checkpoint is None:
                return None
            return replace(entry, status="failed", problem=f"Its file {path.name} is missing.")
        try:
            run = load_checkpoint(path).run
        except BacklitError as error:
            return entry and replace(entry, status="failed", problem=error.message)
        if entry is None:
            created = run.provenance.created if run.provenance else utc_now()
            entry = RunEntry(name, run.settings, created=created, changed=utc_now())
        return self._with_file_names(entry_from_state(entry, run, playing=False))

    def entries(self) -> list[RunEntry]:
        """Every run, the oldest first."""
        return self._index.entries()

    def add(self, entry: RunEntry) -> RunEntry:
        """Name a new run and lock it. Raises ModelError when the index cannot be written."""
        named = self._index.add(entry)
        self.lock(named.name)
        return named

    def update(self, entry: RunEntry) -> None:
        """Replace a run's entry. Raises ModelError when the index cannot be written."""
        self._index.update(entry)

    def lock(self, name: str) -> None:
        """Lock a run, so that no other process continues it.

        Raises:
            ModelError: while another process has it.
        """
        if name in self._locks:
            return
        try:
            lock = try_lock(self._path(name, "lock"))
        except OSError as error:
            # The folder cannot be written to, or its file system has no locks: no other process
            # could lock the run or continue it either.
            problem = f"Cannot lock runs in {self._folder}: {error.strerror or error}."
            if problem not in self._problems:
                self._problems.append(problem)
            self._locks[name] = None
            return
        if lock is None:
            raise ModelError(
                f"{name} is open in another Backlit.",
                hint="close the other, or start a new run",
            )
        self._locks[name] = lock

    def is_locked_elsewhere(self, name: str) -> bool:
        """Whether another process, or another store, has locked a run."""
        return name not in self._locks and is_locked(self._path(name, "lock"))

    def load(self, name: str) -> StoredRun:
        """Read a run's files."""
        problem, recording = None, None
        path = self._path(name, "recording")
        if path.exists():
            try:
                recording = load_recording(path)
            except BacklitError as error:
                problem = error.message
        path = self._path(name, "checkpoint")
        if not path.exists():
            return StoredRun(None, recording, problem)
        try:
            return StoredRun(load_checkpoint(path), recording, problem)
        except BacklitError as error:
            return StoredRun(None, recording, error.message)

    def load_state(self, name: str) -> RunState | None:
        """A run's state when it was last saved, locked or not; None when it cannot be read."""
        with suppress(BacklitError):
            return load_checkpoint(self._path(name, "checkpoint")).run
        return None

    def save(self, entry: RunEntry, checkpoint: Checkpoint, recording: Recording) -> RunEntry:
        """Write a run's files, then its entry, which is returned.

        Raises:
            ModelError: when one of them cannot be written; the previous file stays untouched.
        """
        # The recording first: so it reaches at least as far as the checkpoint, and is cut there.
        save_recording(self._path(entry.name, "recording"), recording)
        save_checkpoint(self._path(entry.name, "checkpoint"), checkpoint)
        saved = self._with_file_names(replace(entry, changed=utc_now()))
        self._index.update(saved)
        return saved

    def _with_file_names(self, entry: RunEntry) -> RunEntry:
        recording = self._path(entry.name, "recording")
        return replace(
            entry,
            checkpoint=self._path(entry.name, "checkpoint").name,
            recording=recording.name if recording.exists() else None,
        )

    def remove(self, name: str) -> None:
        """Delete a run: its files and its entry.

        Raises:
            ModelError: while another process has it, or when a file cannot be deleted.
        """
        self.lock(name)
        try:
            for kind in ("checkpoint", "recording"):
                self._path(name, kind).unlink(missing_ok=True)
        except OSError as error:
            raise ModelError(
                f"Cannot delete {name}: {error.strerror or error}.",
                hint="check the permissions of the workspace",
            ) from error
        self._index.remove(name)
        if (lock := self._locks.pop(name, None)) is not None:
            release(lock, remove=True)

    def close(self) -> None:
        """Release all locks and close the index."""
        for lock in self._locks.values():
            if lock is not None:
                release(lock)
        self._locks.clear()
        self._index.close()

    def _path(self, name: str, kind: str) -> Path:
        assert RUN_NAME.fullmatch(name), name
        return self._folder / f"{name}.{kind}"


def entry_from_state(
    entry: RunEntry, run: RunState, *, playing: bool, problem: str | None = None
) -> RunEntry:
    """A run's entry, brought up to date with its state."""
    last = run.history[-1] if run.history else None
    status: RunStatus
    if problem:
        status = "failed"
    elif playing:
        status = "playing"
    else:
        status = "finished" if run.epoch >= run.settings.epochs else "paused"
    return replace(
        entry,
        settings=run.settings,
        status=status,
        step=run.step,
        epoch=run.epoch,
        cost=None if last is None else last.monitored_cost,
        accuracy=None if last is None else monitored_accuracy(last),
        curve=accuracy_curve(run.history),
        problem=problem,
    )


def monitored_accuracy(record: EpochRecord) -> float:
    """The accuracy on validation examples where there are any, else on training examples."""
    validation = record.validation_accuracy
    return record.accuracy if validation is None else validation


def accuracy_curve(history: tuple[EpochRecord, ...]) -> tuple[float, ...]:
    """At most some dozens of the accuracies after each epoch, the first and the last among them."""
    n = min(len(history), _MAX_CURVE_POINTS)
    chosen = [history[i * (len(history) - 1) // max(1, n - 1)] for i in range(n)]
    return tuple(round(monitored_accuracy(record), 4) for record in chosen)


def _run_number(name: str) -> int:
    number = name.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0


def _is_newer(path: Path) -> bool:
    """Whether a newer Backlit wrote an index, which must then stay as it is."""
    with path.open("rb") as file:
        start = file.read(64)
    return start.startswith(b"SQLite format 3\0") and int.from_bytes(start[60:64], "big") > VERSION
