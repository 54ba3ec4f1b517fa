"""The running average over examples ends at −∇C."""

import numpy as np
import pytest
from hypothesis import given

from backlit.core.backprop import backprop, flatten_gradient
from backlit.core.forward import forward
from backlit.data.examples import Examples
from backlit.errors import OutOfRangeError, SettingsError
from backlit.gradients import dataset_gradient
from backlit.gradients.nudge_table import nudge_table
from backlit.gradients.running_average import RunningAverage, running_average
from backlit.render.json import record_from_json, record_values, to_json
from tests.strategies import problems


def as_examples(X, y):
    return Examples(X, y.argmax(axis=1), tuple(map(str, range(y.shape[1]))), "made up")


@given(problems())
def test_every_average_is_that_of_the_examples_before_and_the_last_is_minus_the_gradient(problem):
    network, X, y, cost = problem
    examples = as_examples(X, y)
    found = running_average(network, examples, range(network.n_parameters), cost)
    assert found.counts.tolist() == list(range(1, len(X) + 1))
    for n, average, norm in zip(found.counts, found.averages, found.norms, strict=True):
        gradient = flatten_gradient(backprop(network, forward(network, X[:n]), y[:n], cost))
        assert average == pytest.approx(-gradient, rel=1e-9, abs=1e-12)
        assert norm == pytest.approx(np.linalg.norm(gradient), rel=1e-9, abs=1e-12)
    back = record_from_json(to_json(record_values(found)), RunningAverage)
    assert np.array_equal(back.averages, found.averages)


@given(problems())
def test_the_gradient_after_each_chunk_is_that_of_the_examples_so_far(problem):
    network, X, y, cost = problem
    examples = as_examples(X, y)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dataset_gradient, "CHUNK_SIZE", 2)
        chunks = list(dataset_gradient.running_gradient(network, examples, cost))
    assert [n for n, _, _ in chunks] == [min(n + 2, len(X)) for n in range(0, len(X), 2)]
    for n, _, found in chunks:
        gradient = flatten_gradient(backprop(network, forward(network, X[:n]), y[:n], cost))
        assert found == pytest.approx(gradient, rel=1e-9, abs=1e-12)


def test_the_angle_is_that_between_average_and_everything(two_layers):
    rng = np.random.default_rng(3)
    n_in, n_out = two_layers.sizes[0], two_layers.sizes[-1]
    labels = rng.integers(0, n_out, 345)
    examples = Examples(rng.random((345, n_in)), labels, tuple(map(str, range(n_out))), "random")
    found = running_average(two_layers, examples, range(two_layers.n_parameters))
    assert found.counts.tolist() == [*range(1, 11), 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120,
                                     150, 200, 250, 300, 345]  # fmt: skip
    cosines = found.averages @ found.averages[-1] / found.norms / found.norms[-1]
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
    whole = running_average(two_layers, examples, range(two_layers.n_parameters))
    first = (n_in + 1) * hidden
    found = running_average(two_layers, examples, layer=2, limit=3)
    expected = first + np.argsort(-np.abs(whole.averages[-1][first:]), kind="stable")[:3]
    assert found.parameters.tolist() == expected.tolist()
    anywhere = running_average(two_layers, examples, limit=1)
    assert anywhere.parameters[0] == np.abs(whole.averages[-1]).argmax()


def test_what_is_not_there_is_refused(two_layers):
    n_in, _, n_out = two_layers.sizes
    examples = Examples(
        np.ones((4, n_in)), np.zeros(4, np.int64), tuple(map(str, range(n_out))), "ones"
    )
    with pytest.raises(OutOfRangeError, match="a layer from 1 to 2, got 0"):
        running_average(two_layers, examples, layer=0)
    with pytest.raises(OutOfRangeError, match="a weight or bias from 0"):
        running_average(two_layers, examples, [1000])
    for nothing in ({"parameters": []}, {"limit": 0}):
        with pytest.raises(SettingsError, match="at least one weight"):
            running_average(two_layers, examples, **nothing)
