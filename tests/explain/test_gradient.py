"""The negative gradient is backpropagation's, and one step does what it promises."""

import numpy as np
import pytest
from hypothesis import given

from backlit.core.backprop import backprop, flatten_gradient
from backlit.core.forward import forward
from backlit.core.initialise import initialise
from backlit.data.examples import Examples
from backlit.errors import OutOfRangeError, SettingsError, ShapeError
from backlit.explain import dataset_gradient
from backlit.explain.gradient import NegativeGradient, explain_gradient, times_as_important
from backlit.explain.step import Steps, explain_step
from backlit.render.json import record_from_json, record_values, to_json
from tests.strategies import make_examples, problems


def as_examples(X, y):
    labels = y.argmax(axis=1)
    return Examples(X, labels, tuple(map(str, range(y.shape[1]))), "made up")


@given(problems())
def test_it_is_minus_backpropagation_over_the_same_examples(problem):
    network, X, y, cost = problem
    found = explain_gradient(network, as_examples(X, y), cost)
    expected = -flatten_gradient(backprop(network, forward(network, X), y, cost))
    assert found.components == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert found.length == pytest.approx(np.linalg.norm(expected), rel=1e-9)


def test_chunks_make_no_difference(monkeypatch):
    rng = np.random.default_rng(0)
    network, examples = initialise((5, 4, 3), rng), make_examples(rng, 50, 5, 3, pixels=True)
    whole = explain_gradient(network, examples)
    monkeypatch.setattr(dataset_gradient, "_CHUNK", 7)
    parts = explain_gradient(network, examples)
    assert parts.components == pytest.approx(whole.components, rel=1e-12)
    assert parts.total == pytest.approx(whole.total, rel=1e-12)


@given(problems())
def test_the_layers_make_the_whole_and_every_level_has_its_words(problem):
    network, X, y, cost = problem
    found = explain_gradient(network, as_examples(X, y), cost)
    squares = sum(each.weights**2 + each.biases**2 for each in found.layers)
    assert squares == pytest.approx(found.length**2, rel=1e-9)
    if found.length:
        assert sum(each.share for each in found.layers) == pytest.approx(1)
    sizes = np.abs(found.components)
    assert (np.sign(found.levels) == np.sign(found.components)).all()
    assert (np.diff(sizes[found.largest]) <= 0).all()
    little, lot = found.thresholds
    assert (sizes[np.abs(found.levels) == 3] > lot).all()
    assert (sizes[np.abs(found.levels) == 2] > little).all()
    assert (sizes[np.abs(found.levels) == 1] <= little).all()


@given(problems())
def test_promised_and_real_change_agree_to_second_order(problem):
    network, X, y, cost = problem
    smooth = all(layer.activation.name != "relu" for layer in network.layers)
    steps = explain_step(network, as_examples(X, y), [1e-4, 2e-4], cost)
    assert steps.predicted == pytest.approx(-steps.learning_rates * steps.length**2, rel=1e-12)
    if not smooth or steps.length > 30:  # a kink, or so steep that no step here is small
        return
    # What the slope leaves over is the bend's, to third order in the length of the step.
    left = np.abs(steps.real - steps.predicted_with_bend)
    reach = (steps.learning_rates * steps.length) ** 3 * (1 + steps.length) + 1e-12
    assert (left <= 100 * reach + 1e-4 * np.abs(steps.predicted_with_bend - steps.predicted)).all()


def test_what_is_left_over_falls_with_the_cube_of_the_step():
    rng = np.random.default_rng(3)
    network, examples = initialise((6, 5, 4), rng), make_examples(rng, 30, 6, 4, pixels=True)
    steps = explain_step(network, examples, [1.0, 0.5, 0.25])
    first = np.abs(steps.real - steps.predicted)
    second = np.abs(steps.real - steps.predicted_with_bend)
    assert first[:-1] / first[1:] == pytest.approx(4, rel=0.15)
    assert second[:-1] / second[1:] == pytest.approx(8, rel=0.25)


@given(problems())
def test_both_survive_json_there_and_back(problem):
    network, X, y, cost = problem
    examples = as_examples(X, y)
    for record in (explain_gradient(network, examples, cost), explain_step(network, examples)):
        back = record_from_json(to_json(record_values(record)), type(record))
        for field in type(record).__dataclass_fields__:
            assert np.array_equal(getattr(record, field), getattr(back, field)), field
    assert {NegativeGradient, Steps} == {type(record), NegativeGradient}


def test_what_does_not_fit_is_refused(two_layers):
    rng = np.random.default_rng(0)
    with pytest.raises(ShapeError, match="examples of 2 numbers in 1 classes"):
        explain_gradient(two_layers, make_examples(rng, 3, 3, 1, pixels=False))
    examples = make_examples(rng, 3, 2, 1, pixels=False)
    for rates in ([], [np.nan], [[1.0]]):
        with pytest.raises(SettingsError, match="one or more learning rates"):
            explain_step(two_layers, examples, rates)
    found = explain_gradient(two_layers, examples)
    assert times_as_important(found, 0, 0) == 1
    with pytest.raises(OutOfRangeError, match="a weight or bias from 0 to 12, got 13"):
        times_as_important(found, 0, 13)
    dark = Examples(np.zeros((1, 2)), np.array([0]), ("0",), "dark")
    with pytest.raises(SettingsError, match="which has none"):
        times_as_important(explain_gradient(two_layers, dark), 12, 0)
