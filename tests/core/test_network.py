import numpy as np
import pytest
from hypothesis import given

from backlit.core.activations import SOFTMAX
from backlit.core.forward import forward
from backlit.core.initialise import initialise
from backlit.core.network import (
    all_finite,
    flatten,
    n_parameters,
    network_from_arrays,
    unflatten,
)
from backlit.errors import SettingsError, ShapeError
from tests.strategies import problems


def test_the_default_network_has_13002_weights_and_biases():
    network = initialise((784, 16, 16, 10), np.random.default_rng(0))
    assert network.n_parameters == n_parameters((784, 16, 16, 10)) == 13_002
    assert flatten(network).shape == (13_002,)
    weights = sum(layer.W.size for layer in network.layers)
    biases = sum(layer.b.size for layer in network.layers)
    assert (weights, biases) == (12_960, 42)


@given(problem=problems())
def test_a_network_survives_the_trip_to_a_vector_and_back(problem):
    network, *_ = problem
    vector = flatten(network)
    again = unflatten(network, vector)
    assert np.array_equal(flatten(again), vector)
    for layer, same in zip(network.layers, again.layers, strict=True):
        assert np.array_equal(layer.W, same.W)
        assert np.array_equal(layer.b, same.b)


def test_the_vector_runs_through_each_layer_neuron_by_neuron_then_biases():
    W, b = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, 6.0])
    V, c = np.array([[7.0, 8.0]]), np.array([9.0])
    assert flatten(network_from_arrays([W, V], [b, c])).tolist() == list(range(1, 10))


def test_layers_that_do_not_fit_are_refused(unchecked_shapes):
    W, V = np.zeros((3, 2)), np.zeros((1, 4))
    with pytest.raises(ShapeError, match="3 weights into each neuron of layer 2"):
        network_from_arrays([W, V], [np.zeros(3), np.zeros(1)])
    with pytest.raises(ShapeError, match="in layer 1"):
        network_from_arrays([W], [np.zeros(2)])
    with pytest.raises(ShapeError, match="at least one layer"):
        network_from_arrays([], [])
    with pytest.raises(ShapeError, match="as many b as W"):
        network_from_arrays([W], [])


def test_softmax_belongs_to_the_last_layer_only():
    rng = np.random.default_rng(0)
    initialise((2, 3, 2), rng, output_activation=SOFTMAX)
    with pytest.raises(ShapeError, match="softmax in the last layer only"):
        initialise((2, 3, 2), rng, activation=SOFTMAX)


def test_a_vector_of_another_length_is_refused():
    network = initialise((2, 3, 2), np.random.default_rng(0))
    with pytest.raises(ShapeError, match="vector of 17 weights and biases"):
        unflatten(network, np.zeros(16))


def test_examples_of_another_width_are_refused():
    network = initialise((2, 3, 2), np.random.default_rng(0))
    with pytest.raises(ShapeError, match=r"shape \(n, 2\)"):
        forward(network, np.zeros((5, 3)))


def test_not_finite_weights_are_noticed():
    network = initialise((2, 2), np.random.default_rng(0))
    assert all_finite(network)
    for bad in (np.nan, np.inf):
        vector = flatten(network)
        vector[3] = bad
        assert not all_finite(unflatten(network, vector))


@pytest.mark.parametrize(
    ("method", "width", "bias_width"),
    [("scaled", (1 / 400) ** 0.5, 0), ("gaussian", 1, 1), ("he", (2 / 400) ** 0.5, 0)],
)
def test_weights_start_as_wide_as_the_method_says(method, width, bias_width):
    layer = initialise((400, 300), np.random.default_rng(0), method=method).layers[0]
    assert layer.W.std() == pytest.approx(width, rel=0.02)
    assert layer.b.std() == pytest.approx(bias_width, rel=0.15)


def test_the_same_seed_starts_the_same_network():
    first, second, other = (
        flatten(initialise((5, 4, 3), np.random.default_rng(seed))) for seed in (1, 1, 2)
    )
    assert np.array_equal(first, second)
    assert not np.array_equal(first, other)


def test_an_unknown_initialisation_names_the_known_ones():
    with pytest.raises(SettingsError, match="scaled, gaussian, he"):
        initialise((2, 2), np.random.default_rng(0), method="xavier")
    with pytest.raises(ShapeError):
        initialise((2,), np.random.default_rng(0))
