import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from backlit.core.backprop import backprop
from backlit.core.cost import mean_cost
from backlit.core.forward import forward
from backlit.core.initialise import initialise
from backlit.core.network import flatten, unflatten
from backlit.core.optimizers import SGD, Adam, Momentum, descend, initial_optimizer_state, take_step

OPTIMIZERS = (SGD(), Momentum(0.8), Adam())


def problem(seed=0):
    rng = np.random.default_rng(seed)
    network = initialise((5, 4, 3), rng)
    return network, rng.uniform(size=(8, 5)), np.eye(3)[rng.integers(3, size=8)]


def torch_path(network, X, y, make_optimizer, n_steps):
    """The weights that PyTorch's optimizer reaches on the same problem."""
    parameters = [torch.tensor(array) for layer in network.layers for array in (layer.W, layer.b)]
    for each in parameters:
        each.requires_grad_(True)
    optimizer = make_optimizer(parameters)
    for _ in range(n_steps):
        optimizer.zero_grad()
        a = torch.tensor(X)
        for W, b in zip(parameters[::2], parameters[1::2], strict=True):
            a = torch.sigmoid(a @ W.T + b)
        ((a - torch.tensor(y)) ** 2).sum(-1).mean().backward()
        optimizer.step()
    return np.concatenate([each.detach().numpy().ravel() for each in parameters])


@pytest.mark.parametrize(
    ("optimizer", "make"),
    [
        (SGD(), lambda p: torch.optim.SGD(p, lr=0.1)),
        (Momentum(0.8), lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.8)),
        (Adam(), lambda p: torch.optim.Adam(p, lr=0.1)),
    ],
    ids=["sgd", "momentum", "adam"],
)
def test_twenty_steps_end_where_pytorchs_optimizer_ends(optimizer, make):
    network, X, y = problem()
    expected = torch_path(network, X, y, make, 20)
    state = initial_optimizer_state(network, optimizer)
    for _ in range(20):
        gradient = backprop(network, forward(network, X), y)
        network, state = take_step(optimizer, network, gradient, state, 0.1)
    assert state.n_steps == 20
    np.testing.assert_allclose(flatten(network), expected, rtol=1e-9, atol=1e-11)


@given(seed=st.integers(0, 1000))
def test_a_small_step_lowers_the_cost(seed):
    network, X, y = problem(seed)
    gradient = backprop(network, forward(network, X), y)
    after = descend(network, gradient, learning_rate=1e-3)
    assert mean_cost(forward(after, X), y) < mean_cost(forward(network, X), y)


def test_l2_pulls_weights_but_not_biases():
    network, X, y = problem()
    gradient = backprop(network, forward(network, X), y)
    without = descend(network, gradient, 0.5)
    with_l2 = descend(network, gradient, 0.5, l2=0.1)
    for layer, plain, pulled in zip(network.layers, without.layers, with_l2.layers, strict=True):
        np.testing.assert_allclose(pulled.W, plain.W - 0.5 * 0.1 * layer.W, rtol=1e-12)
        assert np.array_equal(pulled.b, plain.b)


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda each: each.name)
def test_each_network_of_a_population_takes_its_own_step(optimizer):
    network, X, y = problem()
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(3, network.n_parameters))
    rates, pulls = np.array([0.1, 0.2, 0.4]), np.array([0.0, 0.01, 0.1])
    population = unflatten(network, vectors)
    state = initial_optimizer_state(population, optimizer)
    for _ in range(3):
        gradient = backprop(population, forward(population, X), y)
        population, state = take_step(optimizer, population, gradient, state, rates, pulls)
    for k in range(3):
        alone = unflatten(network, vectors[k])
        own = initial_optimizer_state(alone, optimizer)
        for _ in range(3):
            gradient = backprop(alone, forward(alone, X), y)
            alone, own = take_step(optimizer, alone, gradient, own, rates[k], pulls[k])
        np.testing.assert_allclose(flatten(population)[k], flatten(alone), rtol=1e-10, atol=1e-12)


def test_a_step_leaves_the_network_it_started_from_alone():
    network, X, y = problem()
    before = flatten(network).copy()
    descend(network, backprop(network, forward(network, X), y), 0.5, l2=0.1)
    assert np.array_equal(flatten(network), before)
