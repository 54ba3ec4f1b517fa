"""A population is many runs at once: the same bits, whatever happens during training."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from backlit.core.network import flatten
from backlit.data.examples import Examples
from backlit.data.label_noise import with_label_noise
from backlit.engines.choose import ENGINES
from backlit.errors import SettingsError, ShapeError
from backlit.training import population as population_module
from backlit.training.members import per_member
from backlit.training.population import Population, train_population
from backlit.training.run import Run
from backlit.training.settings import Settings
from backlit.training.tables import curves_table, results_table


def blobs(n=300, *, pixels=True, seed=0):
    """Three classes that are easy to tell apart."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(3, size=n)
    X = rng.integers(0, 60, (n, 12)).astype(np.uint8)
    X[np.arange(n), labels * 4] = 255
    if not pixels:
        X = X / np.float32(255)
    return Examples(X, labels, ("a", "b", "c"), "blobs")


def settings(**changes):
    return replace(Settings(sizes=(12, 6, 5, 3), epochs=3, learning_rate=0.5), **changes)


VARIED = {
    "learning_rate": [0.5, 1.0, 0.3, 0.5, 0.7],
    "batch_size": [10, 32, 1, 300, 7],
    "width": [4, 8, 16, 20, 33],
    "label_noise": [0.0, 0.1, 0.5, 0.0, 0.2],
    "l2": [0.0, 1e-3, 0.0, 0.0, 1e-4],
    "optimizer": ["sgd", "momentum", "sgd", "adam", "sgd"],
}


@pytest.mark.parametrize("engine", [name for name in ENGINES if name not in ("auto", "torch")])
@pytest.mark.parametrize("threads", [1, 2, 5])
def test_every_member_has_the_bits_of_the_same_network_trained_alone(engine, threads):
    train, validation = blobs(), blobs(80, seed=1)
    found = train_population(
        train, validation, n=5, settings=settings(engine=engine), threads=threads, **VARIED
    )
    assert found.finished
    for index, member in enumerate(found.members):
        alone = Run(member.settings, train, validation)
        for _ in alone.steps():
            pass
        assert member.index == index
        assert np.array_equal(flatten(member.model.network), flatten(alone.network))
        assert member.history == alone.history


def test_progress_ends_at_one_and_names_each_member_once():
    population = Population(per_member(settings(), 4), blobs(), threads=2)
    seen = list(population.steps())
    assert seen[-1].fraction == 1
    assert seen[-1].n_done == 4
    assert sorted(each.member.index for each in seen if each.member is not None) == [0, 1, 2, 3]
    assert all(0 <= each.fraction <= 1 for each in seen)
    assert list(population.steps()) == []


def test_a_stopped_population_continues_to_the_same_bits():
    members = per_member(settings(epochs=6), 5, batch_size=[10, 1, 3, 10, 2])
    whole = Population(members, blobs(), threads=2)
    list(whole.steps())

    stopped = Population(members, blobs(), threads=2)
    rounds = 0
    while not stopped.finished:
        rounds += 1
        for _ in stopped.steps():
            stopped.stop()
    assert rounds > 1
    for expected, found in zip(whole.members, stopped.members, strict=True):
        assert np.array_equal(flatten(expected.model.network), flatten(found.model.network))
        assert expected.history == found.history


def test_leaving_the_loop_stops_the_threads_and_another_population_can_continue():
    members = per_member(settings(epochs=50), 3, batch_size=1)
    left = Population(members, blobs(), threads=2)
    for _ in left.steps():
        break
    assert not left.finished
    begun = left.checkpoints
    assert begun

    elsewhere = Population(members, blobs(), threads=2)
    for index, checkpoint in begun.items():
        elsewhere.begin_from(index, checkpoint)
    for member in left.members:
        elsewhere.keep(member.index, member.model)
    list(elsewhere.steps())
    whole = Population(members, blobs(), threads=1)
    list(whole.steps())
    for expected, found in zip(whole.members, elsewhere.members, strict=True):
        assert np.array_equal(flatten(expected.model.network), flatten(found.model.network))


def test_slow_members_are_checkpointed_during_training(monkeypatch):
    monkeypatch.setattr(population_module, "CHECKPOINT_EVERY", 0.0)
    population = Population(per_member(settings(), 2), blobs())
    taken = [each.checkpoint for each in population.steps() if each.checkpoint is not None]
    assert {index for index, _ in taken} == {0, 1}
    assert all(checkpoint.run.settings.seed == index for index, checkpoint in taken)


def test_a_member_that_diverges_is_a_result_like_any_other():
    members = per_member(
        settings(activation="identity", output_activation="identity"),
        3,
        learning_rate=[0.01, 1e30, 0.01],
    )
    population = Population(members, blobs(), threads=2)
    list(population.steps())
    assert population.finished
    fine, diverged, also_fine = population.members
    assert fine.problem is also_fine.problem is None
    assert diverged.model is None
    assert "diverge" in diverged.problem
    table = results_table(population.members)
    assert [bool(each) for each in table["problem"]] == [False, True, False]


def test_an_error_in_one_thread_is_raised_by_the_population(monkeypatch):
    def broken(self, index):
        raise RuntimeError("out of order")

    monkeypatch.setattr(Population, "_run", broken)
    with pytest.raises(RuntimeError, match="out of order"):
        train_population(blobs(), n=3, settings=settings())


def test_members_are_tested_and_the_tables_hold_every_curve():
    test = blobs(90, seed=2)
    found = train_population(blobs(), n=3, settings=settings(), test=test, learning_rate=[1, 2, 3])
    results, curves = results_table(found.members), curves_table(found.members)
    assert results["learning_rate"].tolist() == [1, 2, 3]
    assert results["sizes"].tolist() == ["12-6-5-3"] * 3
    for member, accuracy in zip(found.members, results["test_accuracy"], strict=True):
        alone = Run(member.settings, blobs())
        for _ in alone.steps():
            pass
        assert accuracy == alone.evaluate(test).accuracy == member.test_accuracy
    assert np.isnan(results["validation_cost"]).all()
    assert curves["epoch"].tolist() == [0, 1, 2, 3] * 3
    assert curves["member"].tolist() == sorted([0, 1, 2] * 4)
    last = curves["cost"][curves["epoch"] == 3]
    assert np.array_equal(last, results["train_cost"])
    assert set(results["cost"]) == {"squared_error"}


@pytest.mark.parametrize("form", ["pandas", "polars"])
def test_a_table_becomes_a_data_frame(form, monkeypatch):
    class Library:
        @staticmethod
        def DataFrame(columns):
            return ("frame", columns)

    monkeypatch.setitem(sys.modules, form, Library)
    found = train_population(blobs(), n=2, settings=settings(epochs=1))
    kind, columns = results_table(found.members, form)
    assert kind == "frame"
    assert columns["seed"].tolist() == [0, 1]
    monkeypatch.setitem(sys.modules, form, None)
    with pytest.raises(SettingsError, match=f"Expected {form} for this table"):
        results_table(found.members, form)
    with pytest.raises(SettingsError, match="one of arrays, pandas, polars, got 'excel'"):
        results_table(found.members, "excel")


def test_an_invalid_population_is_refused_before_any_work():
    with pytest.raises(SettingsError, match="got none"):
        Population((), blobs())
    with pytest.raises(SettingsError, match="1 or more threads, got 0"):
        Population((settings(),), blobs(), threads=0)
    with pytest.raises(ShapeError, match="12 numbers in 3 classes"):
        Population((Settings(),), blobs())


def test_label_noise_changes_exactly_its_share_of_labels_and_no_input():
    examples = blobs(200)
    noisy = with_label_noise(examples, 0.3, np.random.default_rng(0))
    assert (noisy.labels != examples.labels).sum() == 60
    assert noisy.X is examples.X
    assert with_label_noise(examples, 0.0, np.random.default_rng(0)) is examples
    everything = with_label_noise(examples, 1.0, np.random.default_rng(0))
    assert not (everything.labels == examples.labels).any()


def test_a_run_is_trained_and_evaluated_on_its_noisy_labels():
    run = Run(settings(label_noise=1.0, epochs=20), blobs(), blobs(100, seed=1))
    for _ in run.steps():
        pass
    last = run.history[-1]
    assert last.accuracy > 0.4  # of labels that are all wrong
    assert last.validation_accuracy < 0.2  # of labels that are all right
