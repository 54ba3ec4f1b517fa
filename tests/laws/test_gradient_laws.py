"""The identities that make backpropagation right."""

import array_api_strict
import numpy as np
import pytest
from hypothesis import given
from jaxtyping import TypeCheckError

from backlit.core.activations import TANH
from backlit.core.backprop import LayerNudges, backprop, flatten_gradient, flatten_nudges, nudges
from backlit.core.cost import (
    CROSS_ENTROPY,
    HALF_SQUARED_ERROR,
    SQUARED_ERROR,
    cost_per_example,
    cost_per_output,
    mean_cost,
)
from backlit.core.forward import forward
from backlit.core.initialise import initialise
from backlit.core.network import all_finite, flatten, network_from_arrays, unflatten
from backlit.core.optimizers import SGD, Adam, Momentum, initial_optimizer_state, take_step
from backlit.errors import SettingsError, ShapeError
from tests.strategies import problems


def cost_of(network, X, y, cost):
    activation = network.layers[-1].activation
    return mean_cost(forward(network, X), y, activation=activation, cost=cost)


def test_all_13002_components_agree_with_central_differences():
    rng = np.random.default_rng(3)
    network = initialise((784, 16, 16, 10), rng)
    # Every pixel lit, so that no component is zero merely because nothing came in.
    X = rng.uniform(0.05, 1, (4, 784))
    y = np.eye(10)[rng.integers(10, size=4)]
    gradient = flatten_gradient(backprop(network, forward(network, X), y))

    start = flatten(network)
    assert gradient.shape == (13_002,)
    # Central differences of fourth order: curvature leaves about h⁴ = 1e-12 and the rounding of C
    # about 1e-16 / h = 1e-13.
    step = 1e-3
    stencil = {-2: 1 / 12, -1: -8 / 12, 1: 8 / 12, 2: -1 / 12}
    differences = np.zeros_like(gradient)
    block = 500  # networks at a time: a population, each with one parameter moved
    for first in range(0, len(start), block):
        which = np.arange(first, min(first + block, len(start)))
        moved = np.zeros((len(which), len(start)))
        moved[np.arange(len(which)), which] = step
        for steps, weight in stencil.items():
            there = cost_of(unflatten(network, start + steps * moved), X, y, SQUARED_ERROR)
            differences[which] += weight / step * there

    error = np.abs(gradient - differences)
    # Relative where the component is larger than a hundred-thousandth of the largest; below that
    # the difference of costs near 1 has too few digits left, and the error is absolute.
    large = np.abs(gradient) > 1e-5 * np.abs(gradient).max()
    assert large.mean() > 0.95
    assert (error[large] <= 1e-6 * np.abs(gradient[large])).all()
    assert (error[~large] <= 1e-11).all()


@given(problem=problems())
def test_backprop_agrees_with_finite_differences_for_every_activation_and_cost(problem):
    network, X, y, cost = problem
    gradient = flatten_gradient(backprop(network, forward(network, X), y, cost))
    start = flatten(network)
    direction = np.random.default_rng(0).normal(size=start.shape)
    direction /= np.linalg.norm(direction)
    step = 1e-6
    above, below = (
        cost_of(unflatten(network, start + sign * step * direction), X, y, cost)
        for sign in (+1, -1)
    )
    # Absolute: the difference of the costs carries their rounding divided by the step. A ReLU
    # corner within the step can add more, so the scale of the slope counts too.
    scale = 1 + abs(float(cost_of(network, X, y, cost))) + np.linalg.norm(gradient)
    assert gradient @ direction == pytest.approx((above - below) / (2 * step), abs=3e-8 * scale)


@given(problem=problems())
def test_nudges_average_to_minus_the_gradient(problem):
    network, X, y, cost = problem
    trace = forward(network, X)
    each = flatten_nudges(nudges(network, trace, y, cost))
    assert each.shape == (len(X), network.n_parameters)
    gradient = flatten_gradient(backprop(network, trace, y, cost))
    np.testing.assert_allclose(each.mean(axis=0), -gradient, rtol=1e-12, atol=1e-13)


@given(problem=problems())
def test_an_examples_nudge_is_minus_the_gradient_of_it_alone(problem):
    network, X, y, cost = problem
    each = flatten_nudges(nudges(network, forward(network, X), y, cost))
    for k in range(len(X)):
        alone = backprop(network, forward(network, X[k : k + 1]), y[k : k + 1], cost)
        np.testing.assert_allclose(each[k], -flatten_gradient(alone), rtol=1e-11, atol=1e-12)


@given(problem=problems())
def test_the_terms_of_each_output_add_up_to_the_cost(problem):
    network, X, y, cost = problem
    trace, output = forward(network, X), network.layers[-1].activation
    terms = cost_per_output(trace, y, activation=output, cost=cost)
    each = cost_per_example(trace, y, activation=output, cost=cost)
    np.testing.assert_allclose(terms.sum(-1), each, rtol=1e-14)
    np.testing.assert_allclose(
        each.mean(), mean_cost(trace, y, activation=output, cost=cost), rtol=1e-13
    )


def test_two_neuron_network_worked_by_hand():
    # One neuron a layer: x = 1 → z₁ = 0.5·1 + 0 = 0.5 → a₁; z₂ = −1·a₁ + 0.25 → a₂; y = 1.
    network = network_from_arrays(
        [np.array([[0.5]]), np.array([[-1.0]])], [np.array([0.0]), np.array([0.25])]
    )
    trace = forward(network, np.array([[1.0]]))
    a_1 = 1 / (1 + np.exp(-0.5))  # 0.62246
    z_2 = -a_1 + 0.25  # −0.37246
    a_2 = 1 / (1 + np.exp(-z_2))  # 0.40795
    assert trace.layers[0].a.item() == pytest.approx(0.6224593312018546, abs=1e-15)
    assert trace.layers[1].z.item() == pytest.approx(z_2, abs=1e-15)
    y = np.array([[1.0]])
    assert mean_cost(trace, y) == pytest.approx((a_2 - 1) ** 2)

    gradient = backprop(network, trace, y)
    delta_2 = a_2 * (1 - a_2) * 2 * (a_2 - 1)  # σ′(z₂) · 2(a₂ − y)
    delta_1 = delta_2 * -1.0 * a_1 * (1 - a_1)  # δ₂ w₂ σ′(z₁)
    assert gradient.layers[1].dW.item() == pytest.approx(a_1 * delta_2, abs=1e-15)
    assert gradient.layers[1].db.item() == pytest.approx(delta_2, abs=1e-15)
    assert gradient.layers[0].dW.item() == pytest.approx(1.0 * delta_1, abs=1e-15)
    assert gradient.layers[0].db.item() == pytest.approx(delta_1, abs=1e-15)


def test_the_cost_of_the_three_on_the_slides():
    outputs = np.array([[0.02, 0.03, 0.06, 0.97, 0.07, 0.02, 0.05, 0.06, 0.08, 0.04]])
    z = np.log(outputs / (1 - outputs))
    network = network_from_arrays([np.eye(10)], [np.zeros(10)])
    trace, y = forward(network, z), np.eye(10)[[3]]
    terms = cost_per_output(trace, y)[0]
    # The slides' terms come from unrounded outputs; these from the two digits shown.
    shown = [0.0006, 0.0007, 0.0039, 0.0009, 0.0055, 0.0004, 0.0022, 0.0033, 0.0072, 0.0018]
    np.testing.assert_allclose(terms, shown, atol=0.001)
    assert mean_cost(trace, y) == pytest.approx(0.0252, abs=1e-12)


def test_nielsens_cost_is_half_of_ours_and_so_is_its_gradient():
    rng = np.random.default_rng(0)
    network = initialise((6, 5, 4), rng)
    X, y = rng.uniform(size=(7, 6)), np.eye(4)[rng.integers(4, size=7)]
    trace = forward(network, X)
    ours = flatten_gradient(backprop(network, trace, y, SQUARED_ERROR))
    his = flatten_gradient(backprop(network, trace, y, HALF_SQUARED_ERROR))
    np.testing.assert_allclose(ours, 2 * his, rtol=1e-14)


def test_cross_entropy_asks_for_outputs_between_0_and_1():
    network = initialise((2, 2), np.random.default_rng(0), activation=TANH)
    X, y = np.zeros((1, 2)), np.eye(2)[[0]]
    with pytest.raises(SettingsError, match="sigmoid or softmax outputs"):
        backprop(network, forward(network, X), y, CROSS_ENTROPY)


def test_target_outputs_of_another_shape_are_refused():
    network = initialise((2, 2), np.random.default_rng(0))
    trace = forward(network, np.zeros((3, 2)))
    with pytest.raises(ShapeError, match=r"\(3, 2\)"):
        backprop(network, trace, np.zeros((3, 4)))


@given(problem=problems())
def test_a_population_is_the_same_call_with_one_more_axis(problem):
    network, X, y, cost = problem
    rng = np.random.default_rng(1)
    output = network.layers[-1].activation
    vectors = rng.normal(size=(2, 3, network.n_parameters))
    population = unflatten(network, vectors)
    assert population.population == (2, 3)
    trace = forward(population, X)
    costs = mean_cost(trace, np.broadcast_to(y, trace.output.shape), activation=output, cost=cost)
    gradients = flatten_gradient(backprop(population, trace, y, cost))
    assert costs.shape == (2, 3)
    for place in np.ndindex(2, 3):
        alone = unflatten(network, vectors[place])
        np.testing.assert_allclose(costs[place], cost_of(alone, X, y, cost), rtol=1e-12, atol=1e-14)
        gradient = flatten_gradient(backprop(alone, forward(alone, X), y, cost))
        np.testing.assert_allclose(gradients[place], gradient, rtol=1e-10, atol=1e-12)


@given(problem=problems())
@pytest.mark.parametrize("optimizer", [SGD(), Momentum(), Adam()], ids=lambda o: o.name)
def test_the_equations_need_nothing_but_the_array_api_standard(optimizer, problem):
    xp = array_api_strict
    network, X, y, cost = problem
    activation = network.layers[-1].activation
    strict = network_from_arrays(
        [xp.asarray(layer.W) for layer in network.layers],
        [xp.asarray(layer.b) for layer in network.layers],
        network.layers[0].activation,
        activation,
    )
    found = []
    for each, inputs, desired in [(strict, xp.asarray(X), xp.asarray(y)), (network, X, y)]:
        trace = forward(each, inputs)
        gradient = backprop(each, trace, desired, cost)
        state = initial_optimizer_state(each, optimizer)
        after, _ = take_step(optimizer, each, gradient, state, 0.1, 0.01)
        spread = flatten_nudges(nudges(each, trace, desired, cost))
        found.append(
            [
                mean_cost(trace, desired, activation=activation, cost=cost),
                flatten_gradient(gradient),
                spread,
                flatten(unflatten(after, flatten(after))),
            ]
        )
        assert all_finite(after)
    for ours, expected in zip(*found, strict=True):
        assert isinstance(ours, type(xp.asarray(X)))
        np.testing.assert_allclose(np.asarray(ours), expected, rtol=1e-12, atol=1e-13)


def test_annotated_shapes_are_checked_in_tests():
    with pytest.raises(TypeCheckError):
        LayerNudges(1, np.zeros((2, 3)), np.zeros((5, 3)))
