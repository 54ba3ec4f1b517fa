"""The nudges of one example are minus its gradient, and a column of the table."""

import numpy as np
import pytest
from hypothesis import given

from backlit.core.backprop import backprop, flatten_gradient
from backlit.core.forward import forward
from backlit.core.network import flatten_layers
from backlit.data.examples import Examples
from backlit.errors import OutOfRangeError
from backlit.explain.weight_nudges import WeightNudges, explain_weight_nudges
from backlit.gradients.nudge_table import nudge_table
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
    assert sum(each.norm**2 for each in found.layers) == pytest.approx(found.norm**2)
    assert (np.diff(np.abs(every[found.largest])) <= 0).all()
    for each in found.layers:
        assert each.weights == pytest.approx(-np.outer(each.delta, each.inputs))
    back = record_from_json(to_json(record_values(found)), WeightNudges)
    assert np.array_equal(back.layers[0].weights, found.layers[0].weights)


def test_a_label_without_an_output_is_refused(two_layers):
    n_in, _, n_out = two_layers.sizes
    with pytest.raises(OutOfRangeError, match="a label from 0"):
        explain_weight_nudges(two_layers, np.ones(n_in), n_out)
