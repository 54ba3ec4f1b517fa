import warnings
from dataclasses import replace

import numpy as np
import pytest

from backlit.core.network import flatten
from backlit.data.examples import Examples
from backlit.engines.native.library import is_available
from backlit.errors import DivergedError, ModelError, SettingsError, ShapeError
from backlit.training.randomness import initial_network, shuffle_rng
from backlit.training.records import Progress
from backlit.training.run import Run
from backlit.training.settings import Settings


def blobs(n=230, seed=0, name="blobs"):
    """Three clouds of points in five dimensions, easy to tell apart."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(3, size=n)
    X = (rng.normal(0, 0.5, (n, 5)) + np.eye(3, 5)[labels] * 3).astype(np.float32)
    return Examples(X, labels, ("a", "b", "c"), name)


SETTINGS = Settings(sizes=(5, 6, 3), epochs=4, batch_size=10, learning_rate=1.0, seed=3)
engines = pytest.mark.parametrize(
    "engine", ["reference", "blas", *(["native"] if is_available() else [])]
)
optimizers = pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])


def settings_of(**changes):
    return Settings(**{**SETTINGS.__dict__, **changes})


def finish(run):
    return list(run.steps())


def weights(run):
    return flatten(run.network)


@engines
@optimizers
def test_it_learns(engine, optimizer):
    rate = 0.05 if optimizer != "sgd" else 1.0
    run = Run(
        settings_of(engine=engine, optimizer=optimizer, learning_rate=rate), blobs(), blobs(seed=1)
    )
    finish(run)
    first, last = run.history[0], run.history[-1]
    assert last.cost < first.cost / 2
    assert last.validation_accuracy > 0.95 > first.validation_accuracy


@engines
def test_the_same_seed_gives_the_same_bits_and_another_seed_does_not(engine):
    def trained(seed):
        run = Run(settings_of(engine=engine, seed=seed), blobs(), blobs(seed=1))
        finish(run)
        return run

    first, second, other = trained(3), trained(3), trained(4)
    assert np.array_equal(weights(first), weights(second))
    assert first.history == second.history
    assert not np.array_equal(weights(first), weights(other))


def test_every_example_is_learned_from_once_an_epoch_in_a_new_order():
    run = Run(SETTINGS, blobs())
    orders = [shuffle_rng(run.settings, epoch).permutation(230) for epoch in range(3)]
    for order in orders:
        assert np.array_equal(np.sort(order), np.arange(230))
    assert not np.array_equal(orders[0], orders[1])


def test_progress_counts_steps_epochs_and_examples():
    run = Run(SETTINGS, blobs(), blobs(seed=1))
    records = finish(run)
    assert all(isinstance(record, Progress) for record in records)
    assert records[-1].step == 4 * 23
    assert records[-1].fraction == 1
    assert [r.epoch for r in records if r.epoch_record] == [1, 2, 3, 4]
    assert [h.epoch for h in run.history] == [0, 1, 2, 3, 4]
    assert [h.step for h in run.history] == [0, 23, 46, 69, 92]
    assert sum(len(r.batch_costs) for r in records) == 4 * 23
    assert all(r.examples_per_second > 0 and r.gradient_norm > 0 for r in records)
    assert run.finished


@engines
@optimizers
@pytest.mark.parametrize("stop_after", [0, 1, 2, 5, 9])
def test_a_resumed_run_is_the_run_that_was_never_interrupted(engine, optimizer, stop_after):
    settings = settings_of(engine=engine, optimizer=optimizer, learning_rate=0.05, l2=1e-4)
    train, validation = blobs(), blobs(seed=1)
    whole = Run(settings, train, validation)
    finish(whole)

    interrupted = Run(settings, train, validation)
    for count, _ in enumerate(interrupted.steps(), start=1):
        if count >= stop_after:
            break
    resumed = Run.resume(interrupted.checkpoint(), train, validation)
    finish(resumed)
    assert np.array_equal(weights(whole), weights(resumed))
    assert whole.history == resumed.history


def test_changed_hyperparameters_hold_from_the_next_step_are_recorded_and_survive_resuming():
    train = blobs()
    run = Run(settings_of(schedule="constant"), train)
    steps = run.steps()
    next(steps)
    run.change(learning_rate=0.25, batch_size=7, l2=0.01)
    assert next(steps).learning_rate == 0.25
    resumed = Run.resume(run.checkpoint(), train)
    assert resumed.hyperparameters == run.hyperparameters
    assert resumed.changes == run.changes
    assert [(c.epoch, c.hyperparameters.batch_size) for c in run.changes] == [(0, 7)]
    list(steps)
    finish(resumed)
    assert np.array_equal(weights(run), weights(resumed))
    untouched = Run(settings_of(schedule="constant"), train)
    finish(untouched)
    assert not np.array_equal(weights(run), weights(untouched))


def test_a_value_out_of_range_changes_nothing():
    run = Run(SETTINGS, blobs())
    before = run.hyperparameters
    for bad in ({"learning_rate": -1}, {"batch_size": 0}, {"l2": float("nan")}):
        with pytest.raises(SettingsError):
            run.change(**bad)
    assert run.hyperparameters == before
    assert run.changes == ()


def test_stop_ends_after_the_current_call_and_the_run_can_continue():
    train = blobs()
    run = Run(SETTINGS, train)
    steps = run.steps()
    next(steps)
    run.stop()
    assert list(steps) == []
    assert not run.finished
    finish(run)
    whole = Run(SETTINGS, train)
    finish(whole)
    assert np.array_equal(weights(run), weights(whole))


def test_resuming_with_other_data_is_refused():
    run = Run(SETTINGS, blobs(), blobs(seed=1))
    checkpoint = run.checkpoint()
    for train, validation in [
        (blobs(seed=2), blobs(seed=1)),
        (blobs(), blobs(seed=2)),
        (blobs(), None),
    ]:
        with pytest.raises(ModelError, match="the data that this run began with"):
            Run.resume(checkpoint, train, validation)


def test_early_stopping_keeps_the_best_network():
    # Validation labels that mean nothing: sooner or later their cost only rises.
    rng = np.random.default_rng(0)
    noise = blobs(60, seed=1)
    noise = Examples(noise.X, rng.permutation(noise.labels), noise.classes, "noise")
    run = Run(settings_of(epochs=60, patience=3, schedule="constant"), blobs(), noise)
    finish(run)
    costs = [record.validation_cost for record in run.history]
    best = int(np.argmin(costs))
    assert run.stopped_early
    assert len(run.history) - 1 == best + 3 < 60
    again = Run(settings_of(epochs=best or 1, schedule="constant"), blobs(), noise)
    expected = initial_network(run.settings) if best == 0 else (finish(again), again.network)[1]
    np.testing.assert_allclose(weights(run), flatten(expected), rtol=1e-6)


def test_divergence_names_the_epoch_and_the_step_and_warns_of_nothing():
    settings = settings_of(
        activation="identity", output_activation="identity", learning_rate=1e4, schedule="constant"
    )
    for engine in ("reference", "blas", "auto"):
        run = Run(settings_of(**{**settings.__dict__, "engine": engine}), blobs())
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with pytest.raises(DivergedError, match=r"in epoch \d+, at step \d+") as caught:
                finish(run)
        assert caught.value.step >= 1
        assert "smaller learning rate" in str(caught.value)


def test_data_that_does_not_fit_the_layers_is_refused():
    with pytest.raises(ShapeError, match="5 numbers in 3 classes"):
        Run(settings_of(sizes=(4, 6, 3)), blobs())
    with pytest.raises(ShapeError):
        Run(settings_of(sizes=(5, 6, 2)), blobs())


def test_a_run_is_resumed_on_the_engine_that_began_it():
    train = blobs()
    run = Run(settings_of(engine="blas"), train)
    next(run.steps())
    checkpoint = run.checkpoint()
    with_auto_engine = replace(
        checkpoint, run=replace(checkpoint.run, settings=settings_of(engine="auto"))
    )
    assert Run.resume(with_auto_engine, train).engine.name == "blas"
