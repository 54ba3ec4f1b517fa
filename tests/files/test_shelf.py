"""The shelf of runs: whatever happens to its files or its index, the rest is there."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from backlit.core.network import flatten
from backlit.data.splits import load_splits
from backlit.errors import ModelError
from backlit.files.held import hold, is_held
from backlit.files.index import RunEntry
from backlit.files.shelf import Shelf, described
from backlit.training.recording import Recorder
from backlit.training.run import Run
from backlit.training.settings import Settings

SMALL = Settings(sizes=(2, 8, 2), epochs=3, batch_size=10)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = opened(tmp_path)
    yield shelf
    shelf.close()


def opened(folder: Path) -> Shelf:
    return Shelf(folder / "runs", folder / "index.sqlite")


def saved(shelf: Shelf, *, playing: bool = False) -> RunEntry:
    """A run that has learned for an epoch, on the shelf."""
    parts = load_splits("moons", None, None, None)
    run = Run(SMALL, parts.train, parts.validation)
    recorder = Recorder(run)
    for progress in run.steps():
        recorder.add(progress)
        if progress.epoch_record is not None:
            break
    checkpoint = run.checkpoint()
    entry = shelf.add(RunEntry("", SMALL, data="moons"))
    entry = described(entry, checkpoint.run, playing=playing)
    return shelf.save(entry, checkpoint, recorder.recording())


def test_a_run_is_found_as_it_was_saved(shelf: Shelf, tmp_path: Path):
    entry = saved(shelf)
    assert (entry.status, entry.epoch, len(entry.curve)) == ("paused", 1, 2)
    assert (entry.checkpoint, entry.recording) == ("run-1.checkpoint", "run-1.recording")
    shelf.close()
    again = opened(tmp_path)
    assert again.entries() == [entry]
    found = again.find("run-1")
    assert found.problem is None
    assert found.checkpoint is not None
    assert found.recording is not None
    assert found.checkpoint.run.step == found.recording.last_step == entry.step
    assert again.state("run-1") == found.checkpoint.run
    assert again.problems == ()
    again.close()


@pytest.mark.parametrize("harm", ["missing", "torn", "no index at all"])
def test_a_lost_index_is_made_again_from_the_files(shelf: Shelf, tmp_path: Path, harm: str):
    entry = saved(shelf)
    shelf.close()
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
        assert "made again" in again.problems[-1]
        assert len(list(tmp_path.glob("*.broken"))) == 1
    again.close()


def test_what_a_kill_left_behind_is_told_from_the_files(shelf: Shelf, tmp_path: Path):
    entry = saved(shelf, playing=True)
    shelf.put(replace(entry, step=0, epoch=0))  # killed before the index was told
    shelf.close()
    again = opened(tmp_path)
    (found,) = again.entries()
    assert (found.status, found.step, found.epoch) == ("paused", entry.step, 1)
    again.close()


def test_broken_and_missing_files_are_said_and_harm_no_other(shelf: Shelf, tmp_path: Path):
    for _ in range(4):
        saved(shelf)
    shelf.close()
    runs = tmp_path / "runs"
    (runs / "run-1.checkpoint").unlink()
    (runs / "run-2.checkpoint").write_bytes(b"\x80\x04 a pickle")
    (runs / "run-3.recording").write_bytes(b"")
    (runs / "run-x.checkpoint").write_bytes(b"of somebody else")
    again = opened(tmp_path)
    first, second, third, fourth = again.entries()
    assert (first.status, first.problem) == ("failed", "Its file run-1.checkpoint is missing.")
    assert again.find(first.name).recording is not None
    found = again.find(second.name)
    assert found.checkpoint is None
    assert "pickle" in (found.problem or "")
    assert found.recording is not None
    found = again.find(third.name)
    assert found.checkpoint is not None
    assert found.recording is None
    assert found.problem is not None
    assert again.find(fourth.name).problem is None
    again.close()


def test_a_run_that_is_removed_leaves_nothing(shelf: Shelf, tmp_path: Path):
    saved(shelf)
    shelf.remove("run-1")
    assert shelf.entries() == []
    assert list((tmp_path / "runs").iterdir()) == []


def test_of_two_servers_each_goes_on_with_its_own_runs(shelf: Shelf, tmp_path: Path):
    saved(shelf)
    other = opened(tmp_path)
    assert other.is_elsewhere("run-1")
    assert not shelf.is_elsewhere("run-1")
    with pytest.raises(ModelError, match="another Backlit has open"):
        other.hold("run-1")
    with pytest.raises(ModelError, match="another Backlit has open"):
        other.remove("run-1")
    assert other.state("run-1") is not None  # looking is free
    assert other.add(RunEntry("", SMALL)).name == "run-2"
    shelf.close()
    other.hold("run-1")
    other.close()


def test_a_process_that_is_killed_holds_nothing(tmp_path: Path):
    path = tmp_path / "run-1.lock"
    code = (
        "import sys, time; from pathlib import Path; from backlit.files.held import hold; "
        "held = hold(Path(sys.argv[1])); print(held is not None, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        assert is_held(path)
        assert hold(path) is None
        process.kill()
        process.wait()
    assert not is_held(path)
    held = hold(path)
    assert held is not None
    held.release(remove=True)
    assert not path.exists()


def test_a_folder_that_cannot_be_written_to_stops_nobody(tmp_path: Path):
    (tmp_path / "runs").write_text("a file where the folder should be")
    (tmp_path / "index.sqlite").mkdir()
    shelf = opened(tmp_path)
    entry = shelf.add(RunEntry("", SMALL))
    assert shelf.entries() == [entry]
    assert any("Expected an index" in each for each in shelf.problems)
    assert any("cannot be held" in each for each in shelf.problems)
    shelf.close()


def test_the_bits_on_the_shelf_are_the_runs(shelf: Shelf):
    saved(shelf)
    found = shelf.find("run-1")
    assert found.checkpoint is not None
    parts = load_splits("moons", None, None, None)
    run = Run(SMALL, parts.train, parts.validation)
    for progress in run.steps():
        if progress.epoch_record is not None:
            break
    assert (flatten(run.network) == flatten(found.checkpoint.network)).all()
