"""The index of runs: names that are never given twice, and no way to harm a server."""

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from backlit.errors import ModelError
from backlit.files.run_index import VERSION, RunEntry, RunIndex
from backlit.training.settings import Settings

SAVED = Path(__file__).parent / "version_1" / "workspace" / "index.sqlite"
NEW = RunEntry("", Settings(epochs=7, patience=None, seed=3))


def test_what_was_written_is_read_again(tmp_path: Path):
    path = tmp_path / "a" / "index.sqlite"
    index = RunIndex(path)
    entry = index.add(replace(NEW, parent="run-9", parent_step=12, curve=(0.1, 0.9)))
    assert entry.name == "run-1"
    assert entry.created == entry.changed != ""
    later = replace(entry, status="playing", step=5, cost=0.25, accuracy=0.5, model="m")
    index.update(later)
    index.close()
    again = RunIndex(path)
    assert again.entries() == [later]
    again.close()


def test_a_name_is_given_once_even_when_its_run_was_removed(tmp_path: Path):
    index = RunIndex(tmp_path / "index.sqlite")
    assert [index.add(NEW).name for _ in range(3)] == ["run-1", "run-2", "run-3"]
    index.remove("run-3")
    assert index.add(NEW).name == "run-4"
    assert [entry.name for entry in index.entries()] == ["run-1", "run-2", "run-4"]
    index.update(replace(NEW, name="run-9", created="then", changed="then"))
    assert index.add(NEW).name == "run-10"
    index.close()


def test_threads_and_two_servers_never_get_one_name(tmp_path: Path):
    indices = [RunIndex(tmp_path / "index.sqlite") for _ in range(2)]
    names: list[str] = []

    def add(index: RunIndex) -> None:
        names.extend(index.add(NEW).name for _ in range(20))

    threads = [threading.Thread(target=add, args=(index,)) for index in indices * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names) == len(set(names)) == 80
    assert indices[0].entries() == indices[1].entries()
    for index in indices:
        index.close()


def test_it_writes_ahead_and_says_its_version(tmp_path: Path):
    path = tmp_path / "index.sqlite"
    RunIndex(path).close()
    with sqlite3.connect(path) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert other.execute("PRAGMA user_version").fetchone() == (VERSION,)
    other.close()


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_what_is_no_index_is_reported_in_one_sentence(tmp_path: Path, content: bytes):
    path = tmp_path / "index.sqlite"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="Cannot use the index of runs"):
        RunIndex(path)


def test_an_index_of_a_newer_backlit_is_left_alone(tmp_path: Path):
    path = tmp_path / "index.sqlite"
    RunIndex(path).close()
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA user_version = {VERSION + 1}")
    other.close()
    with pytest.raises(ModelError, match="version 1"):
        RunIndex(path)


def test_a_row_that_makes_no_sense_is_passed_over(tmp_path: Path):
    path = tmp_path / "index.sqlite"
    index = RunIndex(path)
    for _ in range(4):
        index.add(NEW)
    with sqlite3.connect(path) as other:
        other.execute("UPDATE runs SET settings = '{\"epochs\": -1}' WHERE name = 'run-1'")
        other.execute("UPDATE runs SET curve = 'no list' WHERE name = 'run-2'")
        other.execute("UPDATE runs SET name = '../elsewhere' WHERE name = 'run-3'")
    other.close()
    assert [entry.name for entry in index.entries()] == ["run-4"]
    index.close()


def test_one_in_memory_works_as_well():
    index = RunIndex(None)
    assert index.add(NEW).name == "run-1"
    assert len(index.entries()) == 1
    index.close()


def test_the_columns_that_follow_from_the_entry_are_those_of_version_1(tmp_path: Path):
    columns = []
    (tmp_path / "index.sqlite").write_bytes(SAVED.read_bytes())
    for name in ("index.sqlite", "new.sqlite"):
        path = tmp_path / name
        if name == "new.sqlite":
            RunIndex(path).close()
        with sqlite3.connect(path) as connection:
            (sql,) = connection.execute(
                "SELECT sql FROM sqlite_master WHERE name = 'runs'"
            ).fetchone()
        connection.close()
        columns.append("".join(sql.split()))
    assert columns[0] == columns[1]
