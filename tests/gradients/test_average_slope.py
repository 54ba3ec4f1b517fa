"""The mean of the slopes of many examples is the derivative of the whole cost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.core.backprop import backprop, flatten_gradient
from backlit.core.cost import SQUARED_ERROR
from backlit.core.forward import forward
from backlit.core.initialise import initialise
from backlit.errors import OutOfRangeError, ShapeError
from backlit.explain.chain_rule import explain_chain_rule
from backlit.gradients.average_slope import AverageSlope, explain_average_slope
from backlit.render.json import record_from_json, record_values, to_json
from tests.strategies import problems

numbers = st.floats(-3, 3)


@given(problems(), st.data())
def test_the_average_of_the_examples_is_the_derivative_of_the_whole_cost(problem, data):
    network, X, y, cost = problem
    index = data.draw(st.integers(0, network.n_parameters - 1))
    labels = y.argmax(axis=1)
    average = explain_average_slope(network, X, labels, index, cost)
    gradient = flatten_gradient(backprop(network, forward(network, X), y, cost))
    scale = 1 + np.abs(average.slopes).max() + np.linalg.norm(gradient)
    assert average.slopes.mean() == average.mean
    assert average.mean == pytest.approx(gradient[index], rel=1e-9, abs=1e-12 * scale)
    assert average.derivative == pytest.approx(gradient[index], rel=1e-9, abs=1e-12 * scale)
    for k in range(len(X)):
        alone = explain_chain_rule(network, X[k], int(labels[k]), index, cost)
        assert alone.product == pytest.approx(average.slopes[k], rel=1e-9, abs=1e-12 * scale)
    if not average.at_kink:
        scale += abs(gradient).max() + 10
        assert average.finite_difference == pytest.approx(average.derivative, abs=1e-5 * scale)


def test_the_average_over_more_examples_than_fit_at_once():
    rng = np.random.default_rng(0)
    network = initialise((4, 3, 2), rng)
    X, labels = rng.uniform(size=(4321, 4)), rng.integers(2, size=4321)
    average = explain_average_slope(network, X, labels, 5)
    gradient = flatten_gradient(backprop(network, forward(network, X), np.eye(2)[labels]))
    assert average.mean == pytest.approx(gradient[5], rel=1e-10)
    assert average.derivative == pytest.approx(gradient[5], rel=1e-10)
    assert average.finite_difference == pytest.approx(gradient[5], rel=1e-6)
    back = record_from_json(to_json(record_values(average)), AverageSlope)
    assert np.array_equal(back.slopes, average.slopes)


@pytest.mark.parametrize(
    ("X", "labels", "index", "error", "words"),
    [
        (np.ones((2, 3)), [0, 0], 0, ShapeError, r"shape \(n, 2\)"),
        (np.ones((2, 2)), [0], 0, ShapeError, "a label for each of 2 examples"),
        (np.ones((0, 2)), [], 0, ShapeError, "a label for each of 0 examples"),
        (np.ones((1, 2)), [1], 0, OutOfRangeError, "labels from 0 to 0, got 1"),
        (np.ones((1, 2)), [0], 99, OutOfRangeError, "a weight or bias from 0 to 12"),
    ],
)
def test_what_cannot_be_averaged_is_refused(two_layers, X, labels, index, error, words):
    with pytest.raises(error, match=words) as raised:
        explain_average_slope(two_layers, X, np.array(labels, int), index, SQUARED_ERROR)
    assert raised.value.hint
