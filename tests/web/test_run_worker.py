"""The run behind the page: stepped, played, paused, changed, stepped back and restarted."""

import time
from collections.abc import Iterator

import numpy as np
import pytest

from backlit.core.network import flatten
from backlit.data.splits import load_splits
from backlit.errors import OutOfRangeError, SettingsError
from backlit.training.run import Run
from backlit.training.settings import Settings
from backlit.web.runs.downsampled_curve import MAX_POINTS
from backlit.web.runs.run_action import RunAction
from backlit.web.runs.run_worker import N_SAMPLES, RunWorker

SMALL = Settings(sizes=(2, 8, 2), epochs=3, batch_size=10, learning_rate=0.5)


def new_worker(settings: Settings) -> RunWorker:
    parts = load_splits("moons", None, None, None)
    return RunWorker(Run(settings, parts.train, parts.validation), parts)


@pytest.fixture
def worker() -> Iterator[RunWorker]:
    worker = new_worker(SMALL)
    yield worker
    worker.close()


def parameters(worker: RunWorker, step: int | None = None) -> np.ndarray:
    return np.asarray(flatten(worker.model(step).network))


def until_idle(worker: RunWorker) -> None:
    for _ in range(2000):
        if not worker.status().playing:
            return
        time.sleep(0.005)
    pytest.fail("it went on for ten seconds")


def test_one_mini_batch_and_one_example_are_one_step_each(worker: RunWorker):
    worker.control(RunAction.BATCH)
    until_idle(worker)
    assert (worker.status().step, worker.status().position) == (1, 10)
    worker.control(RunAction.EXAMPLE)
    until_idle(worker)
    assert (worker.status().step, worker.status().position) == (2, 11)
    assert worker.status().hyperparameters.batch_size == 10


def test_an_epoch_ends_with_the_epoch_and_the_whole_run_is_the_librarys(worker: RunWorker):
    worker.control(RunAction.EPOCH)
    until_idle(worker)
    status = worker.status()
    assert (status.epoch, status.position, len(status.history)) == (1, 0, 2)
    worker.control(RunAction.PLAY)
    until_idle(worker)
    status = worker.status()
    assert status.finished
    run = Run(SMALL, worker.splits.train, worker.splits.validation)
    assert len(list(run.steps())) > 0
    np.testing.assert_array_equal(parameters(worker), flatten(run.network))
    assert status.history == run.history
    assert status.samples.shape == (N_SAMPLES, 2)
    worker.control(RunAction.PLAY)  # nothing is left to do
    until_idle(worker)


def test_any_step_is_gone_back_to_and_the_curve_stays_whole(worker: RunWorker):
    before = []
    for _ in range(4):
        before.append(parameters(worker))
        worker.control(RunAction.BATCH)
        until_idle(worker)
    for step, expected in enumerate(before):
        np.testing.assert_array_equal(parameters(worker, step), expected)
        status = worker.status(step)
        assert (status.step, status.last_step, len(status.costs)) == (step, 4, 4)
    with pytest.raises(OutOfRangeError):
        worker.status(5)


def test_reset_goes_back_to_the_very_same_start(worker: RunWorker):
    start = parameters(worker)
    worker.control(RunAction.EPOCH)
    until_idle(worker)
    assert not np.array_equal(parameters(worker), start)
    worker.restart()
    np.testing.assert_array_equal(parameters(worker), start)
    assert worker.status().step == 0
    with pytest.raises(SettingsError):
        worker.set_hyperparameters(learning_rate=-1)


def test_hyperparameters_change_and_status_is_answered_while_it_runs():
    worker = new_worker(Settings(sizes=(2, 8, 2), epochs=10**6, batch_size=10))
    calls = []
    end = worker.listeners.subscribe(lambda: calls.append(None))
    try:
        worker.control(RunAction.PLAY)
        steps = []
        for rate in (0.5, 0.25):
            worker.set_hyperparameters(learning_rate=rate, batch_size=20)
            steps.append(worker.status().step)
            assert worker.status().hyperparameters.learning_rate == rate
            time.sleep(0.2)
        assert steps[0] < steps[1] < worker.status().step
        worker.control(RunAction.PAUSE)
        step = worker.status().step
        time.sleep(0.1)
        assert worker.status().step == step
        assert len(worker.status().costs) <= MAX_POINTS
        assert calls
    finally:
        end()
        worker.close()


def test_a_run_at_a_set_speed_takes_single_steps_and_stops_at_once(worker: RunWorker):
    worker.set_speed(200)
    worker.control(RunAction.PLAY)
    time.sleep(0.5)
    worker.control(RunAction.PAUSE)
    step = worker.status().step
    assert 10 < step <= 110
    worker.set_speed(1e-300)
    worker.control(RunAction.PLAY)
    time.sleep(0.1)
    assert worker.status().step == step + 1
    worker.set_speed(None)  # a worker that waits for its next step continues now
    until_idle(worker)
    assert worker.status().finished
    with pytest.raises(SettingsError):
        worker.set_speed(0)


def test_a_run_that_diverges_reports_it_and_can_restart():
    settings = Settings(
        sizes=(2, 8, 2),
        activation="relu",
        output_activation="identity",
        learning_rate=1e30,
        epochs=5,
    )
    worker = new_worker(settings)
    try:
        worker.control(RunAction.PLAY)
        until_idle(worker)
        problem = worker.status().problem
        assert problem is not None
        assert problem.startswith("Training diverged")
        worker.restart(SMALL)
        assert worker.status().problem is None
    finally:
        worker.close()
