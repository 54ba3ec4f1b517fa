"""Where numbers come from: every rule makes its number from its parts, to the last of them."""

import functools

import numpy as np
import pytest
from hypothesis import given

from backlit import (
    explain_chain_rule,
    explain_cost,
    explain_neuron,
    initial_network,
    load_mnist,
    parameter_of,
    pretrained_model,
)
from backlit.analyse.edits import apply_edits, set_bias
from backlit.core.activations import ACTIVATIONS
from backlit.errors import OutOfRangeError, SettingsError
from backlit.explain.origin import Baselines, Origin, explain_origin
from backlit.explain.quantities import QUANTITY_KINDS, Quantity
from backlit.render.json import record_from_json, record_values, to_json
from tests.strategies import problems

MOST_OPENED = 100


@pytest.fixture(scope="module")
def seven():
    test = load_mnist().test
    assert test is not None
    return test.inputs(slice(1))[0], int(test.labels[0])


def check(origin: Origin, network, cost) -> None:
    """The rule, done again by hand from the parts alone."""
    parts = [part.value for part in origin.parts]
    scale = 1 + sum(abs(part) for part in parts if np.isfinite(part))
    near = functools.partial(pytest.approx, rel=1e-9, abs=1e-12 * scale)
    match origin.rule:
        case "sum":
            assert sum(parts) + origin.remainder == near(origin.value)
        case "product":
            assert np.prod(parts) == near(origin.value)
        case "same":
            assert parts == [origin.value]
        case "given":
            assert parts == []
        case "function":
            kind = origin.quantity.kind
            activation = network.layers[origin.quantity.layer - 1].activation
            if kind == "activation":
                made = ACTIVATIONS[origin.formula].function(np.array(parts))
                of_all = origin.formula == "softmax"
                assert made[origin.quantity.neuron if of_all else 0] == near(origin.value)
            elif kind == "da_dz":
                assert activation.prime is not None
                assert activation.prime(np.array(parts))[0] == near(origin.value)
            elif kind == "cost_term" and cost.name.endswith("squared_error"):
                half = 0.5 if cost.name.startswith("half") else 1.0
                assert half * (parts[0] - parts[1]) ** 2 == near(origin.value)
            elif kind == "dC_da" and cost.name == "squared_error":
                assert 2 * (parts[0] - parts[1]) == near(origin.value)
            elif kind == "dC_dz" and cost.name == "cross_entropy":
                assert parts[0] - parts[1] == near(origin.value)


@given(problems())
def test_every_number_behind_the_cost_and_the_slopes_is_what_its_parts_make(problem):
    network, X, y, cost = problem
    x, label = X[0], int(np.argmax(y[0]))
    layer, last = network.layers[0], len(network.layers)
    waiting = [
        Quantity("cost"),
        Quantity("dC_dw", 1, 0, layer.n_in - 1),
        Quantity("dC_db", last, 0),
        Quantity("dC_da", 0, 0),
    ]
    seen: set[Quantity] = set()
    while waiting and len(seen) < MOST_OPENED:
        it = waiting.pop()
        if it in seen:
            continue
        seen.add(it)
        origin = explain_origin(network, x, it, label, cost, limit=3)
        assert origin.quantity == it
        check(origin, network, cost)
        waiting += [part.quantity for part in origin.parts]


def test_the_numbers_are_those_of_the_other_explanations(seven):
    x, label = seven
    network = pretrained_model().network
    neuron = explain_neuron(network, x, 2, 5)
    origin = explain_origin(network, x, Quantity("weighted_sum", 2, 5), limit=4)
    assert origin.value == neuron.z
    assert [part.quantity.source for part in origin.parts[:4]] == neuron.largest[:4].tolist()
    assert origin.parts[-1].quantity == Quantity("bias", 2, 5)
    assert origin.n_left_out == 12
    cost = explain_cost(network, x, label)
    assert explain_origin(network, x, Quantity("cost"), label).value == cost.total
    index = parameter_of(network.sizes, 1, 3, 400).index
    chain = explain_chain_rule(network, x, label, index)
    slope = explain_origin(network, x, Quantity("dC_dw", 1, 3, 400), label)
    assert slope.value == pytest.approx(chain.product, rel=1e-12)


def test_a_weight_began_somewhere_learned_and_was_changed_by_hand(seven):
    x, _ = seven
    model = pretrained_model()
    first = initial_network(model.metadata.settings)
    edited = apply_edits(model.network, [set_bias(1, 3, 2.0)])
    baselines = Baselines(first, model.network)
    weight = explain_origin(edited, x, Quantity("weight", 1, 3, 400), baselines=baselines)
    assert [part.quantity.kind for part in weight.parts] == ["initial", "training_change"]
    assert weight.parts[0].value == first.layers[0].W[3, 400]
    bias = explain_origin(edited, x, Quantity("bias", 1, 3), baselines=baselines)
    assert [part.quantity.kind for part in bias.parts] == [
        "initial",
        "training_change",
        "manual_change",
    ]
    assert sum(part.value for part in bias.parts) == pytest.approx(2.0)
    learned = explain_origin(edited, x, bias.parts[1].quantity, baselines=baselines)
    assert learned.value == bias.parts[1].value
    assert explain_origin(edited, x, Quantity("bias", 1, 3)).rule == "given"
    with pytest.raises(SettingsError):
        explain_origin(edited, x, Quantity("training_change", 1, 3))


def test_it_goes_through_json(seven):
    x, label = seven
    origin = explain_origin(pretrained_model().network, x, Quantity("cost_term", 3, 7), label)
    again = record_from_json(to_json(record_values(origin)), Origin)
    assert again == origin


@pytest.mark.parametrize("kind", QUANTITY_KINDS)
def test_there_is_no_such_number(seven, kind):
    x, label = seven
    network = pretrained_model().network
    if kind != "cost":
        with pytest.raises(OutOfRangeError):
            explain_origin(network, x, Quantity(kind, 1, 99_999, 0), label)
    with pytest.raises(OutOfRangeError):
        explain_origin(network, x, Quantity("mood"), label)  # type: ignore[arg-type]
    with pytest.raises(OutOfRangeError):
        explain_origin(network, x, Quantity("dC_dw", 1, 2), label)


def test_the_cost_without_a_label_is_unknown(seven):
    x, _ = seven
    with pytest.raises(SettingsError, match="label"):
        explain_origin(pretrained_model().network, x, Quantity("cost"))
