"""Any step of a recorded run is reopened to the same bits, and goes on to the same bits."""

from dataclasses import replace

import numpy as np
import pytest

from backlit.core.network import flatten
from backlit.engines.native.library import is_available
from backlit.errors import ModelError, OutOfRangeError, SettingsError
from backlit.files.recording import load_recording, save_recording
from backlit.training import recording as recordings
from backlit.training.recording import Recorder, branch, restore_step
from backlit.training.run import Run
from tests.training.test_run import blobs, settings_of

ENGINES = ["reference", "blas", *(["native"] if is_available() else [])]


def watched(run, so_far=None, turn=None, until=None):
    """Take a run through its steps, one at a time; its recording, and each step's weights."""
    recorder = Recorder(run, so_far)
    seen = {run.checkpoint().run.step: flatten(run.checkpoint().network)}
    for progress in run.steps():
        recorder.add(progress)
        seen[progress.step] = flatten(run.checkpoint().network)
        if turn and progress.step in turn:
            for hyperparameters in turn[progress.step]:
                run.change(**hyperparameters)
        if until is not None and progress.step >= until:
            run.stop()
    return recorder.recording(), seen


TURNS = {
    3: [{"batch_size": 7}],
    9: [{"learning_rate": 0.3}, {"learning_rate": 0.5}, {"learning_rate": 0.3}],
    40: [{"l2": 0.01, "batch_size": 20}],
}


@pytest.fixture(autouse=True)
def _one_step_a_stretch(monkeypatch):
    """So that every step is seen, and knobs turn at any of them."""
    monkeypatch.setattr("backlit.training.run._STRETCH_SECONDS", 0.0)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_every_step_is_reopened_to_the_same_bits(engine, optimizer):
    settings = settings_of(
        engine=engine, optimizer=optimizer, learning_rate=0.05, epochs=3, label_noise=0.1
    )
    train, validation = blobs(), blobs(60, seed=1)
    recorded, seen = watched(Run(settings, train, validation), turn=TURNS)
    assert recorded.last_step == max(seen)
    assert len(recorded.batch_costs) == recorded.last_step
    for step, weights in seen.items():
        run = restore_step(recorded, step, train, validation)
        assert np.array_equal(flatten(run.network), weights), step
        assert run.checkpoint().run.step == step


def test_a_reopened_run_goes_on_to_the_same_end():
    train, validation = blobs(), blobs(60, seed=1)
    settings = settings_of(optimizer="momentum", learning_rate=0.1, epochs=3)
    recorded, seen = watched(Run(settings, train, validation))
    for step in (0, 1, 23, 30, 46, 69):
        run = restore_step(recorded, step, train, validation)
        for _ in run.steps():
            pass
        assert np.array_equal(flatten(run.network), seen[69])
        assert run.history == recorded.run.history


def test_the_best_network_of_a_run_that_stopped_early_is_found_again():
    train, validation = blobs(), blobs(60, seed=1)
    settings = settings_of(
        epochs=30, patience=1, learning_rate=60.0, schedule="constant", engine="blas"
    )
    run = Run(settings, train, validation)
    recorded, _ = watched(run)
    assert run.stopped_early
    again = restore_step(recorded, recorded.last_step, train, validation)
    assert again.stopped_early
    assert np.array_equal(flatten(again.network), flatten(run.network))
    half = restore_step(recorded, recorded.last_step // 2, train, validation)
    for _ in half.steps():
        pass
    assert np.array_equal(flatten(half.network), flatten(run.network))


def test_few_keyframes_are_enough(monkeypatch):
    monkeypatch.setattr(recordings, "_MOST_KEYFRAMES", 4)
    monkeypatch.setattr(recordings, "_KEYFRAME_EVERY", 0.0)
    train = blobs()
    recorded, seen = watched(Run(settings_of(epochs=6), train), turn=TURNS)
    assert 2 <= len(recorded.keyframes) <= 4
    assert recorded.first_step == 0
    for step, weights in seen.items():
        assert np.array_equal(flatten(restore_step(recorded, step, train).network), weights), step


def test_a_run_that_was_interrupted_goes_on_being_recorded(tmp_path):
    train = blobs()
    settings = settings_of(epochs=3, optimizer="adam", learning_rate=0.01)
    whole, seen = watched(Run(settings, train), turn=TURNS)
    first = Run(settings, train)
    part, _ = watched(first, turn=TURNS, until=30)
    save_recording(tmp_path / "part.recording", part)
    checkpoint = first.checkpoint()
    # The recording may have been saved a little later than the checkpoint that is resumed.
    for location in (checkpoint, restore_step(part, 25, train).checkpoint()):
        resumed = Run.resume(location, train)
        recorded, _ = watched(resumed, load_recording(tmp_path / "part.recording"), turn=TURNS)
        assert recorded.first_step == 0
        assert np.array_equal(recorded.batch_costs, whole.batch_costs)
        for step in (0, 4, 24, 26, 31, whole.last_step):
            assert np.array_equal(flatten(restore_step(recorded, step, train).network), seen[step])


def test_a_recording_of_another_run_is_begun_anew():
    train = blobs()
    other, _ = watched(Run(settings_of(seed=9), train))
    run = Run(settings_of(epochs=2), train)
    for _ in run.steps():
        run.stop()
    recorded, _ = watched(run, other)
    assert recorded.first_step == run.history[0].step + 1
    with pytest.raises(OutOfRangeError, match="Expected a step from 1 to"):
        restore_step(recorded, 0, train)


def test_a_branch_goes_another_way_from_the_same_place():
    train, validation = blobs(), blobs(60, seed=1)
    recorded, seen = watched(Run(settings_of(epochs=3), train, validation))
    same = branch(recorded, 30, train, validation)
    for _ in same.steps():
        pass
    assert np.array_equal(flatten(same.network), seen[69])

    other = branch(recorded, 30, train, validation, learning_rate=0.1, epochs=4)
    assert np.array_equal(flatten(other.network), seen[30])
    assert other.hyperparameters.learning_rate == 0.1
    assert other.changes[-1].hyperparameters.learning_rate == 0.1
    for _ in other.steps():
        pass
    assert not np.array_equal(flatten(other.network), seen[69])
    assert [each.epoch for each in other.history] == [0, 1, 2, 3, 4]

    adam = branch(recorded, 30, train, validation, optimizer="adam", learning_rate=0.01)
    for _ in adam.steps():
        pass
    assert adam.history[-1].cost < recorded.run.history[1].cost


def test_what_cannot_be_is_refused():
    train = blobs()
    recorded, _ = watched(Run(settings_of(epochs=2), train))
    with pytest.raises(OutOfRangeError, match="Expected a step from 0 to 46, got 47"):
        restore_step(recorded, 47, train)
    with pytest.raises(OutOfRangeError, match="got -1"):
        restore_step(recorded, -1, train)
    with pytest.raises(ModelError, match="the data that this run began with"):
        restore_step(recorded, 3, blobs(seed=8))
    with pytest.raises(SettingsError, match="more than 1 epochs"):
        branch(recorded, 30, train, epochs=1)
    with pytest.raises(SettingsError, match="keep the layers"):
        branch(recorded, 30, train, sizes=(5, 7, 3))
    with pytest.raises(SettingsError, match="a learning rate above 0"):
        branch(recorded, 30, train, learning_rate=-1.0)


def test_a_recording_survives_its_file(tmp_path):
    train = blobs()
    recorded, seen = watched(Run(settings_of(optimizer="adam", learning_rate=0.01), train))
    path = tmp_path / "run.recording"
    save_recording(path, recorded)
    back = load_recording(path)
    assert back.run == recorded.run
    assert np.array_equal(back.batch_costs, recorded.batch_costs)
    for before, after in zip(recorded.keyframes, back.keyframes, strict=True):
        assert before.location == after.location
        assert np.array_equal(flatten(before.network), flatten(after.network))
    for step in (0, 17, recorded.last_step):
        assert np.array_equal(flatten(restore_step(back, step, train).network), seen[step])


def test_a_file_that_is_no_recording_is_refused(tmp_path):
    train = blobs()
    recorded, _ = watched(Run(settings_of(epochs=1), train))
    path = tmp_path / "run.recording"
    first = recorded.keyframes[0]
    for wrong, words in (
        (replace(recorded, keyframes=(first, first)), "one after another"),
        (replace(recorded, batch_costs=recorded.batch_costs[1:]), "batch_costs of shape"),
        (replace(recorded, run=replace(recorded.run, step=1)), "within the run"),
    ):
        save_recording(path, wrong)
        with pytest.raises(ModelError, match=words):
            load_recording(path)
    save_recording(path, recorded)
    content = path.read_bytes()
    for cut in (0, 5, 200, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:cut])
        with pytest.raises(ModelError):
            load_recording(path)
