"""Edits change exactly what they name in a network."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.analyse.edits import Edit, apply_edits, scale, set_bias, set_weight, switch_off
from backlit.analyse.what_if import analyse_what_if
from backlit.core.activations import ACTIVATIONS, IDENTITY, RELU, SIGMOID, SOFTMAX, TANH
from backlit.core.forward import forward
from backlit.core.initialise import initialise
from backlit.core.network import Layer, Network, flatten, in_float64
from backlit.core.parameters import parameter_at
from backlit.errors import OutOfRangeError, SettingsError, ShapeError
from backlit.training.evaluation import evaluate
from tests.records import subjects, survives_json
from tests.strategies import make_examples, problems, some_neuron

factors = st.sampled_from([0.0, 0.5, -1.0, 3.0])


def forward_with(network, X, layer, neuron, factor):
    """What the network says when one activation is multiplied on its way, computed by hand."""
    a = X.copy()
    if layer == 0:
        a[:, neuron] *= factor
    for each in network.layers:
        a = each.activation(a @ each.W.T + each.b)
        if each.number == layer:
            a[:, neuron] *= factor
    return a


@given(problems(), st.data(), factors)
def test_a_rescaled_activation_reaches_the_next_layer_rescaled(problem, data, factor):
    network, X, _, _ = problem
    layer = data.draw(st.integers(0, len(network.layers) - 1))
    neuron = data.draw(st.integers(0, network.sizes[layer] - 1))
    before = flatten(network).copy()
    edit = switch_off(layer, neuron) if factor == 0 else scale(layer, neuron, factor)
    outputs = forward(apply_edits(network, [edit]), X).output
    np.testing.assert_allclose(
        outputs, forward_with(network, X, layer, neuron, factor), rtol=1e-9, atol=1e-12
    )
    assert np.array_equal(flatten(network), before)


@given(problems(), st.data())
def test_an_output_that_is_switched_off_says_0_to_everything(problem, data):
    network, X, _, _ = problem
    if network.layers[-1].activation is SOFTMAX and network.sizes[-1] == 1:
        return  # the only share is 1, whatever it is made of
    neuron = data.draw(st.integers(0, network.sizes[-1] - 1))
    changed = apply_edits(network, [switch_off(len(network.layers), neuron)])
    outputs, before = forward(changed, X).output, forward(network, X).output
    assert (outputs[:, neuron] == 0).all()
    others = np.arange(network.sizes[-1]) != neuron
    if network.layers[-1].activation is SOFTMAX:  # the others share what it had
        np.testing.assert_allclose(outputs.sum(axis=1), 1)
    else:
        assert np.array_equal(outputs[:, others], before[:, others])


@pytest.mark.parametrize(("activation", "factor"), [(IDENTITY, -2.0), (RELU, 0.5)])
def test_an_output_is_rescaled_where_weights_can_do_that(activation, factor):
    rng = np.random.default_rng(0)
    network = initialise((3, 4, 2), rng, output_activation=activation)
    X = rng.normal(size=(5, 3))
    outputs = forward(apply_edits(network, [scale(2, 1, factor)]), X).output
    np.testing.assert_allclose(outputs[:, 1], factor * forward(network, X).output[:, 1])


@pytest.mark.parametrize("activation", [SIGMOID, TANH, SOFTMAX])
def test_an_output_is_left_alone_where_they_cannot(activation):
    network = initialise((3, 2), np.random.default_rng(0), output_activation=activation)
    with pytest.raises(SettingsError, match=f"no weights multiply a {activation.name} output"):
        apply_edits(network, [scale(1, 1, 0.5)])
    same = apply_edits(network, [scale(1, 1, 1.0)])
    assert np.array_equal(flatten(same), flatten(network))


@given(problems(), st.data(), st.floats(-5, 5))
def test_setting_a_weight_or_bias_changes_that_number_alone(problem, data, value):
    network, *_ = problem
    index = data.draw(st.integers(0, network.n_parameters - 1))
    which = parameter_at(network.sizes, index)
    edit = (
        set_bias(which.layer, which.neuron, value)
        if which.source is None
        else set_weight(which.layer, which.neuron, which.source, value)
    )
    expected = flatten(in_float64(network)).copy()
    expected[index] = value
    assert np.array_equal(flatten(apply_edits(network, [edit])), expected)


@given(problems(), st.data())
def test_a_neuron_that_is_off_stays_off_whatever_is_set_besides(problem, data):
    network, X, _, _ = problem
    if len(network.layers) < 2:
        return
    layer, neuron = data.draw(some_neuron(Network(network.layers[:-1])))
    edits = [switch_off(layer, neuron), set_weight(layer + 1, 0, neuron, 7.0)]
    one, other = apply_edits(network, edits), apply_edits(network, edits[::-1])
    assert np.array_equal(flatten(one), flatten(other))
    assert (one.layers[layer].W[:, neuron] == 0).all()
    assert np.array_equal(
        forward(one, X).output, forward(apply_edits(network, edits[:1]), X).output
    )


@given(subjects(), st.data())
def test_before_and_after_are_the_two_networks_evaluated(subject, data):
    network, examples, cost = subject
    layer, neuron = data.draw(some_neuron(network))
    edits = [set_bias(layer, neuron, 3.0)]
    x = examples.inputs()[0]
    found = analyse_what_if(network, edits, examples, x, cost)
    for part, whole in (
        (found.before, in_float64(network)),
        (found.after, apply_edits(network, edits)),
    ):
        expected = evaluate(whole, examples, cost)
        assert part.cost == pytest.approx(expected.cost, nan_ok=True)
        assert part.accuracy == expected.accuracy
        assert np.array_equal(part.predicted, expected.predicted)
        there = found.n_per_class > 0
        shares = (part.accuracy_per_class * found.n_per_class)[there]
        assert shares.sum() == pytest.approx(expected.n_correct)
        np.testing.assert_array_equal(
            part.outputs, forward(whole, examples.inputs(slice(0, 1))).output[0]
        )
    change = found.after.accuracy - found.before.accuracy
    net_fixed = len(found.fixed) - len(found.broken)
    assert net_fixed == pytest.approx(change * len(examples))
    survives_json(found)


@given(subjects())
def test_without_an_edit_nothing_changes(subject):
    network, examples, cost = subject
    found = analyse_what_if(network, [], examples, examples.inputs()[0], cost)
    assert len(found.broken) == len(found.fixed) == 0
    assert np.array_equal(found.before.outputs, found.after.outputs)
    assert found.before.cost == found.after.cost


@pytest.mark.parametrize(
    ("edit", "error", "words"),
    [
        (switch_off(3, 0), OutOfRangeError, "a layer from 0 to 2, got 3"),
        (switch_off(-1, 0), OutOfRangeError, "a layer from 0 to 2, got -1"),
        (switch_off(1, 4), OutOfRangeError, "a neuron of layer 1 from 0 to 3, got 4"),
        (scale(0, 3, 2.0), OutOfRangeError, "a neuron of layer 0 from 0 to 2, got 3"),
        (set_weight(0, 0, 0, 1.0), OutOfRangeError, "a layer from 1 to 2, got 0"),
        (set_weight(2, 0, 4, 1.0), OutOfRangeError, "a neuron of layer 1 from 0 to 3, got 4"),
        (set_bias(2, 2, 1.0), OutOfRangeError, "a neuron of layer 2 from 0 to 1, got 2"),
        (set_bias(2, 1, np.nan), SettingsError, "a finite number to set, got nan"),
        (Edit("weight", 1, 0, None, 1.0), ShapeError, "the neuron that a weight comes from"),
        (Edit("paint", 1, 0, None, 1.0), SettingsError, "scale, weight or bias, got 'paint'"),
    ],
)
def test_an_edit_that_cannot_be_made_is_refused(edit, error, words):
    network = initialise((3, 4, 2), np.random.default_rng(0))
    with pytest.raises(error, match=words) as raised:
        apply_edits(network, [edit])
    assert raised.value.hint


def test_what_does_not_fit_is_refused():
    rng = np.random.default_rng(0)
    network = initialise((3, 2), rng, activation=ACTIVATIONS["tanh"])
    examples = make_examples(rng, 5, 3, 2, pixels=False)
    with pytest.raises(ShapeError, match="one input of 3 numbers"):
        analyse_what_if(network, [], examples, np.ones(4))
    with pytest.raises(ShapeError, match="Expected examples of 3 numbers"):
        analyse_what_if(network, [], make_examples(rng, 5, 4, 2, pixels=False), np.ones(3))
    several = Network(tuple(Layer(e.number, e.W[None], e.b[None], e.activation)
                            for e in network.layers))  # fmt: skip
    with pytest.raises(ShapeError, match="Expected one network"):
        apply_edits(several, [])
