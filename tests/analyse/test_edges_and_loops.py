"""The measures know an edge and a loop when they see one, and chance when it is none."""

from dataclasses import replace

import numpy as np
import pytest

from backlit.analyse.edges_and_loops import (
    analyse_edges_and_loops,
    loop_selectivity,
    orientation_selectivity,
)
from backlit.analyse.stimuli import make_stimuli
from backlit.analyse.weights import analyse_weights
from backlit.core.initialise import initialise
from backlit.core.network import Network
from backlit.errors import OutOfRangeError, SettingsError, ShapeError
from tests.records import survives_json


def test_the_bank_has_everything_everywhere_with_as_much_ink():
    bank = make_stimuli()
    assert bank.X.shape == (25 * 39, 784)
    assert (bank.X >= 0).all()
    assert (bank.X <= 1).all()
    assert list(np.bincount(bank.kinds)) == [25 * 8, 25 * 16, 25 * 3, 25 * 12]
    ink = bank.X.sum(axis=1)
    for size in (3.0, 4.5, 6.0):
        of_size = bank.sizes == size
        whole, broken = (ink[of_size & (bank.kinds == kind)] for kind in (2, 3))
        assert whole == pytest.approx(broken.reshape(25, 4).mean(axis=1))
    middle = (bank.rows == 14) & (bank.columns == 14)
    (flat,) = bank.X[middle & (bank.kinds == 0) & (bank.angles == 0)]
    picture = flat.reshape(28, 28)
    assert picture[14, 11:18].min() == 1  # lies along its row
    assert picture[8].max() == 0
    (east,) = bank.X[middle & (bank.kinds == 1) & (bank.angles == 0)]
    assert east.reshape(28, 28)[14, 16] == 1
    assert east.reshape(28, 28)[14, 12] == 0


def test_a_neuron_that_likes_one_direction_is_selective_and_one_that_likes_all_is_not():
    angles = np.arange(8) * np.pi / 8
    one = np.zeros((3, 8, 1))
    one[1, 2] = 5.0
    assert orientation_selectivity(one, angles, 2) == pytest.approx([1])
    assert orientation_selectivity(np.ones((3, 8, 1)), angles, 2) == pytest.approx([0])
    two = np.zeros((1, 8, 1))
    two[0, [1, 5]] = 1.0  # at right angles: no direction at all
    assert orientation_selectivity(two, angles, 2) == pytest.approx([0], abs=1e-12)


def test_a_loop_detector_responds_more_to_every_whole_loop_than_to_every_broken_one():
    loops, broken = np.full((5, 2), 2.0), np.ones((5, 4, 2))
    loops[:, 1] = broken[..., 1].mean()
    assert loop_selectivity(loops, broken) == pytest.approx([1, 0])
    assert loop_selectivity(-loops, -broken) == pytest.approx([1, 0])


def with_strokes(network, bank):
    """The network with shapes of the bank for its first layer's weights."""
    rng = np.random.default_rng(0)
    which = rng.choice(np.flatnonzero(bank.kinds == 0), network.sizes[1], replace=False)
    first = replace(network.layers[0], W=bank.X[which] * 1.0)
    return Network((first, *network.layers[1:]))


def test_a_network_made_of_strokes_is_found_out_and_a_random_one_is_not():
    rng = np.random.default_rng(1)
    start = initialise((784, 12, 12, 10), rng)
    strokes = with_strokes(initialise((784, 12, 12, 10), rng), make_stimuli())
    found = analyse_edges_and_loops(strokes, start, np.random.default_rng(0), n_shuffles=20)
    assert found.edges_first
    assert found.layers[0].above[0] == 1
    assert found.layers[0].deviations[0] > 2
    random = analyse_edges_and_loops(start, start, np.random.default_rng(0), n_shuffles=20)
    assert not random.edges_first
    assert not random.loops_later
    assert not any(layer.above_chance.any() for layer in random.layers)  # no better than itself
    for layer in found.layers:
        assert layer.means[0] == pytest.approx(layer.orientation.mean())
        assert layer.means[2] == pytest.approx(layer.loops.mean())
        assert layer.shuffled.shape == (20, 3)
    survives_json(found)


def test_a_layers_weights_are_those_it_has():
    network = initialise((6, 4, 3), np.random.default_rng(0))
    found = analyse_weights(network, 2)
    assert np.array_equal(found.weights, network.layers[1].W)
    assert found.norms == pytest.approx(np.linalg.norm(network.layers[1].W, axis=1))
    assert found.largest == np.abs(network.layers[1].W).max()
    survives_json(found)
    with pytest.raises(OutOfRangeError, match="a layer from 1 to 2, got 3"):
        analyse_weights(network, 3)


def test_what_cannot_be_is_refused():
    rng = np.random.default_rng(0)
    with pytest.raises(ShapeError, match="8 × 8 pixels or more, got 4 × 28"):
        make_stimuli((4, 28))
    network, other = initialise((784, 4, 10), rng), initialise((784, 5, 10), rng)
    with pytest.raises(ShapeError, match="two networks of one shape"):
        analyse_edges_and_loops(network, other, rng)
    with pytest.raises(ShapeError, match="two networks of one shape"):
        analyse_edges_and_loops(network, network, rng, image_shape=(8, 8))
    with pytest.raises(SettingsError, match="a hidden layer and 2 shuffles"):
        analyse_edges_and_loops(network, network, rng, n_shuffles=1)
    flat = initialise((784, 10), rng)
    with pytest.raises(SettingsError, match="a hidden layer"):
        analyse_edges_and_loops(flat, flat, rng)
