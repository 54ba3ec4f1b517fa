"""In a chain of single neurons the product of the factors is the derivative."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.core.activations import ACTIVATIONS, RELU, SIGMOID, SOFTMAX, TANH
from backlit.core.cost import COSTS, CROSS_ENTROPY
from backlit.errors import SettingsError, ShapeError
from backlit.explain.simple_chain import SimpleChain, explain_simple_chain
from backlit.render.json import record_from_json, record_values, to_json
from tests.strategies import hidden_activations

numbers = st.floats(-3, 3)


@given(st.data())
def test_product_backprop_and_difference_agree_for_any_chain(data):
    n = data.draw(st.integers(1, 6))
    weights, biases = (data.draw(st.lists(numbers, min_size=n, max_size=n)) for _ in range(2))
    cost = data.draw(st.sampled_from(list(COSTS.values())))
    hidden = data.draw(hidden_activations)
    last = SIGMOID if cost is CROSS_ENTROPY else data.draw(hidden_activations)
    x, y = data.draw(numbers), data.draw(st.floats(0, 1))
    chain = explain_simple_chain(weights, biases, x, y, hidden, last, cost)
    a = x
    for layer in range(n):
        assert chain.z[layer] == weights[layer] * a + biases[layer]
        activation = ACTIVATIONS[chain.activations[layer]]
        a = chain.a[layer]
        assert a == activation(chain.z[layer : layer + 1])[0]
    assert [(slope.layer, slope.is_bias) for slope in chain.slopes] == [
        (layer, is_bias) for layer in range(1, n + 1) for is_bias in (False, True)
    ]
    scale = 1 + abs(chain.cost) + max(abs(slope.derivative) for slope in chain.slopes)
    for slope in chain.slopes:
        assert len(slope.factors) == 2 * (n - slope.layer) + 3
        assert np.prod(slope.factors) == pytest.approx(slope.product, rel=1e-12)
        assert slope.product == pytest.approx(slope.derivative, rel=1e-9, abs=1e-13 * scale)
        if not slope.at_kink:
            assert slope.finite_difference == pytest.approx(slope.derivative, abs=1e-5 * scale)


def test_the_lectures_last_layer_by_hand():
    chain = explain_simple_chain([1, -2, 0.5], [0, 0.25, -1], x=0.6, y=1)
    last = chain.slopes[-2]
    slope = 1 / (2 + np.exp(chain.z[2]) + np.exp(-chain.z[2]))
    np.testing.assert_allclose(last.factors, [chain.a[1], slope, 2 * (chain.a[2] - 1)], rtol=1e-14)
    assert chain.cost == pytest.approx((chain.a[2] - 1) ** 2)
    assert chain.slopes[-1].factors[0] == 1.0
    assert chain.slopes[0].factors[0] == 0.6


def test_changing_any_number_changes_what_follows_it():
    weights, biases = [1.0, -2.0, 0.5], [0.0, 0.25, -1.0]
    before = explain_simple_chain(weights, biases, 0.6, 1.0)
    after = explain_simple_chain([1.0, -1.0, 0.5], biases, 0.6, 1.0)
    assert after.a[0] == before.a[0]
    assert after.a[1] != before.a[1]
    assert after.a[2] != before.a[2]
    assert all(
        was.product != now.product for was, now in zip(before.slopes, after.slopes, strict=True)
    )


def test_a_saturated_chain_keeps_its_derivative():
    chain = explain_simple_chain([900.0], [0.0], 1.0, 0.0, cost=CROSS_ENTROPY)
    assert np.isinf(chain.dC_da[0])
    assert chain.slopes[0].product == chain.slopes[0].derivative == pytest.approx(1.0)


def test_a_chain_survives_json_there_and_back():
    chain = explain_simple_chain([1, -2, 0.5], [0, 0.25, -1], 0.6, 1, TANH)
    text = to_json(record_values(chain))
    assert to_json(record_values(record_from_json(text, SimpleChain))) == text


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (([1, 2], [1], 0, 0), ShapeError, r"shape \(2,\) and \(1,\)"),
        (([], [], 0, 0), ShapeError, "one weight and one bias"),
        (([[1]], [[1]], 0, 0), ShapeError, "one weight and one bias"),
        (([np.nan], [1], 0, 0), ShapeError, "finite numbers in the chain"),
        (([1], [1], np.inf, 0), ShapeError, "finite numbers in the chain"),
        (([1], [1], 0, 0, SOFTMAX), SettingsError, "one neuron, got softmax"),
        (([1], [1], 0, 2, SIGMOID, None, CROSS_ENTROPY), SettingsError, "from 0 to 1"),
        (([1], [1], 0, 0, RELU, None, CROSS_ENTROPY), SettingsError, "sigmoid or softmax outputs"),
    ],
)
def test_what_is_no_chain_is_refused(arguments, error, words):
    with pytest.raises(error, match=words) as raised:
        explain_simple_chain(*arguments)
    assert raised.value.hint
