import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from backlit.core.activations import ACTIVATIONS, SOFTMAX, activation_backward, log_softmax, softmax
from backlit.core.cost import COSTS

weighted_sums = arrays(np.float64, (3, 4), elements=st.floats(-5, 5, width=32))
names = pytest.mark.parametrize("name", ACTIVATIONS)


@names
@given(z=weighted_sums)
def test_the_slope_is_that_of_a_finite_difference(name, z):
    activation = ACTIVATIONS[name]
    if activation is SOFTMAX:
        return
    z = np.where(np.abs(z) < 1e-3, 0.5, z)  # ReLU has no slope at its corner
    step = 1e-6
    slope = (activation(z + step) - activation(z - step)) / (2 * step)
    np.testing.assert_allclose(activation.prime(z), slope, atol=1e-8)


@given(z=weighted_sums, weights=weighted_sums)
def test_the_error_behind_any_activation_is_that_of_a_finite_difference(z, weights):
    z = np.where(np.abs(z) < 1e-3, 0.5, z)
    step = 1e-6
    for activation in ACTIVATIONS.values():
        delta = activation_backward(activation, z, activation(z), weights)
        for j in range(z.shape[-1]):
            shift = np.zeros_like(z)
            shift[:, j] = step
            rise = ((activation(z + shift) - activation(z - shift)) * weights).sum(-1)
            np.testing.assert_allclose(delta[:, j], rise / (2 * step), atol=1e-7)


@names
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_huge_weighted_sum_neither_warns_nor_gives_nan(name, dtype):
    z = np.array([[-1e4, 1e4, 0.0, -745.0, 745.0, 88.0]], dtype=dtype)
    y = np.array([[1.0, 0.0, 0.0, 0.0, 0.0, 0.0]], dtype=dtype)
    activation = ACTIVATIONS[name]
    with warnings.catch_warnings(), np.errstate(over="raise", invalid="raise", divide="raise"):
        warnings.simplefilter("error")
        a = activation(z)
        assert a.dtype == dtype
        assert np.isfinite(a).all()
        assert np.isfinite(activation_backward(activation, z, a, np.ones_like(z))).all()
        for cost in COSTS.values():
            if cost.output_activations is None or activation in cost.output_activations:
                assert np.isfinite(cost.terms(activation, z, a, y)).all()
                assert np.isfinite(cost.delta(activation, z, a, y)).all()


@given(z=weighted_sums)
def test_softmax_gives_shares_that_add_up_to_one(z):
    shares = softmax(z)
    assert (shares > 0).all()
    np.testing.assert_allclose(shares.sum(-1), 1, rtol=1e-14)
    np.testing.assert_allclose(np.exp(log_softmax(z)), shares)


def test_the_sigmoid_of_nothing_is_a_half_and_its_steepest_slope_a_quarter():
    sigmoid = ACTIVATIONS["sigmoid"]
    assert sigmoid(np.zeros((1, 1))) == 0.5
    assert sigmoid.prime(np.zeros((1, 1))) == 0.25


def test_the_slope_of_the_sigmoid_keeps_its_digits_far_out():
    far = np.array([[40.0]])
    np.testing.assert_allclose(ACTIVATIONS["sigmoid"].prime(far), np.exp(-40.0), rtol=1e-12)
    np.testing.assert_allclose(ACTIVATIONS["tanh"].prime(far), 4 * np.exp(-80.0), rtol=1e-12)
