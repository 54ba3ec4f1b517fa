"""Gradient ascent finds what activates a neuron; noise is classified like any input."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.analyse.activation_maximisation import maximise_activation
from backlit.analyse.noise import analyse_noise
from backlit.core.forward import forward
from backlit.core.initialise import initialise
from backlit.data.examples import Examples
from backlit.errors import OutOfRangeError, SettingsError, ShapeError
from tests.records import subjects, survives_json
from tests.strategies import make_examples, some_neuron


def pictures(n=20, seed=0):
    rng = np.random.default_rng(seed)
    X = rng.integers(0, 256, (n, 20)).astype(np.uint8)
    return Examples(X, rng.integers(3, size=n), ("0", "1", "2"), "pictures", (4, 5))


@given(subjects(), st.data())
def test_what_is_found_activates_the_neuron_more_than_the_start(subject, data):
    network, examples, _ = subject
    layer, neuron = data.draw(some_neuron(network))
    rng = np.random.default_rng(0)
    found = maximise_activation(network, examples, layer, neuron, rng, n_starts=3, n_steps=60)
    assert ((found.inputs >= 0) & (found.inputs <= 1)).all()
    step = forward(network, found.inputs).layers[layer - 1]
    assert found.z == pytest.approx(step.z[:, neuron], rel=1e-9, abs=1e-12)
    assert found.a == pytest.approx(step.a[:, neuron], rel=1e-9, abs=1e-12)
    assert (np.diff(found.z) <= 1e-12).all()
    assert found.objectives[:, -1] == pytest.approx(found.z, rel=1e-9, abs=1e-12)
    every = forward(network, examples.inputs()).layers[layer - 1].z[:, neuron]
    assert found.example_z == pytest.approx(np.sort(every)[::-1][:8], rel=1e-6, abs=1e-9)
    survives_json(found)


def test_a_neuron_of_the_first_layer_wants_white_where_its_weight_is_positive():
    examples = pictures()
    network = initialise((20, 3, 3), np.random.default_rng(1))
    found = maximise_activation(network, examples, 1, 2, np.random.default_rng(0))
    weights = network.layers[0].W[2]
    strong = np.abs(weights) > 0.1 * np.abs(weights).max()  # the others take longer
    expected = (weights > 0).astype(float)
    assert found.inputs[0][strong] == pytest.approx(expected[strong], abs=1e-9)
    assert found.mean_correlation > 0.95


def test_penalties_make_it_darker_and_smoother():
    examples = pictures()
    network = initialise((20, 6, 3), np.random.default_rng(1))

    def found(**penalties):
        return maximise_activation(network, examples, 2, 1, np.random.default_rng(0), **penalties)

    plain, penalised, smoothed = found(), found(l2=0.05), found(smoothness=0.5)
    assert penalised.inputs[0].sum() < plain.inputs[0].sum()

    def rough(record):
        picture = record.inputs[0].reshape(4, 5)
        return sum((np.diff(picture, axis=axis) ** 2).sum() for axis in (0, 1))

    assert rough(smoothed) < rough(plain) / 2
    assert smoothed.objectives[0, -1] == pytest.approx(smoothed.z[0] - 0.5 * rough(smoothed))


def test_noise_is_counted_and_nothing_is_lost():
    examples = pictures(60)
    network = initialise((20, 6, 3), np.random.default_rng(1))
    found = analyse_noise(network, examples, np.random.default_rng(0), 50)
    assert [each.kind for each in found.kinds] == ["examples", "uniform", "shuffled", "smooth"]
    for each in found.kinds:
        assert each.predicted_counts.sum() == each.counts.sum() == found.n == 50
        assert 0 <= each.normalised_entropy <= 1
        outputs = forward(network, each.inputs).output
        assert np.array_equal(outputs.argmax(axis=1), each.predicted)
        assert outputs.max(axis=1) == pytest.approx(each.largest_outputs)
    real, _, shuffled, smooth = found.kinds
    for other in (shuffled, smooth):  # the same pixels elsewhere
        assert np.sort(other.inputs, axis=1) == pytest.approx(np.sort(real.inputs, axis=1))
    survives_json(found)


def test_what_cannot_be_is_refused():
    rng = np.random.default_rng(0)
    examples = make_examples(rng, 5, 3, 2, pixels=False)
    network = initialise((3, 2), rng)
    with pytest.raises(OutOfRangeError, match="a neuron of layer 1 from 0 to 1, got 2"):
        maximise_activation(network, examples, 1, 2, rng)
    for wrong in ({"l2": -1.0}, {"smoothness": float("nan")}, {"n_starts": 0}, {"n_steps": 0}):
        with pytest.raises(SettingsError, match="penalties of 0 or more"):
            maximise_activation(network, examples, 1, 0, rng, **wrong)
    with pytest.raises(SettingsError, match="pictures to be smoothed"):
        maximise_activation(network, examples, 1, 0, rng, smoothness=1.0)
    with pytest.raises(ShapeError, match="examples of 4 numbers"):
        analyse_noise(initialise((4, 2), rng), examples, rng)
    with pytest.raises(SettingsError, match="1 input of each kind"):
        analyse_noise(network, examples, rng, 0)
