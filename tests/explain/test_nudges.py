"""Wishes summed back are ∂C/∂a, and the three avenues are backpropagation's gradient."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.core.backprop import nudges as core_nudges
from backlit.core.cost import mean_cost
from backlit.core.forward import forward
from backlit.core.network import Network
from backlit.errors import OutOfRangeError, ShapeError
from backlit.explain.nudges import Avenues, Wishes, explain_avenues, explain_nudges
from backlit.render.json import record_from_json, record_values, to_json
from tests.strategies import problems, some_neuron


@given(problems())
def test_wishes_are_sums_of_contributions_and_flow_as_backpropagation(problem):
    network, X, y, cost = problem
    label = int(y[0].argmax())
    found = explain_nudges(network, X[0], label, cost)
    assert [each.layer for each in found.layers] == list(range(len(network.layers) + 1))
    flowed = core_nudges(network, forward(network, X[:1]), y[:1], cost)
    for here, layer, known in zip(found.layers, network.layers, flowed, strict=False):
        assert here.contributions.sum(axis=0) == pytest.approx(here.wishes, rel=1e-9, abs=1e-12)
        dC_da = known.delta[0] @ layer.W
        assert here.wishes == pytest.approx(-dC_da, rel=1e-9, abs=1e-12)
    for here, known in zip(found.layers[1:], flowed, strict=True):
        assert here.delta == pytest.approx(known.delta[0], rel=1e-9, abs=1e-12)


@given(problems(), st.data())
def test_a_wish_is_how_the_cost_falls_when_an_activation_rises(problem, data):
    network, X, y, cost = problem
    label = int(y[0].argmax())
    found = explain_nudges(network, X[0], label, cost)
    layer = data.draw(st.integers(0, len(network.layers) - 1))
    k = data.draw(st.integers(0, network.sizes[layer] - 1))
    rest = Network(network.layers[layer:])
    if any(each.activation.name == "relu" for each in rest.layers):
        return  # the cost may have a corner here
    here = found.layers[layer].a
    step = 1e-5
    ahead, behind = (
        mean_cost(
            forward(rest, (here + way * step * np.eye(len(here))[k])[None]),
            y[:1],
            activation=network.layers[-1].activation,
            cost=cost,
        )
        for way in (1, -1)
    )
    assert found.layers[layer].wishes[k] == pytest.approx(
        -(ahead - behind) / (2 * step), rel=1e-4, abs=1e-6
    )


@given(problems(), st.data())
def test_the_avenues_are_the_gradient_and_the_wishes(problem, data):
    network, X, y, cost = problem
    label = int(y[0].argmax())
    layer, neuron = data.draw(some_neuron(network))
    avenues = explain_avenues(network, X[0], label, layer, neuron, cost)
    flowed = core_nudges(network, forward(network, X[:1]), y[:1], cost)[layer - 1]
    assert avenues.weight_nudges == pytest.approx(flowed.nudge_W[0, neuron], rel=1e-9, abs=1e-12)
    assert avenues.bias_nudge == pytest.approx(flowed.nudge_b[0, neuron], rel=1e-9, abs=1e-12)
    contributions = explain_nudges(network, X[0], label, cost).layers[layer - 1].contributions
    assert np.array_equal(avenues.input_nudges, contributions[neuron])
    gains = avenues.bias_nudge**2, (avenues.weight_nudges**2).sum(), (avenues.input_nudges**2).sum()
    assert avenues.gains == pytest.approx(gains)
    if avenues.da_dz is not None and np.isfinite(avenues.wish):
        assert avenues.wish * avenues.da_dz == pytest.approx(-avenues.delta, rel=1e-6, abs=1e-9)


@given(problems())
def test_both_survive_json_there_and_back(problem):
    network, X, _, cost = problem
    wishes = explain_nudges(network, X[0], 0, cost)
    back = record_from_json(to_json(record_values(wishes)), Wishes)
    assert back.total == wishes.total
    for before, after in zip(wishes.layers, back.layers, strict=True):
        for field in ("a", "wishes", "contributions", "delta"):
            was, now = getattr(before, field), getattr(after, field)
            assert (was is None and now is None) or np.array_equal(
                np.where(np.isfinite(was), was, np.nan), now, equal_nan=True
            )
    avenues = explain_avenues(network, X[0], 0, 1, 0, cost)
    back = record_from_json(to_json(record_values(avenues)), Avenues)
    assert np.array_equal(avenues.input_nudges, back.input_nudges)


def test_what_does_not_exist_is_refused(two_layers):
    with pytest.raises(OutOfRangeError, match="a label from 0 to 0, got 3"):
        explain_nudges(two_layers, np.ones(2), 3)
    with pytest.raises(ShapeError, match="one input of 2 numbers"):
        explain_nudges(two_layers, np.ones(5), 0)
    with pytest.raises(OutOfRangeError, match="a layer from 1 to 2, got 0"):
        explain_avenues(two_layers, np.ones(2), 0, 0, 0)
    with pytest.raises(OutOfRangeError, match="a neuron of layer 2 from 0 to 0, got 1"):
        explain_avenues(two_layers, np.ones(2), 0, 2, 1)
