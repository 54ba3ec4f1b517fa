"""The rows of the table average to −∇C, and it grows there."""

import numpy as np
import pytest
from hypothesis import given

from backlit.core.backprop import backprop, flatten_gradient, flatten_nudges
from backlit.core.backprop import nudges as core_nudges
from backlit.core.forward import forward
from backlit.data.examples import Examples
from backlit.errors import OutOfRangeError, SettingsError
from backlit.explain import dataset_gradient
from backlit.explain.nudge_table import NudgeTable, growing_average, nudge_table
from backlit.render.json import record_from_json, record_values, to_json
from tests.strategies import problems


def as_examples(X, y):
    return Examples(X, y.argmax(axis=1), tuple(map(str, range(y.shape[1]))), "made up")


@given(problems())
def test_rows_average_to_minus_the_gradient_in_every_layer(problem):
    network, X, y, cost = problem
    n = network.n_parameters
    table = nudge_table(network, as_examples(X, y), range(len(X)), range(n), cost)
    trace = forward(network, X)
    each = flatten_nudges(core_nudges(network, trace, y, cost)).T
    assert table.nudges == pytest.approx(each, rel=1e-9, abs=1e-12)
    gradient = flatten_gradient(backprop(network, trace, y, cost))
    assert table.nudges.mean(axis=1) == pytest.approx(-gradient, rel=1e-9, abs=1e-12)
    assert table.average_shown == pytest.approx(table.average, rel=1e-9, abs=1e-12)


@given(problems())
def test_the_average_grows_into_minus_the_gradient(problem):
    network, X, y, cost = problem
    examples = as_examples(X, y)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dataset_gradient, "_CHUNK", 2)
        grown = list(growing_average(network, examples, cost))
    assert [n for n, _ in grown] == [min(n + 2, len(X)) for n in range(0, len(X), 2)]
    for n, average in grown:
        gradient = flatten_gradient(backprop(network, forward(network, X[:n]), y[:n], cost))
        assert average == pytest.approx(-gradient, rel=1e-9, abs=1e-12)


@given(problems())
def test_it_survives_json_there_and_back(problem):
    network, X, y, cost = problem
    table = nudge_table(network, as_examples(X, y), [0], None, cost, most=3)
    back = record_from_json(to_json(record_values(table)), NudgeTable)
    for field in NudgeTable.__dataclass_fields__:
        assert np.array_equal(getattr(table, field), getattr(back, field)), field
    assert len(table.parameters) == min(3, network.n_parameters)


def test_what_is_not_there_is_refused(two_layers):
    examples = Examples(np.ones((4, 2)), np.zeros(4, np.int64), ("0",), "ones")
    with pytest.raises(OutOfRangeError, match="an example from 0 to 3, got 4"):
        nudge_table(two_layers, examples, [4])
    with pytest.raises(OutOfRangeError, match="a weight or bias from 0 to 12, got 13"):
        nudge_table(two_layers, examples, [0], [13])
    for nothing in ({"columns": []}, {"columns": [0], "parameters": []}):
        with pytest.raises(SettingsError, match="at least one example and one weight"):
            nudge_table(two_layers, examples, **nothing)
