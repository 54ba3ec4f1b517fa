"""A bias is a threshold, and the neuron is as active as forward says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.analyse.bias import BiasResponse, analyse_bias
from backlit.core.activations import SOFTMAX
from backlit.core.forward import forward
from backlit.core.initialise import initialise
from backlit.errors import OutOfRangeError, SettingsError
from backlit.render.json import record_from_json, record_values, to_json
from tests.strategies import make_examples, networks, some_neuron


@given(networks(), st.data())
def test_the_response_is_that_of_forward_for_any_bias(network, data):
    rng = np.random.default_rng(0)
    examples = make_examples(rng, 30, network.sizes[0], network.sizes[-1], pixels=False)
    layer, neuron = data.draw(some_neuron(network))
    here = network.layers[layer - 1]
    if here.activation is SOFTMAX:
        with pytest.raises(SettingsError, match="of a softmax layer"):
            analyse_bias(network, examples, layer, neuron)
        return
    found = analyse_bias(network, examples, layer, neuron)
    step = forward(network, examples.inputs()).layers[layer - 1]
    assert found.mean == pytest.approx(step.a[:, neuron].mean(), rel=1e-9, abs=1e-12)
    assert found.active == pytest.approx((step.z[:, neuron] > 0).mean(), abs=1 / 30)
    assert found.counts.sum() == 30
    assert found.threshold == -found.bias == -here.b[neuron]
    assert (np.diff(found.active_at) >= 0).all()
    assert found.active_at[0] <= 1 / 30
    same = analyse_bias(network, examples, layer, neuron, np.array([found.bias]))
    assert same.mean_at[0] == found.mean
    assert same.active_at[0] == found.active


def test_it_survives_json_and_refuses_what_is_not_there():
    rng = np.random.default_rng(0)
    network, examples = initialise((3, 2), rng), make_examples(rng, 9, 3, 2, pixels=True)
    found = analyse_bias(network, examples, 1, 1)
    back = record_from_json(to_json(record_values(found)), BiasResponse)
    for field in BiasResponse.__dataclass_fields__:
        assert np.array_equal(getattr(found, field), getattr(back, field)), field
    with pytest.raises(OutOfRangeError, match="a neuron of layer 1 from 0 to 1, got 2"):
        analyse_bias(network, examples, 1, 2)
    for wrong in ([], [np.inf], [[0.0]]):
        with pytest.raises(SettingsError, match="finite biases"):
            analyse_bias(network, examples, 1, 1, np.array(wrong))
