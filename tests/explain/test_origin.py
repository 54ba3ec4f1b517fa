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
    shipped_model,
)
from backlit.analyse.edits import edited, set_bias
from backlit.core.activations import ACTIVATIONS
from backlit.errors import OutOfRangeError, SettingsError
from backlit.explain.origin import Baselines, Origin, explain_origin
from backlit.explain.quantities import KINDS, Quantity
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
            assert sum(parts) + origin.left_out == near(origin.value)
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
            elif kind == "activation_slope":
                assert activation.prime is not None
                assert activation.prime(np.array(parts))[0] == near(origin.value)
            elif kind == "cost_term" and cost.name.endswith("squared_error"):
                half = 0.5 if cost.name.startswith("half") else 1.0
                assert half * (parts[0] - parts[1]) ** 2 == near(origin.value)
            elif kind == "slope_of_activation" and cost.name == "squared_error":
                assert 2 * (parts[0] - parts[1]) == near(origin.value)
            elif kind == "slope_of_weighted_sum" and cost.name == "cross_entropy":
                assert parts[0] - parts[1] == near(origin.value)


@given(problems())
def test_every_number_behind_the_cost_and_the_slopes_is_what_its_parts_make(problem):
    network, X, y, cost = problem
    x, label = X[0], int(np.argmax(y[0]))
    layer, last = network.layers[0], len(network.layers)
    waiting = [
        Quantity("cost"),
        Quantity("slope_of_weight", 1, 0, layer.n_in - 1),
        Quantity("slope_of_bias", last, 0),
        Quantity("slope_of_activation", 0, 0),
    ]
    seen: set[Quantity] = set()
    while waiting and len(seen) < MOST_OPENED:
        it = waiting.pop()
        if it in seen:
            continue
        seen.add(it)
        origin = explain_origin(network, x, it, label, cost, most=3)
        assert origin.quantity == it
        check(origin, network, cost)
        waiting += [part.quantity for part in origin.parts]


def test_the_numbers_are_those_of_the_other_explanations(seven):
    x, label = seven
    network = shipped_model().network
    neuron = explain_neuron(network, x, 2, 5)
    origin = explain_origin(network, x, Quantity("weighted_sum", 2, 5), most=4)
    assert origin.value == neuron.z
    assert [part.quantity.source for part in origin.parts[:4]] == neuron.largest[:4].tolist()
    assert origin.parts[-1].quantity == Quantity("bias", 2, 5)
    assert origin.n_left_out == 12
    cost = explain_cost(network, x, label)
    assert explain_origin(network, x, Quantity("cost"), label).value == cost.total
    index = parameter_of(network.sizes, 1, 3, 400).index
    chain = explain_chain_rule(network, x, label, index)
    slope = explain_origin(network, x, Quantity("slope_of_weight", 1, 3, 400), label)
    assert slope.value == pytest.approx(chain.product, rel=1e-12)


def test_a_weight_began_somewhere_learned_and_was_changed_by_hand(seven):
    x, _ = seven
    model = shipped_model()
    first = initial_network(model.metadata.settings)
    by_hand = edited(model.network, [set_bias(1, 3, 2.0)])
    past = Baselines(first, model.network)
    weight = explain_origin(by_hand, x, Quantity("weight", 1, 3, 400), past=past)
    assert [part.quantity.kind for part in weight.parts] == ["beginning", "learned"]
    assert weight.parts[0].value == first.layers[0].W[3, 400]
    bias = explain_origin(by_hand, x, Quantity("bias", 1, 3), past=past)
    assert [part.quantity.kind for part in bias.parts] == ["beginning", "learned", "by_hand"]
    assert sum(part.value for part in bias.parts) == pytest.approx(2.0)
    learned = explain_origin(by_hand, x, bias.parts[1].quantity, past=past)
    assert learned.value == bias.parts[1].value
    assert explain_origin(by_hand, x, Quantity("bias", 1, 3)).rule == "given"
    with pytest.raises(SettingsError):
        explain_origin(by_hand, x, Quantity("learned", 1, 3))


def test_it_goes_through_json(seven):
    x, label = seven
    origin = explain_origin(shipped_model().network, x, Quantity("cost_term", 3, 7), label)
    again = record_from_json(to_json(record_values(origin)), Origin)
    assert again == origin


@pytest.mark.parametrize("kind", KINDS)
def test_there_is_no_such_number(seven, kind):
    x, label = seven
    network = shipped_model().network
    if kind != "cost":
        with pytest.raises(OutOfRangeError):
            explain_origin(network, x, Quantity(kind, 1, 99_999, 0), label)
    with pytest.raises(OutOfRangeError):
        explain_origin(network, x, Quantity("mood"), label)  # type: ignore[arg-type]
    with pytest.raises(OutOfRangeError):
        explain_origin(network, x, Quantity("slope_of_weight", 1, 2), label)


def test_the_cost_of_what_nobody_named_is_not_known(seven):
    x, _ = seven
    with pytest.raises(SettingsError, match="label"):
        explain_origin(shipped_model().network, x, Quantity("cost"))
