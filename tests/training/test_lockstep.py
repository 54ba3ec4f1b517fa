"""Runs in lock-step on PyTorch are the runs that they would be alone, to float32's rounding."""

from dataclasses import replace
from importlib.metadata import version
from itertools import chain, product

import numpy as np
import pytest
import torch

from backlit.core.network import flatten
from backlit.engines.torch.population import TorchPopulation
from backlit.files.checkpoint import load_checkpoint, save_checkpoint
from backlit.training.lockstep import groups
from backlit.training.members import per_member
from backlit.training.population import Population, train_population
from backlit.training.run import Run
from backlit.training.settings import Settings
from tests.training.test_population import blobs, settings

ROUNDING = float(np.finfo(np.float32).eps)
VARIED = {
    "learning_rate": [0.5, 1.0, 0.3, 0.5],
    "l2": [0.0, 1e-3, 0.0, 1e-4],
    "label_noise": [0.0, 0.1, 0.5, 0.0],
}


@pytest.fixture
def started(monkeypatch):
    """How many networks each batched computation was begun with."""
    sizes = []
    begin = TorchPopulation.__init__

    def counted(self, tasks, device=None):
        sizes.append(len(tasks))
        begin(self, tasks, device)

    monkeypatch.setattr(TorchPopulation, "__init__", counted)
    return sizes


def torch_settings(**changes):
    return settings(engine="torch", **changes)


def assert_close(expected, found, units=200):
    scale = max(1.0, np.abs(expected).max())
    assert np.abs(expected - found).max() <= units * ROUNDING * scale


def train_alone(of, train, validation=None):
    run = Run(of, train, validation)
    for _ in run.steps():
        pass
    return run


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"optimizer": "momentum", "batch_size": 32},
        {"schedule": "step", "drop_every": 1, "batch_size": 7, "activation": "tanh"},
        {"output_activation": "softmax", "cost": "cross_entropy", "batch_size": 299},
    ],
    ids=["plain", "momentum", "steps", "cross-entropy"],
)
def test_every_member_is_the_network_trained_alone(changes, started):
    train, judged, test = blobs(), blobs(80, seed=1), blobs(70, seed=2)
    found = train_population(
        train, judged, n=4, settings=torch_settings(**changes), test=test, **VARIED
    )
    assert started == [4]
    for member, engine in product(found.members, ("reference", "torch")):
        alone = train_alone(replace(member.settings, engine=engine), train, judged)
        assert_close(flatten(alone.network), flatten(member.model.network))
        assert [each.epoch for each in member.history] == [0, 1, 2, 3]
        for expected, record in zip(alone.history, member.history, strict=True):
            assert record.step == expected.step
            assert record.cost == pytest.approx(expected.cost, abs=1e-4)
            assert record.validation_cost == pytest.approx(expected.validation_cost, abs=1e-4)
        assert member.test_accuracy == pytest.approx(alone.evaluate(test).accuracy, abs=0.03)
        assert member.model.metadata.engine == "torch"
        assert member.model.metadata.versions["torch"] == version("torch")


def test_only_what_differs_in_numbers_is_trained_together(started):
    members = per_member(
        torch_settings(epochs=1),
        6,
        batch_size=[10, 10, 20, 10, 20, 10],
        learning_rate=[1, 2, 3, 4, 5, 6],
    )
    assert groups(members, {}, range(6), 300, 300) == [[0, 1, 3, 5], [2, 4]]
    population = Population(members, blobs())
    list(population.steps())
    assert population.finished
    assert sorted(started) == [2, 4]


def test_a_group_is_no_larger_than_memory_can_hold():
    members = per_member(Settings(engine="torch"), 3_000)
    found = groups(members, {}, range(3_000), 60_000, 10_000)
    assert list(chain.from_iterable(found)) == list(range(3_000))
    assert 1 < len(found) < 10
    # A larger set to be judged on takes memory too; a batch is no larger than what there is.
    assert len(groups(members, {}, range(3_000), 60_000, 600_000)) > 2 * len(found)
    few = [replace(each, batch_size=2**50) for each in members[:10]]
    assert len(groups(few, {}, range(10), 300, 300)) == 1


@pytest.mark.parametrize("optimizer", ["momentum", "adam"])
def test_stopped_and_gone_on_it_ends_where_it_would_have(optimizer, started):
    members = per_member(torch_settings(epochs=4, optimizer=optimizer), 4, **VARIED)
    whole = Population(members, blobs())
    list(whole.steps())

    stopped = Population(members, blobs())
    rounds = 0
    while not stopped.finished:
        rounds += 1
        for _ in stopped.steps():
            stopped.stop()
        assert stopped.finished or len(stopped.checkpoints) == 4
    assert rounds > 1
    assert set(started) == {4}  # they went on together too
    for expected, found in zip(whole.members, stopped.members, strict=True):
        assert_close(flatten(expected.model.network), flatten(found.model.network))
        assert [each.step for each in expected.history] == [each.step for each in found.history]
        if not torch.cuda.is_available():  # then not a bit may differ
            assert np.array_equal(flatten(expected.model.network), flatten(found.model.network))
            assert expected.history == found.history


def test_those_that_have_come_less_far_go_on_by_themselves(started):
    members = per_member(torch_settings(epochs=4), 4, **VARIED)
    begun = Population(members, blobs())
    for progress in begun.steps():
        if progress.fraction > 0.3:
            begun.stop()
    later = begun.checkpoints
    assert len(later) == 4
    alone = Run(members[2], blobs())
    for _ in alone.steps():
        alone.stop()
    earlier = alone.checkpoint()
    assert earlier.run.step != later[2].run.step

    started.clear()
    mixed = Population(members, blobs())
    for index, checkpoint in {0: later[0], 1: later[1], 2: earlier}.items():
        mixed.begin_from(index, checkpoint)
    list(mixed.steps())
    assert sorted(started) == [1, 1, 2]
    for member in mixed.members:
        alone = train_alone(member.settings, blobs())
        assert_close(flatten(alone.network), flatten(member.model.network))
        assert [each.step for each in member.history] == [each.step for each in alone.history]


def test_what_was_begun_may_be_kept_and_taken_elsewhere(tmp_path):
    members = per_member(torch_settings(epochs=4), 3, learning_rate=[0.5, 1, 2])
    left = Population(members, blobs())
    for _ in left.steps():
        break
    assert set(left.checkpoints) == {0, 1, 2}
    elsewhere = Population(members, blobs())
    for index, checkpoint in left.checkpoints.items():
        path = tmp_path / f"{index}.checkpoint"
        save_checkpoint(path, checkpoint)
        elsewhere.begin_from(index, load_checkpoint(path))
    list(elsewhere.steps())
    for member in elsewhere.members:
        alone = train_alone(member.settings, blobs())
        assert_close(flatten(alone.network), flatten(member.model.network))


def test_a_member_with_nothing_left_to_do_is_taken_as_trained():
    members = per_member(torch_settings(epochs=1), 2)
    done = train_alone(members[1], blobs())
    population = Population(members, blobs())
    population.begin_from(1, done.checkpoint())
    assert list(population.steps())[-1].n_done == 2
    assert population.finished
    found = population.members[1].model.network
    assert np.array_equal(flatten(found), flatten(done.network))


def test_a_member_that_diverges_leaves_the_others_alone():
    linear = torch_settings(activation="identity", output_activation="identity")
    members = per_member(linear, 3, learning_rate=[0.01, 1e30, 0.01])
    population = Population(members, blobs())
    list(population.steps())
    fine, diverged, also_fine = population.members
    assert diverged.model is None
    assert "diverge" in diverged.problem
    for member in (fine, also_fine):
        alone = train_alone(member.settings, blobs())
        assert_close(flatten(alone.network), flatten(member.model.network))


def test_each_member_stops_early_by_itself():
    members = per_member(
        torch_settings(epochs=30, patience=1, schedule="constant"), 3, learning_rate=[0.5, 20, 60]
    )
    test = blobs(50, seed=2)
    population = Population(members, blobs(), blobs(60, seed=1), test)
    list(population.steps())
    lengths = []
    for member in population.members:
        alone = train_alone(member.settings, blobs(), blobs(60, seed=1))
        assert len(alone.history) == len(member.history)
        assert_close(flatten(alone.network), flatten(member.model.network))
        assert member.test_cost == pytest.approx(alone.evaluate(test).cost, abs=1e-4)
        lengths.append(len(member.history))
    assert len(set(lengths)) > 1  # they did not all stop together


def test_progress_is_told_as_it_is_made():
    population = Population(per_member(torch_settings(), 3), blobs())
    seen = list(population.steps())
    assert seen[-1].fraction == 1
    assert seen[-1].n_done == 3
    assert sorted(each.member.index for each in seen if each.member) == [0, 1, 2]
    assert [each.fraction for each in seen] == sorted(each.fraction for each in seen)


def test_a_stretch_is_told_of_once_however_many_take_part(monkeypatch):
    stretches = []
    descend = TorchPopulation.descend

    def counted(self, *given):
        stretches.append(given)
        return descend(self, *given)

    monkeypatch.setattr(TorchPopulation, "descend", counted)
    population = Population(per_member(torch_settings(), 50), blobs())
    seen = [each for each in population.steps() if each.member is None]
    assert len(seen) == len(stretches) - 1  # the last one tells of trained members
