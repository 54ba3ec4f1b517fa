"""Without a neuron the network is what an edit makes it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.analyse.ablation import analyse_ablation
from backlit.analyse.edits import apply_edits, switch_off
from backlit.core.activations import RELU
from backlit.core.cost import CROSS_ENTROPY
from backlit.core.forward import forward
from backlit.core.initialise import initialise
from backlit.core.network import Network, in_float64
from backlit.errors import SettingsError, ShapeError
from backlit.training.evaluation import evaluate
from tests.records import subjects, survives_json
from tests.strategies import make_examples


@given(subjects())
def test_each_row_is_the_network_with_that_neuron_switched_off(subject):
    network, examples, cost = subject
    if len(network.layers) < 2:
        with pytest.raises(ShapeError, match="hidden neurons to switch off"):
            analyse_ablation(network, examples, cost)
        return
    found = analyse_ablation(network, examples, cost)
    whole = evaluate(in_float64(network), examples, cost)
    assert found.accuracy == pytest.approx(whole.accuracy)
    assert found.cost == pytest.approx(whole.cost)
    assert len(found.layers) == sum(network.sizes[1:-1])
    hidden = zip(found.layers.tolist(), found.neurons.tolist(), strict=True)
    for row, (layer, k) in enumerate(hidden):
        without = evaluate(apply_edits(network, [switch_off(layer, k)]), examples, cost)
        assert found.costs[row] == pytest.approx(without.cost)
        assert found.accuracies[row] == pytest.approx(without.accuracy)
        there = found.n_per_class > 0
        right = (found.accuracies_per_class[row] * found.n_per_class)[there]
        np.testing.assert_allclose(right, without.n_correct_per_class[there])
    ranked = found.accuracies[found.ranking]
    assert list(ranked) == sorted(ranked)
    for one, other in zip(found.ranking[:-1], found.ranking[1:], strict=True):
        assert found.accuracies[one] < found.accuracies[other] or (
            found.costs[one] >= found.costs[other]
        )
    survives_json(found)


@given(subjects(), st.data())
def test_the_mean_tells_nothing_but_weighs_as_before(subject, data):
    network, examples, cost = subject
    if len(network.layers) < 2:
        return
    found = analyse_ablation(network, examples, cost, replacement="mean")
    row = data.draw(st.integers(0, len(found.layers) - 1))
    layer, k = int(found.layers[row]), int(found.neurons[row])
    network = in_float64(network)
    a = forward(network, examples.inputs()).layers[layer - 1].a
    assert found.mean_activations[row] == pytest.approx(a[:, k].mean())
    a[:, k] = a[:, k].mean()
    predicted = forward(Network(network.layers[layer:]), a).output.argmax(axis=1)
    assert found.accuracies[row] == pytest.approx((predicted == examples.labels).mean())


def test_what_cannot_be_analysed_is_refused():
    rng = np.random.default_rng(0)
    examples = make_examples(rng, 5, 3, 2, pixels=False)
    network = initialise((3, 4, 2), rng)
    with pytest.raises(SettingsError, match="of zero or mean, got 'one'") as raised:
        analyse_ablation(network, examples, replacement="one")
    assert raised.value.hint
    with pytest.raises(ShapeError, match="Expected examples of 4 numbers"):
        analyse_ablation(initialise((4, 4, 2), rng), examples)
    with pytest.raises(SettingsError, match="for the cost cross_entropy, got relu"):
        analyse_ablation(initialise((3, 4, 2), rng, activation=RELU), examples, CROSS_ENTROPY)
