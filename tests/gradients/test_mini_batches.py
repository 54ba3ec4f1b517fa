"""A mini-batch of everything is the true gradient, and larger ones come closer to it."""

import numpy as np
import pytest
from hypothesis import given

from backlit.core.cost import SQUARED_ERROR
from backlit.core.initialise import initialise
from backlit.errors import SettingsError, ShapeError
from backlit.gradients.compare_batch_sizes import compare_batch_sizes
from backlit.gradients.dataset_gradient import cost_alone, cost_and_gradient
from backlit.gradients.mini_batches import analyse_batches
from tests.records import subjects, survives_json
from tests.strategies import make_examples


def blobs(n=400, seed=0):
    rng = np.random.default_rng(seed)
    examples = make_examples(rng, n, 4, 3, pixels=False)
    return examples, initialise((4, 5, 3), rng)


@given(subjects())
def test_a_batch_of_everything_is_the_true_gradient(subject):
    network, examples, cost = subject
    n = len(examples)
    found = analyse_batches([network], examples, np.random.default_rng(0), cost, (1, n), 3)
    total, gradient = cost_and_gradient(network, examples, cost)
    assert found.costs[0] == pytest.approx(total)
    assert found.norms[0] == pytest.approx(np.linalg.norm(gradient))
    if found.norms[0] > 1e-9:
        assert found.angles[0, -1] == pytest.approx([0, 0, 0], abs=1e-4)
        assert found.distances[0, -1] == pytest.approx([0, 0, 0], abs=1e-6)
    assert (found.angles <= 180).all()
    survives_json(found)


def test_larger_batches_come_closer_and_spread_less():
    examples, network = blobs()
    found = analyse_batches([network], examples, np.random.default_rng(0), n_draws=100)
    middles = found.angles[0, :, 1]
    assert (np.diff(middles) < 0).all()
    spread = found.angles[0, :, 2] - found.angles[0, :, 0]
    assert spread[-1] < spread[0] / 3
    # Errors of means fall with the root of how many are averaged.
    assert found.distances[0, 0, 1] / found.distances[0, 4, 1] == pytest.approx(10, rel=0.4)


def test_many_small_batches_in_one_pass_are_the_same_as_one_by_one():
    examples, network = blobs()
    together = analyse_batches([network], examples, np.random.default_rng(1), n_draws=7)
    alone = []
    rng = np.random.default_rng(1)
    _, true = cost_and_gradient(network, examples, SQUARED_ERROR)
    for size in together.batch_sizes.tolist():
        angles = []
        for _ in range(7):
            few = examples.take(rng.choice(len(examples), size, replace=False))
            _, here = cost_and_gradient(network, few, SQUARED_ERROR)
            cosine = here @ true / np.linalg.norm(here) / np.linalg.norm(true)
            angles.append(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
        alone.append(np.quantile(angles, (0.1, 0.5, 0.9)))
    assert together.angles[0] == pytest.approx(np.array(alone), rel=1e-6, abs=1e-5)


def test_both_ways_begin_alike_and_the_costs_are_those_on_the_way():
    examples, network = blobs()
    found = compare_batch_sizes(
        network, examples, np.random.default_rng(0), n_steps=12, learning_rate=0.5
    )
    assert found.full_batch.costs[0] == found.mini_batch.costs[0]
    assert found.full_batch.costs[0] == pytest.approx(cost_alone(network, examples, SQUARED_ERROR))
    assert found.full_batch.positions[0] == pytest.approx(found.mini_batch.positions[0])
    assert (np.diff(found.full_batch.costs) < 0).all()  # full batches always go down
    assert found.full_batch.examples_seen[-1] == 12 * 400
    assert found.mini_batch.examples_seen[-1] == 12 * 10
    assert 0 < found.explained <= 1 + 1e-9
    survives_json(found)


def test_full_batch_may_take_fewer_steps_for_the_same_examples():
    examples, network = blobs()
    found = compare_batch_sizes(
        network, examples, np.random.default_rng(0), n_steps=80, n_full_batch_steps=2
    )
    assert found.full_batch.examples_seen.tolist() == [0, 400, 800]
    assert found.mini_batch.examples_seen[-1] == 800
    as_many = compare_batch_sizes(network, examples, np.random.default_rng(0), n_steps=2)
    assert found.full_batch.costs == pytest.approx(as_many.full_batch.costs)


def test_what_cannot_be_is_refused():
    examples, network = blobs(20)
    rng = np.random.default_rng(0)
    with pytest.raises(ShapeError, match="examples of 4 numbers in 2 classes"):
        analyse_batches([initialise((4, 2), rng)], examples, rng)
    for wrong in ({"networks": []}, {"batch_sizes": (21,)}, {"batch_sizes": (0,)}, {"n_draws": 0}):
        with pytest.raises(SettingsError, match="one or more networks, batch sizes"):
            analyse_batches(**({"networks": [network], "examples": examples, "rng": rng} | wrong))
    for wrong in (
        {"batch_size": 21},
        {"n_steps": 0},
        {"n_full_batch_steps": 0},
        {"learning_rate": float("nan")},
    ):
        with pytest.raises(SettingsError, match="in a mini-batch, a learning rate above 0"):
            compare_batch_sizes(network, examples, rng, **wrong)
