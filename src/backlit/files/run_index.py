"""The index of the page's runs: a small SQLite file with a row for each run.

With it, a list of runs is shown without reading each of them. Everything in it can be recovered
from the runs' own files: an index that is lost is rebuilt.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import NoneType
from typing import Any, Literal, final, get_args, get_origin, get_type_hints

import msgspec

from backlit.errors import ModelError
from backlit.files.serialization import DECODE_ERRORS, decode_record, encode_record
from backlit.storage.clock import utc_now
from backlit.training.settings import Settings

VERSION = 1
# Only the index gives names.
RUN_NAME = re.compile(r"run-[1-9]\d{0,8}")

RunStatus = Literal["paused", "playing", "finished", "failed"]


@dataclass(frozen=True)
class RunEntry:
    """A row of the index. The table's columns follow from the fields.

    Attributes:
        name: What the run is called.
        settings: What it started with.
        data: What it is trained on.
        status: paused, playing, finished or failed.
        step: Steps taken.
        epoch: Epochs finished.
        cost: The last that was measured, on validation examples where there are any.
        accuracy: The same, 0–1.
        curve: Accuracies, at most some dozens, the first and the last among them.
        parent: The run that it branched off from.
        parent_step: After how many steps.
        checkpoint: The name of its file in the runs' folder, once there is one.
        recording: The same.
        model: The name that it was last saved under as a model.
        problem: Why it ended early, or what is wrong with its files.
        created: When, as ISO 8601 in UTC.
        changed: When it was last saved.
    """

    name: str
    settings: Settings
    data: str = "mnist"
    status: RunStatus = "paused"
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


_SQL_TYPES = {str: "TEXT", int: "INTEGER", float: "REAL"}
_TYPES = get_type_hints(RunEntry)
_COLUMNS = tuple(field.name for field in fields(RunEntry))


def _value_type(column: str) -> Any:
    """The type of a column's values, NULL aside."""
    kinds = [kind for kind in get_args(_TYPES[column]) if kind is not NoneType]
    return kinds[0] if NoneType in get_args(_TYPES[column]) else _TYPES[column]


def _definition(column: str) -> str:
    """A column in SQL, from the type of its field; what SQLite has no type for is kept as JSON."""
    sql = f"{column} {_SQL_TYPES.get(_value_type(column), 'TEXT')}"
    if NoneType not in get_args(_TYPES[column]):
        sql += " NOT NULL"
    if column == "name":
        sql += " UNIQUE"
    if get_origin(_TYPES[column]) is Literal:
        choices = ", ".join(f"'{choice}'" for choice in get_args(_TYPES[column]))
        sql += f" CHECK ({column} IN ({choices}))"
    return sql


_JSON_COLUMNS = tuple(
    column
    for column in _COLUMNS
    if _value_type(column) not in _SQL_TYPES and get_origin(_TYPES[column]) is not Literal
)
_TABLE = (
    "CREATE TABLE IF NOT EXISTS runs (number INTEGER PRIMARY KEY AUTOINCREMENT, "
    f"{', '.join(map(_definition, _COLUMNS))})"
)
_ALL = ", ".join(_COLUMNS)
_PLACEHOLDERS = ", ".join("?" * len(_COLUMNS))
_ASSIGNMENTS = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name != "name")


@final
class RunIndex:
    """The index, safe to be used from several threads and by several processes.

    Args:
        path: Its file; None for one in memory.

    Raises:
        ModelError: when the file is not an index, or was written by a newer Backlit.
    """

    def __init__(self, path: Path | None) -> None:
        self._lock = threading.Lock()
        self._path = path
        with self._reporting_errors():
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            # Each statement is a transaction of its own, unless one is begun.
            self._connection = sqlite3.connect(
                ":memory:" if path is None else path,
                timeout=5, isolation_level=None, check_same_thread=False,
            )  # fmt: skip
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self) -> None:
        if self._connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("it is damaged")
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise ModelError(
                f"Expected an index of version {VERSION} in {self._path}, got version {version}.",
                hint="a newer Backlit wrote it: `pip install --upgrade backlit`",
            )
        # A reader never waits for a writer, and a kill at any moment leaves it whole. NORMAL: a
        # power cut may lose the newest rows, which are recovered from the runs' own files.
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute(_TABLE)
        self._connection.execute(f"PRAGMA user_version = {VERSION}")

    @contextmanager
    def _reporting_errors(self) -> Iterator[None]:
        """Hold the lock; raise what SQLite or the disk raises as a ModelError."""
        try:
            with self._lock:
                yield
        except (sqlite3.Error, OSError) as error:
            raise ModelError(
                f"Cannot use the index of runs {self._path or 'in memory'}: {error}.",
                hint="delete it: it is rebuilt from the runs' files",
            ) from error

    def entries(self) -> list[RunEntry]:
        """Every run, the oldest first. Raises ModelError when the index cannot be read."""
        with self._reporting_errors():
            rows = self._connection.execute(f"SELECT {_ALL} FROM runs ORDER BY number").fetchall()  # noqa: S608
        return [entry for row in rows if (entry := _entry(row)) is not None]

    def add(self, entry: RunEntry) -> RunEntry:
        """Add a new run under a name that no other ever had, such as run-1.

        Raises:
            ModelError: when the index cannot be written.
        """
        with self._reporting_errors():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                last = self._connection.execute(
                    "SELECT seq FROM sqlite_sequence WHERE name = 'runs'"
                ).fetchone()
                number = 1 + (last[0] if last else 0)
                named = replace(entry, name=f"run-{number}", created=utc_now(), changed=utc_now())
                self._write(named, number)
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        return named

    def update(self, entry: RunEntry) -> None:
        """Replace a run's row. Raises ModelError when the index cannot be written."""
        with self._reporting_errors():
            self._write(entry, int(entry.name.rpartition("-")[2]))

    def _write(self, entry: RunEntry, number: int) -> None:
        self._connection.execute(
            f"INSERT INTO runs (number, {_ALL}) VALUES (?, {_PLACEHOLDERS}) "  # noqa: S608
            f"ON CONFLICT (number) DO UPDATE SET {_ASSIGNMENTS}",
            (number, *_row(entry)),
        )

    def remove(self, name: str) -> None:
        """Delete a run's row. Raises ModelError when the index cannot be written."""
        with self._reporting_errors():
            self._connection.execute("DELETE FROM runs WHERE name = ?", (name,))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()


def _row(entry: RunEntry) -> tuple[Any, ...]:
    values = {column: getattr(entry, column) for column in _COLUMNS}
    for column in _JSON_COLUMNS:
        values[column] = encode_record(values[column]).decode()
    return tuple(values.values())


def _entry(row: tuple[Any, ...]) -> RunEntry | None:
    """A row as an entry; None when it makes no sense: the run's own files are read then."""
    values = dict(zip(_COLUMNS, row, strict=True))
    try:
        for column in _JSON_COLUMNS:
            values[column] = decode_record(values[column], _TYPES[column], version_1=True)
        entry = msgspec.convert(values, RunEntry)
    except (*DECODE_ERRORS, TypeError, ValueError):
        return None
    return entry if RUN_NAME.fullmatch(entry.name) else None
