"""What one example asks of every weight; averages grow into −∇C."""

import numpy as np
import pytest
from hypothesis import given

from backlit.core.backprop import backprop, flatten_gradient
from backlit.core.forward import forward
from backlit.core.network import flatten_layers
from backlit.data.examples import Examples
from backlit.errors import OutOfRangeError, SettingsError
from backlit.explain.nudge_table import nudge_table
from backlit.explain.running_average import GrowingAverage, explain_growing_average
from backlit.explain.weight_nudges import WeightNudges, explain_weight_nudges
from backlit.render.json import record_from_json, record_values, to_json
from tests.strategies import problems


def as_examples(X, y):
    return Examples(X, y.argmax(axis=1), tuple(map(str, range(y.shape[1]))), "made up")


@given(problems())
def test_nudges_of_one_example_are_minus_its_gradient_and_a_column_of_the_table(problem):
    network, X, y, cost = problem
    found = explain_weight_nudges(network, X[0], int(y[0].argmax()), cost)
    every = flatten_layers([(each.weights, each.biases) for each in found.layers])
    gradient = flatten_gradient(backprop(network, forward(network, X[:1]), y[:1], cost))
    assert every == pytest.approx(-gradient, rel=1e-9, abs=1e-12)
    table = nudge_table(network, as_examples(X, y), [0], range(network.n_parameters), cost)
    assert table.nudges[:, 0] == pytest.approx(every, rel=1e-9, abs=1e-12)
    assert -table.inputs * table.deltas == pytest.approx(table.nudges)
    assert sum(each.length**2 for each in found.layers) == pytest.approx(found.length**2)
    assert (np.diff(np.abs(every[found.largest])) <= 0).all()
    for each in found.layers:
        assert each.weights == pytest.approx(-np.outer(each.delta, each.inputs))
    back = record_from_json(to_json(record_values(found)), WeightNudges)
    assert np.array_equal(back.layers[0].weights, found.layers[0].weights)


@given(problems())
def test_every_average_is_that_of_the_examples_before_and_the_last_is_minus_the_gradient(problem):
    network, X, y, cost = problem
    examples = as_examples(X, y)
    found = explain_growing_average(network, examples, range(network.n_parameters), cost)
    assert found.counts.tolist() == list(range(1, len(X) + 1))
    for n, average, length in zip(found.counts, found.averages, found.lengths, strict=True):
        gradient = flatten_gradient(backprop(network, forward(network, X[:n]), y[:n], cost))
        assert average == pytest.approx(-gradient, rel=1e-9, abs=1e-12)
        assert length == pytest.approx(np.linalg.norm(gradient), rel=1e-9, abs=1e-12)
    back = record_from_json(to_json(record_values(found)), GrowingAverage)
    assert np.array_equal(back.averages, found.averages)


def test_the_angle_is_that_between_average_and_everything(two_layers):
    rng = np.random.default_rng(3)
    n_in, n_out = two_layers.sizes[0], two_layers.sizes[-1]
    labels = rng.integers(0, n_out, 345)
    examples = Examples(rng.random((345, n_in)), labels, tuple(map(str, range(n_out))), "random")
    found = explain_growing_average(two_layers, examples, range(two_layers.n_parameters))
    assert found.counts.tolist() == [*range(1, 11), 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120,
                                     150, 200, 250, 300, 345]  # fmt: skip
    cosines = found.averages @ found.averages[-1] / found.lengths / found.lengths[-1]
    assert np.cos(np.radians(found.angles)) == pytest.approx(cosines, abs=1e-12)
    assert found.angles[-1] == 0
    assert found.averages[9] == pytest.approx(
        nudge_table(two_layers, examples, range(10), range(two_layers.n_parameters)).average_shown
    )


def test_the_largest_rows_of_one_layer(two_layers):
    n_in, hidden, n_out = two_layers.sizes
    rng = np.random.default_rng(1)
    examples = Examples(
        rng.random((30, n_in)), rng.integers(0, n_out, 30), tuple(map(str, range(n_out))), "random"
    )
    whole = explain_growing_average(two_layers, examples, range(two_layers.n_parameters))
    first = (n_in + 1) * hidden
    found = explain_growing_average(two_layers, examples, layer=2, most=3)
    expected = first + np.argsort(-np.abs(whole.averages[-1][first:]), kind="stable")[:3]
    assert found.parameters.tolist() == expected.tolist()
    anywhere = explain_growing_average(two_layers, examples, most=1)
    assert anywhere.parameters[0] == np.abs(whole.averages[-1]).argmax()


def test_what_is_not_there_is_refused(two_layers):
    n_in, _, n_out = two_layers.sizes
    examples = Examples(
        np.ones((4, n_in)), np.zeros(4, np.int64), tuple(map(str, range(n_out))), "ones"
    )
    with pytest.raises(OutOfRangeError, match="a layer from 1 to 2, got 0"):
        explain_growing_average(two_layers, examples, layer=0)
    with pytest.raises(OutOfRangeError, match="a weight or bias from 0"):
        explain_growing_average(two_layers, examples, [1000])
    for nothing in ({"parameters": []}, {"most": 0}):
        with pytest.raises(SettingsError, match="at least one weight"):
            explain_growing_average(two_layers, examples, **nothing)
    with pytest.raises(OutOfRangeError, match="a label from 0"):
        explain_weight_nudges(two_layers, np.ones(n_in), n_out)
