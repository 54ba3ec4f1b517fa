"""The slope of a neuron with respect to the input is that of finite differences."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.core.forward import forward
from backlit.core.input_gradient import input_gradient
from tests.strategies import networks, some_neuron


@given(networks(), st.data())
def test_it_agrees_with_finite_differences(network, data):
    layer, neuron = data.draw(some_neuron(network))
    if any(each.activation.name == "relu" for each in network.layers[: layer - 1]):
        return  # the slope may have a corner here
    rng = np.random.default_rng(0)
    X = rng.uniform(-1, 1, (3, network.sizes[0]))
    slope = input_gradient(network, forward(network, X), layer, neuron)
    assert slope.shape == X.shape
    step = 1e-5
    for k in range(X.shape[1]):
        aside = step * np.eye(X.shape[1])[k]
        ahead, behind = (
            forward(network, X + way * aside).layers[layer - 1].z[:, neuron] for way in (1, -1)
        )
        assert slope[:, k] == pytest.approx((ahead - behind) / (2 * step), rel=1e-5, abs=1e-7)


@given(networks())
def test_a_neuron_of_the_first_layer_has_its_weights(network):
    X = np.ones((2, network.sizes[0]))
    slope = input_gradient(network, forward(network, X), 1, 0)
    assert np.array_equal(slope, np.tile(network.layers[0].W[0], (2, 1)))
