"""Where numbers come from, as LaTeX: the symbols of the slides with the very numbers put in."""

import numpy as np
import pytest

from backlit.core.activations import RELU, SIGMOID, SOFTMAX
from backlit.core.cost import CROSS_ENTROPY, HALF_SQUARED_ERROR, SQUARED_ERROR
from backlit.core.network import network_from_arrays
from backlit.explain.origin import explain_origin
from backlit.explain.quantities import Quantity
from backlit.render.latex.origin import origin_latex

W = [np.array([[1.0, -2.0], [0.5, 0.25]]), np.array([[1.0, -1.0], [2.0, 0.5]])]
B = [np.array([0.5, 0.0]), np.array([0.0, -0.25])]
X = np.array([0.5, 0.25])


def latex(quantity, activations=(RELU, SIGMOID), cost=SQUARED_ERROR):
    network = network_from_arrays(W, B, *activations)
    origin = explain_origin(network, X, quantity, 1, cost)
    return origin_latex(origin, [each.name for each in activations])


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (
            Quantity("weighted_sum", 1, 0),
            r"z^{(1)}_{0} = \sum_k w^{(1)}_{0,k} \, a^{(0)}_k + b^{(1)}_{0} "
            r"= 0 + 0.5 = \mathbf{0.5}",
        ),
        (
            Quantity("activation", 1, 0),
            r"a^{(1)}_{0} = \max(0, z^{(1)}_{0}) = \max(0, 0.5) = \mathbf{0.5}",
        ),
        (
            Quantity("term", 1, 0, 1),
            r"w^{(1)}_{0,1} \, a^{(0)}_{1} = w^{(1)}_{0,1} \cdot a^{(0)}_{1} = (-2) \cdot 0.25 "
            r"= \mathbf{-0.5}",
        ),
        (Quantity("target", 2, 1), r"y_{1} = \mathbf{1}"),
        (Quantity("cost"), r"C_0 = \sum_j C_{0,j} = 0.2989 + 0.08281 = \mathbf{0.3817}"),
        (
            Quantity("cost_term", 2, 1),
            r"C_{0,1} = (a^{(2)}_{1} - y_{1})^2 = (0.7122 - 1)^2 = \mathbf{0.08281}",
        ),
        (
            Quantity("dC_da", 2, 1),
            r"\frac{\partial C_0}{\partial a^{(2)}_{1}} = 2(a^{(2)}_{1} - y_{1}) = 2(0.7122 - 1) "
            r"= \mathbf{-0.5755}",
        ),
    ],
)
def test_the_line(quantity, text):
    assert latex(quantity) == text


def test_other_costs_and_softmax():
    half = latex(Quantity("cost_term", 2, 1), cost=HALF_SQUARED_ERROR)
    assert r"\tfrac{1}{2} (a^{(2)}_{1} - y_{1})^2" in half
    entropy = latex(Quantity("cost_term", 2, 1), cost=CROSS_ENTROPY)
    assert r"-\left(y_{1} \ln a^{(2)}_{1} + (1 - y_{1}) \ln(1 - a^{(2)}_{1})\right)" in entropy
    softmax = (SIGMOID, SOFTMAX)
    assert r"-y_{1} \ln a^{(2)}_{1}" in latex(Quantity("cost_term", 2, 1), softmax, CROSS_ENTROPY)
    slope = latex(Quantity("dC_dz", 2, 1), softmax, CROSS_ENTROPY)
    assert r"= a^{(2)}_{1} - y_{1} =" in slope
    assert r"\mathrm{softmax}(z^{(2)})" in latex(Quantity("activation", 2, 1), softmax)
