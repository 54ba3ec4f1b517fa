"""Where the page's runs lie: for each a checkpoint and a recording, and an index of all of them.

Nothing that is wrong with a file or the index stops anybody: it is said, and the rest is there.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import final

from backlit.errors import BacklitError, ModelError
from backlit.files.checkpoint import load_checkpoint, save_checkpoint
from backlit.files.held import Held, hold, is_held
from backlit.files.index import NAME, Index, RunEntry, now
from backlit.files.recording import load_recording, save_recording
from backlit.training.recording import Recording
from backlit.training.records import Checkpoint, EpochRecord, RunState

_MOST_IN_CURVE = 60


@dataclass(frozen=True, eq=False)
class Found:
    """A run as it was found in its files.

    Attributes:
        checkpoint: Where it goes on from; None when it has not begun.
        recording: How it went until then, where that can be read.
        problem: What is wrong with the files.
    """

    checkpoint: Checkpoint | None
    recording: Recording | None
    problem: str | None


@final
class Shelf:
    """The runs in a folder.

    Args:
        folder: Where their files are.
        index: Where the index of them is.
    """

    def __init__(self, folder: Path, index: Path) -> None:
        self._folder = folder
        self._problems: list[str] = []
        self._held: dict[str, Held | None] = {}
        self._index = self._opened(index)
        self._agree()

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the folder or the index, a sentence each."""
        return tuple(self._problems)

    def _opened(self, path: Path) -> Index:
        try:
            return Index(path)
        except ModelError as error:
            self._problems.append(error.message)
        aside = path.with_name(f"{path.name}.{now().replace(':', '')}.broken")
        try:
            if not path.is_file() or path.stat().st_size == 0 or _is_newer(path):
                return Index(None)
            for end in ("-wal", "-shm"):
                path.with_name(path.name + end).unlink(missing_ok=True)
            path.rename(aside)
            index = Index(path)
        except (OSError, ModelError):
            return Index(None)
        self._problems.append(
            f"The index was made again from the files; the old one is {aside.name}."
        )
        return index

    def _agree(self) -> None:
        """Have the index say what the files say, where a kill or a deletion parted them."""
        with suppress(ModelError):
            known = {entry.name: entry for entry in self._index.entries()}
            there = {path.stem for path in self._folder.glob("run-*.checkpoint")}
            for name in sorted(there | known.keys(), key=_number):
                entry = known.get(name)
                settled = entry is not None and entry.status != "playing" and name in there
                if not NAME.fullmatch(name) or settled or self.is_elsewhere(name):
                    continue
                if (entry := self._as_found(name, entry)) is not None:
                    self._index.put(entry)

    def _as_found(self, name: str, entry: RunEntry | None) -> RunEntry | None:
        """What a run's checkpoint says of it; None when nothing has to be said anew."""
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
            created = run.provenance.created if run.provenance else now()
            entry = RunEntry(name, run.settings, created=created, changed=now())
        return self._named(described(entry, run, playing=False))

    def entries(self) -> list[RunEntry]:
        """Every run, the oldest first."""
        return self._index.entries()

    def add(self, entry: RunEntry) -> RunEntry:
        """Give a new run a name, and hold it. Raises ModelError when that cannot be written."""
        named = self._index.add(entry)
        self.hold(named.name)
        return named

    def put(self, entry: RunEntry) -> None:
        """Say how a run stands. Raises ModelError when the index cannot be written."""
        self._index.put(entry)

    def hold(self, name: str) -> None:
        """Take a run, so that no other process goes on with it.

        Raises:
            ModelError: while another has it.
        """
        if name in self._held:
            return
        try:
            held = hold(self._path(name, "lock"))
        except OSError as error:
            # A folder that cannot be written to, or that knows no locks: nobody can hold a run
            # there, and nobody else could go on with it either.
            problem = f"Runs cannot be held in {self._folder}: {error.strerror}."
            if problem not in self._problems:
                self._problems.append(problem)
            self._held[name] = None
            return
        if held is None:
            raise ModelError(
                f"Expected {name} to be free, got one that another Backlit has open.",
                hint="close the other, or begin a new run",
            )
        self._held[name] = held

    def is_elsewhere(self, name: str) -> bool:
        """Whether another process has a run."""
        return name not in self._held and is_held(self._path(name, "lock"))

    def find(self, name: str) -> Found:
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
            return Found(None, recording, problem)
        try:
            return Found(load_checkpoint(path), recording, problem)
        except BacklitError as error:
            return Found(None, recording, error.message)

    def state(self, name: str) -> RunState | None:
        """How a run stood when it was saved, whoever has it now; None where that is unreadable."""
        with suppress(BacklitError):
            return load_checkpoint(self._path(name, "checkpoint")).run
        return None

    def save(self, entry: RunEntry, checkpoint: Checkpoint, recording: Recording) -> RunEntry:
        """Write a run's files, and then what the index says of it; returns that.

        Raises:
            ModelError: when one of them cannot be written; what was there before is untouched.
        """
        # The recording first: so it reaches at least as far as the checkpoint, and is cut there.
        save_recording(self._path(entry.name, "recording"), recording)
        save_checkpoint(self._path(entry.name, "checkpoint"), checkpoint)
        saved = self._named(replace(entry, changed=now()))
        self._index.put(saved)
        return saved

    def _named(self, entry: RunEntry) -> RunEntry:
        recording = self._path(entry.name, "recording")
        return replace(
            entry,
            checkpoint=self._path(entry.name, "checkpoint").name,
            recording=recording.name if recording.exists() else None,
        )

    def remove(self, name: str) -> None:
        """Forget a run and delete its files.

        Raises:
            ModelError: while another process has it, or when a file cannot be deleted.
        """
        self.hold(name)
        try:
            for kind in ("checkpoint", "recording"):
                self._path(name, kind).unlink(missing_ok=True)
        except OSError as error:
            raise ModelError(
                f"Expected to delete {name}, got: {error.strerror or error}.",
                hint="look who may write in the workspace",
            ) from error
        self._index.remove(name)
        if (held := self._held.pop(name, None)) is not None:
            held.release(remove=True)

    def close(self) -> None:
        """Let go of everything."""
        for held in self._held.values():
            if held is not None:
                held.release()
        self._held.clear()
        self._index.close()

    def _path(self, name: str, kind: str) -> Path:
        assert NAME.fullmatch(name), name
        return self._folder / f"{name}.{kind}"


def described(
    entry: RunEntry, run: RunState, *, playing: bool, problem: str | None = None
) -> RunEntry:
    """The entry of a run that stands so."""
    last = run.history[-1] if run.history else None
    over = run.epoch >= run.settings.epochs
    return replace(
        entry,
        settings=run.settings,
        status="failed" if problem else "playing" if playing else "finished" if over else "paused",
        step=run.step,
        epoch=run.epoch,
        cost=None if last is None else last.monitored_cost,
        accuracy=None if last is None else judged_accuracy(last),
        curve=curve_of(run.history),
        problem=problem,
    )


def judged_accuracy(record: EpochRecord) -> float:
    """The accuracy on held-out examples where there are any."""
    held_out = record.validation_accuracy
    return record.accuracy if held_out is None else held_out


def curve_of(history: tuple[EpochRecord, ...]) -> tuple[float, ...]:
    """Some dozens of the accuracies after each epoch, the first and the last among them."""
    n = min(len(history), _MOST_IN_CURVE)
    chosen = [history[i * (len(history) - 1) // max(1, n - 1)] for i in range(n)]
    return tuple(round(judged_accuracy(record), 4) for record in chosen)


def _number(name: str) -> int:
    number = name.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0


def _is_newer(path: Path) -> bool:
    """Whether a newer Backlit wrote an index: it is left alone."""
    with path.open("rb") as file:
        start = file.read(64)
    return start.startswith(b"SQLite format 3\0") and int.from_bytes(start[60:64], "big") > 1
