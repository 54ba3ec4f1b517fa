"""The index of the page's runs: a small SQLite file that says what there is.

With it a list of runs is shown without reading each of them. Whatever it says can be told from the
runs' own files too: an index that is lost is made again.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, final

import msgspec

from backlit.errors import ModelError
from backlit.files.version_1 import upgrade
from backlit.training.settings import Settings

VERSION = 1
# Names are given by the index and by nobody else.
NAME = re.compile(r"run-[1-9]\d{0,8}")

_TABLE = """
CREATE TABLE IF NOT EXISTS runs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL,
    data TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('paused', 'playing', 'finished', 'failed')),
    step INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    cost REAL,
    accuracy REAL,
    curve TEXT NOT NULL,
    parent TEXT,
    parent_step INTEGER,
    checkpoint TEXT,
    recording TEXT,
    model TEXT,
    problem TEXT,
    created TEXT NOT NULL,
    changed TEXT NOT NULL
)"""


@dataclass(frozen=True)
class RunEntry:
    """What the index says of a run.

    Attributes:
        name: What it is called.
        settings: What it began with.
        data: What it learns from.
        status: paused, playing, finished or failed.
        step: Steps taken.
        epoch: Epochs finished.
        cost: The last that was measured, on held-out examples where there are any.
        accuracy: The same, 0–1.
        curve: Accuracies, at most some dozens, the first and the last among them.
        parent: The run that it branched off from.
        parent_step: After how many steps.
        checkpoint: The name of its file in the runs' folder, once there is one.
        recording: The same.
        model: The name that it was last saved under as a model.
        problem: Why it ended before its time, or what is wrong with its files.
        created: When, as ISO 8601 in UTC.
        changed: When it was last saved.
    """

    name: str
    settings: Settings
    data: str = "mnist"
    status: str = "paused"
    step: int = 0
    epoch: int = 0
    cost: float | None = None
    accuracy: float | None = None
    curve: tuple[float, ...] = ()
    parent: str | None = None
    parent_step: int | None = None
    checkpoint: str | None = None
    recording: str | None = None
    model: str | None = None
    problem: str | None = None
    created: str = ""
    changed: str = ""


_COLUMNS = tuple(field.name for field in fields(RunEntry))
_ALL = ", ".join(_COLUMNS)
_PLACES = ", ".join("?" * len(_COLUMNS))
_SET = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name != "name")


def now() -> str:
    """This moment, as the index writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@final
class Index:
    """The index, safe to be used from several threads and by several processes.

    Args:
        path: Its file; None for one in memory.

    Raises:
        ModelError: when the file is no index, or a newer Backlit's.
    """

    def __init__(self, path: Path | None) -> None:
        self._one_at_a_time = threading.Lock()
        self._path = path
        with self._spoken():
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            # Each statement is a transaction of its own, unless one is begun.
            self._index = sqlite3.connect(
                ":memory:" if path is None else path,
                timeout=5, isolation_level=None, check_same_thread=False,
            )  # fmt: skip
            try:
                self._prepare()
            except BaseException:
                self._index.close()
                raise

    def _prepare(self) -> None:
        if self._index.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("it is damaged")
        (version,) = self._index.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise ModelError(
                f"Expected an index of version {VERSION} in {self._path}, got version {version}.",
                hint="a newer Backlit wrote it: `pip install --upgrade backlit`",
            )
        # A reader never waits for a writer, and a kill at any moment leaves it whole. NORMAL: a
        # power cut may cost the newest lines, which are made again from the runs' own files.
        self._index.execute("PRAGMA journal_mode = WAL")
        self._index.execute("PRAGMA synchronous = NORMAL")
        self._index.execute(_TABLE)
        self._index.execute(f"PRAGMA user_version = {VERSION}")

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        try:
            with self._one_at_a_time:
                yield
        except (sqlite3.Error, OSError) as error:
            raise ModelError(
                f"Expected an index of runs in {self._path}, got: {error}.",
                hint="an index that is deleted is made again from the runs' files",
            ) from error

    def entries(self) -> list[RunEntry]:
        """Every run, the oldest first. Raises ModelError when the index cannot be read."""
        with self._spoken():
            rows = self._index.execute(f"SELECT {_ALL} FROM runs ORDER BY number").fetchall()  # noqa: S608
        return [entry for row in rows if (entry := _entry(row)) is not None]

    def add(self, entry: RunEntry) -> RunEntry:
        """Write a new run down under a name that no other ever had, such as run-1.

        Raises:
            ModelError: when the index cannot be written.
        """
        with self._spoken():
            self._index.execute("BEGIN IMMEDIATE")
            try:
                last = self._index.execute(
                    "SELECT seq FROM sqlite_sequence WHERE name = 'runs'"
                ).fetchone()
                number = 1 + (last[0] if last else 0)
                named = replace(entry, name=f"run-{number}", created=now(), changed=now())
                self._write(named, number)
            except BaseException:
                self._index.execute("ROLLBACK")
                raise
            self._index.execute("COMMIT")
        return named

    def put(self, entry: RunEntry) -> None:
        """Write down how a run stands. Raises ModelError when the index cannot be written."""
        with self._spoken():
            self._write(entry, int(entry.name.rpartition("-")[2]))

    def _write(self, entry: RunEntry, number: int) -> None:
        self._index.execute(
            f"INSERT INTO runs (number, {_ALL}) VALUES (?, {_PLACES}) "  # noqa: S608
            f"ON CONFLICT (number) DO UPDATE SET {_SET}",
            (number, *_row(entry)),
        )

    def remove(self, name: str) -> None:
        """Forget a run. Raises ModelError when the index cannot be written."""
        with self._spoken():
            self._index.execute("DELETE FROM runs WHERE name = ?", (name,))

    def close(self) -> None:
        """Let go of the file."""
        with self._one_at_a_time:
            self._index.close()


def _row(entry: RunEntry) -> tuple[Any, ...]:
    settings = msgspec.json.encode(asdict(entry.settings)).decode()
    curve = msgspec.json.encode(entry.curve).decode()
    return astuple(replace(entry, settings=settings, curve=curve))  # type: ignore[arg-type]


def _entry(row: tuple[Any, ...]) -> RunEntry | None:
    """What a row says; None when that makes no sense: the run's own files are asked then."""
    values = dict(zip(_COLUMNS, row, strict=True))
    try:
        settings = upgrade(msgspec.json.decode(values["settings"]))
        values["settings"] = msgspec.convert(settings, Settings)
        values["curve"] = msgspec.json.decode(values["curve"], type=tuple[float, ...])
        entry = msgspec.convert(values, RunEntry)
    except (msgspec.DecodeError, TypeError, ValueError):
        return None
    return entry if NAME.fullmatch(entry.name) else None
