"""The run store: whatever happens to its files or its index, the other runs stay available."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from backlit.core.network import flatten
from backlit.data.splits import load_splits
from backlit.errors import ModelError
from backlit.files.run_index import RunEntry
from backlit.files.run_store import RunStore, entry_from_state
from backlit.training.recording import Recorder
from backlit.training.run import Run
from backlit.training.settings import Settings

SMALL = Settings(sizes=(2, 8, 2), epochs=3, batch_size=10)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RunStore]:
    store = opened(tmp_path)
    yield store
    store.close()


def opened(folder: Path) -> RunStore:
    return RunStore(folder / "runs", folder / "index.sqlite")


def saved(store: RunStore, *, playing: bool = False) -> RunEntry:
    """A run that has trained for an epoch, in the store."""
    parts = load_splits("moons", None, None, None)
    run = Run(SMALL, parts.train, parts.validation)
    recorder = Recorder(run)
    for progress in run.steps():
        recorder.add(progress)
        if progress.epoch_record is not None:
            break
    checkpoint = run.checkpoint()
    entry = store.add(RunEntry("", SMALL, data="moons"))
    entry = entry_from_state(entry, checkpoint.run, playing=playing)
    return store.save(entry, checkpoint, recorder.recording())


def test_a_run_is_found_as_it_was_saved(store: RunStore, tmp_path: Path):
    entry = saved(store)
    assert (entry.status, entry.epoch, len(entry.curve)) == ("paused", 1, 2)
    assert (entry.checkpoint, entry.recording) == ("run-1.checkpoint", "run-1.recording")
    store.close()
    again = opened(tmp_path)
    assert again.entries() == [entry]
    found = again.load("run-1")
    assert found.problem is None
    assert found.checkpoint is not None
    assert found.recording is not None
    assert found.checkpoint.run.step == found.recording.last_step == entry.step
    assert again.load_state("run-1") == found.checkpoint.run
    assert again.problems == ()
    again.close()


@pytest.mark.parametrize("harm", ["missing", "torn", "no index at all"])
def test_a_lost_index_is_rebuilt_from_the_files(store: RunStore, tmp_path: Path, harm: str):
    entry = saved(store)
    store.close()
    index = tmp_path / "index.sqlite"
    if harm == "missing":
        index.unlink()
    else:
        index.write_bytes(b"torn" * 2000)
    again = opened(tmp_path)
    (found,) = again.entries()
    same = ("name", "settings", "status", "step", "epoch", "accuracy", "curve", "checkpoint")
    assert [getattr(found, name) for name in same] == [getattr(entry, name) for name in same]
    assert again.add(RunEntry("", SMALL)).name == "run-2"
    if harm != "missing":
        assert "rebuilt" in again.problems[-1]
        assert len(list(tmp_path.glob("*.broken"))) == 1
    again.close()


def test_what_a_kill_left_behind_is_recovered_from_the_files(store: RunStore, tmp_path: Path):
    entry = saved(store, playing=True)
    store.update(replace(entry, step=0, epoch=0))  # killed before the index was updated
    store.close()
    again = opened(tmp_path)
    (found,) = again.entries()
    assert (found.status, found.step, found.epoch) == ("paused", entry.step, 1)
    again.close()


def test_broken_and_missing_files_are_reported_and_harm_no_other(store: RunStore, tmp_path: Path):
    for _ in range(4):
        saved(store)
    store.close()
    runs = tmp_path / "runs"
    (runs / "run-1.checkpoint").unlink()
    (runs / "run-2.checkpoint").write_bytes(b"\x80\x04 a pickle")
    (runs / "run-3.recording").write_bytes(b"")
    (runs / "run-x.checkpoint").write_bytes(b"of somebody else")
    again = opened(tmp_path)
    first, second, third, fourth = again.entries()
    assert (first.status, first.problem) == ("failed", "Its file run-1.checkpoint is missing.")
    assert again.load(first.name).recording is not None
    found = again.load(second.name)
    assert found.checkpoint is None
    assert "pickle" in (found.problem or "")
    assert found.recording is not None
    found = again.load(third.name)
    assert found.checkpoint is not None
    assert found.recording is None
    assert found.problem is not None
    assert again.load(fourth.name).problem is None
    again.close()


def test_a_run_that_is_removed_leaves_nothing(store: RunStore, tmp_path: Path):
    saved(store)
    store.remove("run-1")
    assert store.entries() == []
    assert list((tmp_path / "runs").iterdir()) == []


def test_of_two_servers_each_continues_its_own_runs(store: RunStore, tmp_path: Path):
    saved(store)
    other = opened(tmp_path)
    assert other.is_locked_elsewhere("run-1")
    assert not store.is_locked_elsewhere("run-1")
    with pytest.raises(ModelError, match="run-1 is open in another Backlit"):
        other.lock("run-1")
    with pytest.raises(ModelError, match="run-1 is open in another Backlit"):
        other.remove("run-1")
    assert other.load_state("run-1") is not None  # reading needs no lock
    assert other.add(RunEntry("", SMALL)).name == "run-2"
    store.close()
    other.lock("run-1")
    other.close()


def test_a_folder_that_cannot_be_written_to_is_reported(tmp_path: Path):
    (tmp_path / "runs").write_text("a file where the folder should be")
    (tmp_path / "index.sqlite").mkdir()
    store = opened(tmp_path)
    entry = store.add(RunEntry("", SMALL))
    assert store.entries() == [entry]
    assert any("Cannot use the index of runs" in each for each in store.problems)
    assert any("Cannot lock runs" in each for each in store.problems)
    store.close()


def test_the_bits_in_the_store_are_the_runs(store: RunStore):
    saved(store)
    found = store.load("run-1")
    assert found.checkpoint is not None
    parts = load_splits("moons", None, None, None)
    run = Run(SMALL, parts.train, parts.validation)
    for progress in run.steps():
        if progress.epoch_record is not None:
            break
    assert (flatten(run.network) == flatten(found.checkpoint.network)).all()
