"""Formulas of wishes and avenues, with the numbers of the records in them."""

import numpy as np

from backlit.core.activations import SIGMOID, SOFTMAX
from backlit.core.cost import CROSS_ENTROPY
from backlit.core.initialise import initialise
from backlit.explain.nudges import explain_avenues, explain_nudges
from backlit.render.latex.nudges import avenues_latex, wishes_latex

X = np.array([0.2, 0.9, 0.4])


def test_a_wish_is_a_sum_over_the_next_layer():
    network = initialise((3, 4, 2), np.random.default_rng(0))
    found = wishes_latex(explain_nudges(network, X, 1), network)
    assert found["output"] == r"-\frac{\partial C_0}{\partial a_j} = -2(a_j - y_j)"
    pixels, hidden = found["contributions"]
    assert r"\sum_{j=0}^{3} w^{(1)}_{jk}" in pixels
    assert r"\sum_{j=0}^{1} w^{(2)}_{jk}" in hidden


def test_all_avenues_share_the_same_number():
    network = initialise((3, 4, 2), np.random.default_rng(0))
    record = explain_avenues(network, X, 1, 2, 0)
    found = avenues_latex(record)
    number = f"{record.bias_nudge:.4g}"
    assert all(number in found[each] for each in ("nudge", "bias", "weights", "inputs"))
    assert found["weights"].startswith(r"-\frac{\partial C_0}{\partial w_k} = a_k \cdot ")
    assert found["inputs"].startswith(r"-\frac{\partial C_0}{\partial a_k} = w_k \cdot ")
    assert r"\sigma(w_0 a_0" in found["a"]


def test_under_softmax_there_is_no_slope_of_one_alone():
    network = initialise(
        (3, 4, 2), np.random.default_rng(0), activation=SIGMOID, output_activation=SOFTMAX
    )
    record = explain_avenues(network, X, 1, 2, 0, CROSS_ENTROPY)
    found = avenues_latex(record)
    assert "sigma" not in found["nudge"]
    assert r"\operatorname{softmax}(\dots, w_0" in found["a"]
