"""The index of runs: names that are never given twice, and no way to harm a server."""

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from backlit.errors import ModelError
from backlit.files.index import VERSION, Index, RunEntry
from backlit.training.settings import Settings

NEW = RunEntry("", Settings(epochs=7, patience=None, seed=3))


def test_what_was_written_is_read_again(tmp_path: Path):
    path = tmp_path / "a" / "index.sqlite"
    index = Index(path)
    entry = index.add(replace(NEW, parent="run-9", parent_step=12, curve=(0.1, 0.9)))
    assert entry.name == "run-1"
    assert entry.created == entry.changed != ""
    later = replace(entry, status="playing", step=5, cost=0.25, accuracy=0.5, model="m")
    index.put(later)
    index.close()
    again = Index(path)
    assert again.entries() == [later]
    again.close()


def test_a_name_is_given_once_even_when_its_run_was_removed(tmp_path: Path):
    index = Index(tmp_path / "index.sqlite")
    assert [index.add(NEW).name for _ in range(3)] == ["run-1", "run-2", "run-3"]
    index.remove("run-3")
    assert index.add(NEW).name == "run-4"
    assert [entry.name for entry in index.entries()] == ["run-1", "run-2", "run-4"]
    index.put(replace(NEW, name="run-9", created="then", changed="then"))
    assert index.add(NEW).name == "run-10"
    index.close()


def test_threads_and_two_servers_never_get_one_name(tmp_path: Path):
    indices = [Index(tmp_path / "index.sqlite") for _ in range(2)]
    names: list[str] = []

    def add(index: Index) -> None:
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
    Index(path).close()
    with sqlite3.connect(path) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert other.execute("PRAGMA user_version").fetchone() == (VERSION,)
    other.close()


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_what_is_no_index_is_said_in_one_sentence(tmp_path: Path, content: bytes):
    path = tmp_path / "index.sqlite"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="Expected an index of runs"):
        Index(path)


def test_an_index_of_a_newer_backlit_is_left_alone(tmp_path: Path):
    path = tmp_path / "index.sqlite"
    Index(path).close()
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA user_version = {VERSION + 1}")
    other.close()
    with pytest.raises(ModelError, match="version 1"):
        Index(path)


def test_a_row_that_makes_no_sense_is_passed_over(tmp_path: Path):
    path = tmp_path / "index.sqlite"
    index = Index(path)
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
    index = Index(None)
    assert index.add(NEW).name == "run-1"
    assert len(index.entries()) == 1
    index.close()
