"""Many runs: one trains at a time where there is one core, all of them are kept."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from backlit.core.network import flatten
from backlit.errors import ModelError, OutOfRangeError, SettingsError
from backlit.files.checkpoint import load_checkpoint
from backlit.files.run_store import RunStore
from backlit.files.workspace import index_path, runs_folder
from backlit.training.run import Run
from backlit.training.settings import Settings
from backlit.web.runs.registry import LATEST_RUN, RunRegistry
from backlit.web.runs.run_action import RunAction
from backlit.web.runs.run_summary import RunPhase, RunSummary, summarise_all
from tests.web.waiting import until

LONG = Settings(sizes=(784, 4, 10), epochs=10**5, batch_size=100)
SHORT = Settings(sizes=(784, 4, 10), epochs=2, batch_size=100)


@pytest.fixture
def opened() -> Callable[[], RunRegistry]:
    """Opens the workspace; what is open is closed in the end."""
    every: list[RunRegistry] = []

    def open_runs(n_slots: int = 1) -> RunRegistry:
        every.append(RunRegistry(RunStore(runs_folder(), index_path()), n_slots))
        return every[-1]

    yield open_runs
    for runs in every:
        runs.close()


def by_name(runs: RunRegistry) -> dict[str, RunSummary]:
    return {line.name: line for line in summarise_all(runs)}


def test_there_is_a_run_at_once_and_it_leaves_nothing_when_nothing_was_done(opened):
    runs = opened()
    assert summarise_all(runs) == []
    assert runs.default_name() == "run-1"
    assert runs.has(LATEST_RUN)
    assert runs.open(LATEST_RUN) is runs.open("run-1")
    runs.close()
    assert list(runs_folder().glob("*")) == []


def test_one_trains_and_the_others_queue_in_order(opened):
    runs = opened(1)
    names = [runs.create(LONG if i == 0 else SHORT) for i in range(4)]
    for name in names:
        runs.open(name).control(RunAction.PLAY)
    states = by_name(runs)
    assert [states[name].state for name in names] == [RunPhase.TRAINING] + 3 * [RunPhase.WAITING]
    assert [states[name].queue for name in names] == [None, 1, 2, 3]
    until(lambda: runs.open(names[0]).step > 0)
    assert all(runs.open(name).step == 0 for name in names[1:])
    # A single step is over before anybody could give way to it.
    runs.open(names[2]).control(RunAction.BATCH)
    until(lambda: runs.open(names[2]).step == 1)
    runs.open(names[2]).control(RunAction.PLAY)  # and to the end of the queue
    assert [by_name(runs)[name].queue for name in names] == [None, 1, 3, 2]
    ended: list[str] = []
    for name in names[1:]:
        worker = runs.open(name)
        worker.listeners.subscribe(
            lambda name=name, worker=worker: (
                ended.append(name) if worker.finished and name not in ended else None
            )
        )
    runs.open(names[0]).control(RunAction.PAUSE)
    until(lambda: len(ended) == 3)
    assert ended == [names[1], names[3], names[2]]
    assert by_name(runs)[names[0]].state == RunPhase.PAUSED
    runs.open(names[0]).control(RunAction.PLAY)  # the place is free again
    until(lambda: by_name(runs)[names[0]].state == RunPhase.TRAINING)


def test_where_there_are_two_cores_two_train(opened):
    runs = opened(2)
    names = [runs.create(LONG) for _ in range(3)]
    for name in names:
        runs.open(name).control(RunAction.PLAY)
    until(lambda: all(runs.open(name).step > 500 for name in names[:2]))
    assert [by_name(runs)[name].state for name in names].count(RunPhase.TRAINING) == 2
    runs.remove(names[0])
    until(lambda: runs.open(names[2]).step > 0)
    with pytest.raises(OutOfRangeError):
        runs.open(names[0])


def test_a_run_resumed_on_another_day_ends_with_the_same_bits(opened):
    runs = opened()
    name = runs.create(SHORT)
    runs.open(name).set_hyperparameters(learning_rate=0.7)
    runs.open(name).control(RunAction.EPOCH)
    until(lambda: not runs.open(name).playing)
    line = by_name(runs)[name]
    runs.close()
    runs = opened()
    assert by_name(runs)[name].model_dump(exclude={"saved"}) == line.model_dump(exclude={"saved"})
    worker = runs.open(name)
    assert (worker.step, worker.first_step) == (550, 0)
    assert len(worker.status().costs) > 0
    worker.control(RunAction.PLAY)
    until(lambda: worker.finished and not worker.playing)
    run = Run(SHORT, worker.splits.train, worker.splits.validation)
    run.change(learning_rate=0.7)
    networks = [flatten(run.network)] + [flatten(run.network) for _ in run.steps()]
    np.testing.assert_array_equal(flatten(worker.model().network), networks[-1])
    np.testing.assert_array_equal(flatten(worker.model(0).network), networks[0])
    assert worker.history == run.history


def test_a_branch_leaves_at_a_step_and_begins_there_again(opened):
    runs = opened()
    name = runs.create(SHORT)
    runs.open(name).control(RunAction.EPOCH)
    until(lambda: not runs.open(name).playing)
    there = flatten(runs.open(name).model(200).network)
    new = runs.branch(name, 200, learning_rate=0.01, epochs=3)
    branch = runs.open(new)
    assert (branch.step, branch.first_step) == (200, 200)
    line = by_name(runs)[new]
    assert (line.parent, line.parent_step, line.epochs) == (name, 200, 3)
    np.testing.assert_array_equal(flatten(branch.model().network), there)
    branch.control(RunAction.BATCH)
    until(lambda: branch.step == 201)
    changed = flatten(branch.model().network)
    assert not np.array_equal(changed, there)
    with pytest.raises(OutOfRangeError):
        branch.status(199)
    with pytest.raises(SettingsError):
        runs.branch(name, 550, epochs=1)
    runs.close()
    runs = opened()
    branch = runs.open(new)
    np.testing.assert_array_equal(flatten(branch.model().network), changed)
    branch.restart()
    assert branch.step == 200
    np.testing.assert_array_equal(flatten(branch.model().network), there)
    assert branch.status().hyperparameters.learning_rate == 0.01
    assert by_name(runs)[new].parent == name
    branch.restart(SHORT)
    assert by_name(runs)[new].parent is None


def test_a_run_is_saved_while_it_trains(opened):
    runs = opened()
    name = runs.create(LONG)
    runs.open(name).control(RunAction.PLAY)
    path = runs_folder() / f"{name}.checkpoint"
    until(lambda: path.exists() and load_checkpoint(path).run.step > 1000)
    assert runs.open(name).playing
    runs.open(name).control(RunAction.PAUSE)
    step = runs.open(name).step
    until(lambda: runs.entry(name).status == "paused")
    assert load_checkpoint(path).run.step == runs.entry(name).step == step


def test_a_run_with_broken_files_is_reported_and_the_others_continue(opened):
    runs = opened()
    names = [runs.create(SHORT) for _ in range(3)]
    for name in names:
        runs.open(name).control(RunAction.EPOCH)
        until(lambda name=name: not runs.open(name).playing)
    steps = runs.open(names[0]).step
    runs.close()
    first, second, third = (runs_folder() / name for name in names)
    first.with_suffix(".checkpoint").write_bytes(b"broken")
    for suffix in (".checkpoint", ".recording"):
        second.with_suffix(suffix).write_bytes(b"broken")
    third.with_suffix(".recording").unlink()
    runs = opened()
    assert runs.open(names[0]).step == steps  # from the recording
    with pytest.raises(ModelError):
        runs.open(names[1])
    assert runs.open(names[2]).first_step == steps  # nothing before it is known any more
    runs.remove(names[1])
    assert names[1] not in by_name(runs)


def test_a_failed_save_is_reported_and_the_run_continues(opened, monkeypatch):
    runs = opened()
    name = runs.create(SHORT)

    def full(*_: object) -> None:
        raise ModelError("Expected to write it, got: No space left on device.")

    monkeypatch.setattr("backlit.files.run_store.save_recording", full)
    runs.open(name).control(RunAction.EPOCH)
    until(lambda: "No space left" in (by_name(runs)[name].problem or ""))
    assert runs.open(name).step == 550


def test_a_second_server_begins_a_run_of_its_own(opened):
    first, second = opened(), opened()
    name = first.create(SHORT)
    first.open(name).control(RunAction.EPOCH)
    until(lambda: not first.open(name).playing)
    until(lambda: (runs_folder() / f"{name}.checkpoint").exists())
    assert by_name(second)[name].state == RunPhase.ELSEWHERE
    assert second.default_name() != name
    with pytest.raises(ModelError, match="another Backlit"):
        second.open(name)
    until(lambda: len(second.history(name)) == 2)
    first.close()
    assert second.open(name).step == 550


def test_nonsense_settings_make_no_run(opened):
    runs = opened()
    before = len(summarise_all(runs))
    with pytest.raises(SettingsError):
        runs.create(Settings(sizes=(784, 10**9, 10)))
    assert len(summarise_all(runs)) == before
    assert not list(Path(runs_folder()).glob("*.checkpoint"))
