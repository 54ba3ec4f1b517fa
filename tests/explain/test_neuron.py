"""A neuron's terms add up to its weighted sum, and what is wrong is refused in one sentence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.core.network import Layer, Network
from backlit.errors import OutOfRangeError, ShapeError
from backlit.explain.neuron import Neuron, explain_neuron
from backlit.render.json import record_from_json, record_values, to_json
from tests.strategies import networks, some_neuron


@given(networks(), st.data())
def test_terms_and_bias_add_up_to_z(network, data):
    layer, neuron = data.draw(some_neuron(network))
    x = np.linspace(-1, 1, network.sizes[0])
    opened = explain_neuron(network, x, layer, neuron)
    assert opened.terms.sum() + opened.bias == pytest.approx(opened.z, rel=1e-12, abs=1e-12)
    assert list(opened.terms) == list(opened.weights * opened.inputs)
    sizes = np.abs(opened.terms)[opened.largest]
    assert list(sizes) == sorted(sizes, reverse=True)


@given(networks(), st.data())
def test_it_survives_json_there_and_back(network, data):
    layer, neuron = data.draw(some_neuron(network))
    opened = explain_neuron(network, np.ones(network.sizes[0]), layer, neuron)
    back = record_from_json(to_json(record_values(opened, {"example": "ones"})), Neuron)
    for field in Neuron.__dataclass_fields__:
        before, after = getattr(opened, field), getattr(back, field)
        assert np.array_equal(before, after), field
        assert np.asarray(before).dtype == np.asarray(after).dtype


@pytest.mark.parametrize(
    ("x", "layer", "neuron", "error", "words"),
    [
        (np.ones(3), 1, 0, ShapeError, "one input of 2 numbers"),
        (np.ones((2, 2)), 1, 0, ShapeError, "one input of 2 numbers"),
        (np.array([0, 255], np.uint8), 1, 0, ShapeError, "pixels in 0–1"),
        (np.array([0, np.nan]), 1, 0, ShapeError, "finite"),
        (np.ones(2), 0, 0, OutOfRangeError, "a layer from 1 to 2, got 0"),
        (np.ones(2), 3, 0, OutOfRangeError, "a layer from 1 to 2, got 3"),
        (np.ones(2), 1, -1, OutOfRangeError, "a neuron of layer 1 from 0 to 2, got -1"),
        (np.ones(2), 2, 1, OutOfRangeError, "a neuron of layer 2 from 0 to 0, got 1"),
    ],
)
def test_what_does_not_exist_is_refused(two_layers, x, layer, neuron, error, words):
    with pytest.raises(error, match=words) as raised:
        explain_neuron(two_layers, x, layer, neuron)
    assert raised.value.hint


def test_a_population_is_refused(two_layers):
    layers = two_layers.layers
    several = Network(tuple(Layer(e.number, e.W[None], e.b[None], e.activation) for e in layers))
    with pytest.raises(ShapeError, match="Expected one network"):
        explain_neuron(several, np.ones(2), 1, 0)
