"""The run behind the page: stepped, played, paused, turned, gone back in, and begun again."""

import time
from collections.abc import Iterator

import numpy as np
import pytest

from backlit.core.network import flatten
from backlit.data.splits import load_splits
from backlit.errors import OutOfRangeError, SettingsError
from backlit.training.run import Run
from backlit.training.settings import Settings
from backlit.web.curve import MOST_POINTS
from backlit.web.trainee import SAMPLES, Trainee, Wish

SMALL = Settings(sizes=(2, 8, 2), epochs=3, batch_size=10, learning_rate=0.5)


def begun(settings: Settings) -> Trainee:
    parts = load_splits("moons", None, None, None)
    return Trainee(Run(settings, parts.train, parts.validation), parts)


@pytest.fixture
def trainee() -> Iterator[Trainee]:
    trainee = begun(SMALL)
    yield trainee
    trainee.close()


def parameters(trainee: Trainee, step: int | None = None) -> np.ndarray:
    return np.asarray(flatten(trainee.model(step).network))


def until_idle(trainee: Trainee) -> None:
    for _ in range(2000):
        if not trainee.moment().playing:
            return
        time.sleep(0.005)
    pytest.fail("it went on for ten seconds")


def test_one_mini_batch_and_one_example_are_one_step_each(trainee: Trainee):
    trainee.do(Wish.BATCH)
    until_idle(trainee)
    assert (trainee.moment().step, trainee.moment().position) == (1, 10)
    trainee.do(Wish.EXAMPLE)
    until_idle(trainee)
    assert (trainee.moment().step, trainee.moment().position) == (2, 11)
    assert trainee.moment().hyperparameters.batch_size == 10


def test_an_epoch_ends_with_the_epoch_and_the_whole_run_is_the_librarys(trainee: Trainee):
    trainee.do(Wish.EPOCH)
    until_idle(trainee)
    moment = trainee.moment()
    assert (moment.epoch, moment.position, len(moment.history)) == (1, 0, 2)
    trainee.do(Wish.PLAY)
    until_idle(trainee)
    moment = trainee.moment()
    assert moment.finished
    run = Run(SMALL, trainee.parts.train, trainee.parts.validation)
    assert len(list(run.steps())) > 0
    np.testing.assert_array_equal(parameters(trainee), flatten(run.network))
    assert moment.history == run.history
    assert moment.samples.shape == (SAMPLES, 2)
    trainee.do(Wish.PLAY)  # nothing is left to do
    until_idle(trainee)


def test_any_step_is_gone_back_to_and_the_curve_stays_whole(trainee: Trainee):
    before = []
    for _ in range(4):
        before.append(parameters(trainee))
        trainee.do(Wish.BATCH)
        until_idle(trainee)
    for step, expected in enumerate(before):
        np.testing.assert_array_equal(parameters(trainee, step), expected)
        moment = trainee.moment(step)
        assert (moment.step, moment.last_step, len(moment.costs)) == (step, 4, 4)
    with pytest.raises(OutOfRangeError):
        trainee.moment(5)


def test_reset_goes_back_to_the_very_same_start(trainee: Trainee):
    start = parameters(trainee)
    trainee.do(Wish.EPOCH)
    until_idle(trainee)
    assert not np.array_equal(parameters(trainee), start)
    trainee.reset()
    np.testing.assert_array_equal(parameters(trainee), start)
    assert trainee.moment().step == 0
    with pytest.raises(SettingsError):
        trainee.turn(learning_rate=-1)


def test_knobs_turn_and_questions_are_answered_while_it_runs():
    trainee = begun(Settings(sizes=(2, 8, 2), epochs=10**6, batch_size=10))
    told = []
    end = trainee.watch(lambda: told.append(None))
    try:
        trainee.do(Wish.PLAY)
        steps = []
        for rate in (0.5, 0.25):
            trainee.turn(learning_rate=rate, batch_size=20)
            steps.append(trainee.moment().step)
            assert trainee.moment().hyperparameters.learning_rate == rate
            time.sleep(0.2)
        assert steps[0] < steps[1] < trainee.moment().step
        trainee.do(Wish.PAUSE)
        step = trainee.moment().step
        time.sleep(0.1)
        assert trainee.moment().step == step
        assert len(trainee.moment().costs) <= MOST_POINTS
        assert told
    finally:
        end()
        trainee.close()


def test_a_run_at_a_pace_takes_single_steps_and_stops_at_once(trainee: Trainee):
    trainee.go_at(200)
    trainee.do(Wish.PLAY)
    time.sleep(0.5)
    trainee.do(Wish.PAUSE)
    step = trainee.moment().step
    assert 10 < step <= 110
    trainee.go_at(1e-300)
    trainee.do(Wish.PLAY)
    time.sleep(0.1)
    assert trainee.moment().step == step + 1
    trainee.go_at(None)  # whoever waits for the next step in two minutes goes on now
    until_idle(trainee)
    assert trainee.moment().finished
    with pytest.raises(SettingsError):
        trainee.go_at(0)


def test_a_run_that_diverges_says_so_and_can_begin_again():
    settings = Settings(
        sizes=(2, 8, 2),
        activation="relu",
        output_activation="identity",
        learning_rate=1e30,
        epochs=5,
    )
    trainee = begun(settings)
    try:
        trainee.do(Wish.PLAY)
        until_idle(trainee)
        problem = trainee.moment().problem
        assert problem is not None
        assert problem.startswith("Training diverged")
        trainee.reset(SMALL)
        assert trainee.moment().problem is None
    finally:
        trainee.close()
