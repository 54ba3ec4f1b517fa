"""The terms of a cost add up to it."""

import numpy as np
import pytest
from hypothesis import given

from backlit.core.activations import RELU
from backlit.core.cost import CROSS_ENTROPY, cost_per_example
from backlit.core.forward import forward
from backlit.core.initialise import initialise
from backlit.errors import OutOfRangeError, SettingsError, ShapeError
from backlit.explain.cost import CostBreakdown, explain_cost
from backlit.render.json import record_from_json, record_values, to_json
from tests.strategies import problems


@given(problems())
def test_terms_add_up_to_the_cost_of_the_example(problem):
    network, X, y, cost = problem
    label = int(y[0].argmax())
    broken_down = explain_cost(network, X[0], label, cost)
    trace = forward(network, X[:1])
    activation = network.layers[-1].activation
    whole = cost_per_example(trace, y[:1], activation=activation, cost=cost)[0]
    assert broken_down.total == pytest.approx(whole, rel=1e-12)
    assert broken_down.terms.sum() == broken_down.total
    assert broken_down.target[label] == broken_down.target.sum() == 1
    assert broken_down.outputs[broken_down.predicted] == broken_down.outputs.max()


@given(problems())
def test_it_survives_json_there_and_back(problem):
    network, X, _, cost = problem
    broken_down = explain_cost(network, X[0], 0, cost)
    back = record_from_json(to_json(record_values(broken_down)), CostBreakdown)
    for field in CostBreakdown.__dataclass_fields__:
        assert np.array_equal(getattr(broken_down, field), getattr(back, field)), field


def test_what_does_not_fit_is_refused(two_layers):
    with pytest.raises(OutOfRangeError, match="a label from 0 to 0, got 1"):
        explain_cost(two_layers, np.ones(2), 1)
    with pytest.raises(ShapeError, match="one input of 2 numbers"):
        explain_cost(two_layers, np.ones(3), 0)
    other = initialise((2, 1), np.random.default_rng(0), output_activation=RELU)
    with pytest.raises(SettingsError, match="sigmoid or softmax outputs"):
        explain_cost(other, np.ones(2), 0, CROSS_ENTROPY)
