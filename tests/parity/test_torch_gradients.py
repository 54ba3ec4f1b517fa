"""The same gradients as PyTorch's automatic differentiation, to rounding in float64."""

import numpy as np
import torch
from hypothesis import given

from backlit.core.backprop import backprop, flatten_gradient
from backlit.core.cost import mean_cost
from backlit.core.forward import forward
from backlit.core.network import flatten_layers, network_from_arrays
from tests.strategies import problems

SQUASH = {
    "sigmoid": torch.sigmoid,
    "relu": torch.relu,
    "tanh": torch.tanh,
    "identity": lambda z: z,
    "softmax": lambda z: torch.softmax(z, dim=-1),
}


def torch_cost(network, parameters, X, y, cost):
    a = torch.from_numpy(X)
    y = torch.from_numpy(y)
    for layer, (W, b) in zip(network.layers, parameters, strict=True):
        z = torch.nn.functional.linear(a, W, b)
        a = SQUASH[layer.activation.name](z)
    match cost.name, network.layers[-1].activation.name:
        case "squared_error", _:
            return ((a - y) ** 2).sum(-1).mean()
        case "half_squared_error", _:
            return ((a - y) ** 2).sum(-1).mean() / 2
        case "cross_entropy", "softmax":
            return torch.nn.functional.cross_entropy(z, y)
        case "cross_entropy", "sigmoid":
            each = torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction="none")
            return each.sum(-1).mean()
    raise AssertionError(cost.name)


@given(problem=problems(most=12))
def test_cost_and_gradient_equal_pytorchs(problem):
    network, X, y, cost = problem
    parameters = [
        (torch.tensor(layer.W, requires_grad=True), torch.tensor(layer.b, requires_grad=True))
        for layer in network.layers
    ]
    theirs = torch_cost(network, parameters, X, y, cost)
    theirs.backward()
    their_gradient = flatten_layers([(W.grad.numpy(), b.grad.numpy()) for W, b in parameters])

    trace = forward(network, X)
    ours = mean_cost(trace, y, activation=network.layers[-1].activation, cost=cost)
    our_gradient = flatten_gradient(backprop(network, trace, y, cost))
    np.testing.assert_allclose(ours, theirs.item(), rtol=1e-12, atol=1e-14)
    # Relative to the whole gradient: single components may cancel to nothing.
    scale = np.abs(their_gradient).max()
    np.testing.assert_allclose(our_gradient, their_gradient, rtol=1e-12, atol=1e-12 * scale)


@given(problem=problems())
def test_the_equations_run_on_torch_tensors_as_they_stand(problem):
    network, X, y, cost = problem
    on_torch = network_from_arrays(
        [torch.tensor(layer.W) for layer in network.layers],
        [torch.tensor(layer.b) for layer in network.layers],
        network.layers[0].activation,
        network.layers[-1].activation,
    )
    gradient = flatten_gradient(
        backprop(on_torch, forward(on_torch, torch.tensor(X)), torch.tensor(y), cost)
    )
    expected = flatten_gradient(backprop(network, forward(network, X), y, cost))
    assert isinstance(gradient, torch.Tensor)
    np.testing.assert_allclose(
        gradient.numpy(), expected, rtol=1e-12, atol=1e-12 * max(np.abs(expected).max(), 1e-300)
    )
