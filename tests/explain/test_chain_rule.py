"""The chain rule's tree adds up, and equals backpropagation and the finite difference."""

import functools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.core.activations import ACTIVATIONS, RELU, SIGMOID, SOFTMAX, TANH
from backlit.core.backprop import backprop, flatten_gradient
from backlit.core.cost import COSTS, CROSS_ENTROPY, SQUARED_ERROR
from backlit.core.forward import forward
from backlit.core.initialise import initialise
from backlit.core.network import Layer, Network, network_from_arrays
from backlit.core.optimizers import descend
from backlit.core.parameters import parameter_of
from backlit.errors import OutOfRangeError, SettingsError, ShapeError
from backlit.explain.chain_rule import ChainRule, explain_chain_rule
from backlit.explain.chain_tree import Branch
from backlit.render.json import json_schema, record_from_json, record_values, to_json
from tests.strategies import problems

approx = functools.partial(pytest.approx, rel=1e-9, abs=1e-13)


def branches(branch):
    yield branch
    for child in branch.children:
        yield from branches(child)


def check_adds_up(record):
    """Every sum of the tree, every product of factors, and the whole from its leaves alone."""
    scale = max(abs(each.dC_dz) for each in branches(record.tree))
    near = functools.partial(pytest.approx, rel=1e-9, abs=1e-12 * (1 + scale))
    for branch in branches(record.tree):
        if branch.da_dz is None:
            whole = branch.dC_dz
        else:
            assert branch.da_dz * branch.dC_da == near(branch.dC_dz)
            whole = branch.dC_da
        if branch.children or branch.n_left_out:
            terms = sum(child.term for child in branch.children) + branch.remainder
            assert terms == near(whole)
        else:
            assert branch.layer == len(record.activations)
            assert branch.y is not None
        weight = 1.0 if branch.weight is None else branch.weight
        assert weight * branch.dC_dz == near(branch.term)
        sizes = [abs(child.term) for child in branch.children]
        assert sizes == sorted(sizes, reverse=True)
    assert record.dz_dw * from_the_leaves(record.tree) == near(record.product)
    assert record.tree.contribution == near(record.product)


def from_the_leaves(branch):
    """∂C/∂z of a branch by multiplying and adding what is written in the tree, and nothing else."""
    total = branch.remainder
    for child in branch.children:
        total += (1.0 if child.weight is None else child.weight) * from_the_leaves(child)
    if branch.da_dz is None:
        return total
    return branch.da_dz * (total if branch.children or branch.n_left_out else branch.dC_da)


def gradient_of(network, x, label, cost):
    y = np.eye(network.sizes[-1])[[label]]
    return flatten_gradient(backprop(network, forward(network, x[None]), y, cost))


def trained(sizes, rng, activation, output_activation, cost, n_steps=40):
    """A network after some steps of descent on made-up examples."""
    network = initialise(sizes, rng, activation=activation, output_activation=output_activation)
    X, y = rng.uniform(size=(30, sizes[0])), np.eye(sizes[-1])[rng.integers(sizes[-1], size=30)]
    for _ in range(n_steps):
        network = descend(network, backprop(network, forward(network, X), y, cost), 0.3)
    return network


@pytest.mark.parametrize("n_steps", [0, 40], ids=["untrained", "trained"])
@pytest.mark.parametrize(
    ("sizes", "activation", "output_activation", "cost"),
    [
        ((784, 16, 16, 10), SIGMOID, SIGMOID, SQUARED_ERROR),
        ((784, 16, 16, 10), RELU, SOFTMAX, CROSS_ENTROPY),
        ((40, 12, 9, 8, 5), TANH, SOFTMAX, SQUARED_ERROR),
    ],
)
def test_tree_backprop_and_difference_agree_for_200_parameters(
    sizes, activation, output_activation, cost, n_steps
):
    rng = np.random.default_rng(0)
    network = trained(sizes, rng, activation, output_activation, cost, n_steps)
    x, label = rng.uniform(0.05, 1, sizes[0]), 3
    gradient = gradient_of(network, x, label, cost)
    n_compared = 0
    # Half of them anywhere, which is mostly in the first layer, half among the last thousand.
    anywhere = rng.integers(network.n_parameters, size=100)
    late = rng.integers(max(0, network.n_parameters - 400), network.n_parameters, size=100)
    for index in np.concatenate([anywhere, late]).tolist():
        record = explain_chain_rule(network, x, label, index, cost)
        check_adds_up(record)
        assert record.derivative == pytest.approx(gradient[index], rel=1e-12, abs=1e-16)
        assert record.product == pytest.approx(record.derivative, rel=1e-9, abs=1e-15)
        if not record.at_kink:
            n_compared += 1
            assert record.finite_difference == approx(record.derivative, rel=1e-6, abs=2e-10)
    assert n_compared > 190


@given(problems(), st.data())
def test_it_holds_for_every_activation_and_cost(problem, data):
    network, X, y, cost = problem
    label = int(y[0].argmax())
    index = data.draw(st.integers(0, network.n_parameters - 1))
    limit, max_nodes = data.draw(st.integers(1, 8)), data.draw(st.integers(1, 30))
    record = explain_chain_rule(network, X[0], label, index, cost, limit=limit, max_nodes=max_nodes)
    check_adds_up(record)
    nodes = list(branches(record.tree))
    assert len(nodes) <= max_nodes
    assert all(len(node.children) <= limit for node in nodes)
    gradient = gradient_of(network, X[0], label, cost)
    scale = 1 + abs(record.cost) + np.linalg.norm(gradient)
    assert record.product == pytest.approx(gradient[index], rel=1e-9, abs=1e-12 * scale)
    if not record.at_kink:
        assert record.finite_difference == pytest.approx(gradient[index], abs=1e-6 * scale)
    shares = [node.share for node in nodes]
    assert shares[0] == (1.0 if record.tree.contribution else None)


def test_a_full_tree_leaves_nothing_out():
    network = initialise((3, 4, 3, 2), np.random.default_rng(0))
    record = explain_chain_rule(network, np.ones(3), 0, 0, limit=9, max_nodes=99)
    nodes = list(branches(record.tree))
    assert len(nodes) == 1 + 3 + 3 * 2
    assert all(node.n_left_out == 0 and node.remainder == 0 for node in nodes)
    assert sum(node.share for node in nodes if node.y is not None) == pytest.approx(1)


def test_the_last_layer_is_the_formula_of_the_slides():
    network = initialise((3, 4, 2), np.random.default_rng(0))
    x = np.array([0.2, 0.5, 0.9])
    parameter = parameter_of(network.sizes, 2, 1, 3)
    record = explain_chain_rule(network, x, 0, parameter.index)
    trace = forward(network, x[None])
    a, z = trace.layers[1].a[0, 1], trace.layers[1].z[0, 1]
    slope = 1 / (2 + np.exp(z) + np.exp(-z))
    assert record.parameter == parameter
    assert record.value == network.layers[1].W[1, 3]
    assert (record.dz_dw, record.dC_da) == (trace.layers[0].a[0, 3], pytest.approx(2 * a))
    assert record.da_dz == pytest.approx(slope)
    assert record.product == pytest.approx(trace.layers[0].a[0, 3] * slope * 2 * (a - 0))
    assert record.tree.children == ()


def test_under_softmax_an_output_is_a_sum_over_all_outputs():
    network = initialise((3, 4), np.random.default_rng(0), output_activation=SOFTMAX)
    parameter = parameter_of(network.sizes, 1, 2)
    record = explain_chain_rule(network, np.ones(3), 1, parameter.index, limit=4)
    a = forward(network, np.ones((1, 3))).output[0]
    assert (record.da_dz, record.dC_da, record.dz_dw) == (None, None, 1.0)
    for child in record.tree.children:
        i = child.neuron
        assert child.da_dz == pytest.approx(a[i] * ((i == 2) - a[2]))
        assert child.dC_da == pytest.approx(2 * (a[i] - (i == 1)))
    check_adds_up(record)


@pytest.mark.parametrize("output_activation", [SIGMOID, SOFTMAX], ids=lambda each: each.name)
def test_what_no_float_can_hold_is_left_out_and_the_derivative_stays(output_activation):
    network = network_from_arrays(
        [np.array([[2000.0], [0.0]])], [np.zeros(2)], output_activation=output_activation
    )
    record = explain_chain_rule(network, np.ones(1), 1, 0, CROSS_ENTROPY)
    ends = [node for node in branches(record.tree) if node.y is not None]
    assert any(node.dC_da is None for node in ends)
    assert record.product == record.derivative == pytest.approx(1.0)


def test_a_relu_at_its_corner_is_marked():
    network = network_from_arrays([np.array([[1.0]])], [np.array([-1.0])], activation=RELU)
    record = explain_chain_rule(network, np.ones(1), 0, 0)
    assert record.at_kink
    assert record.product == record.derivative == 0.0
    away = explain_chain_rule(network, np.full(1, 1.00001), 0, 0)
    assert not away.at_kink
    assert away.step < 1e-5
    assert away.finite_difference == pytest.approx(away.derivative, rel=1e-4)


@given(problems(), st.data())
def test_it_survives_json_there_and_back(problem, data):
    network, X, y, cost = problem
    index = data.draw(st.integers(0, network.n_parameters - 1))
    record = explain_chain_rule(network, X[0], int(y[0].argmax()), index, cost)
    text = to_json(record_values(record, {"example": "drawn"}))
    back = record_from_json(text, ChainRule)
    assert to_json(record_values(back, {"example": "drawn"})) == text
    assert isinstance(back.tree, Branch)
    assert back.parameter == record.parameter
    assert json_schema(ChainRule)["$defs"]["Branch"]


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"x": np.ones(3)}, ShapeError, "one input of 2 numbers"),
        ({"label": 1}, OutOfRangeError, "a label from 0 to 0, got 1"),
        ({"parameter_index": 13}, OutOfRangeError, "a weight or bias from 0 to 12, got 13"),
        ({"parameter_index": -1}, OutOfRangeError, "a weight or bias from 0 to 12, got -1"),
        ({"limit": 0}, SettingsError, "limit to be 1 or more, got 0"),
        ({"max_nodes": 0}, SettingsError, "max_nodes to be 1 or more, got 0"),
    ],
)
def test_what_does_not_exist_is_refused(two_layers, options, error, words):
    arguments = {"x": np.ones(2), "label": 0, "parameter_index": 0} | options
    with pytest.raises(error, match=words) as raised:
        explain_chain_rule(two_layers, **arguments)
    assert raised.value.hint


def test_what_cannot_be_explained_is_refused(two_layers):
    layers = two_layers.layers
    several = Network(tuple(Layer(e.number, e.W[None], e.b[None], e.activation) for e in layers))
    with pytest.raises(ShapeError, match="Expected one network"):
        explain_chain_rule(several, np.ones(2), 0, 0)
    outputs = initialise((2, 2), np.random.default_rng(0), activation=ACTIVATIONS["tanh"])
    with pytest.raises(SettingsError, match="sigmoid or softmax outputs"):
        explain_chain_rule(outputs, np.ones(2), 0, 0, COSTS["cross_entropy"])
