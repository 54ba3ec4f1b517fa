"""The cost over many examples is the mean of theirs, and of their classes'."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.core.backprop import backprop, flatten_gradient
from backlit.core.forward import forward
from backlit.core.network import flatten
from backlit.errors import SettingsError, ShapeError
from backlit.explain.cost import explain_cost
from backlit.gradients.cost_distribution import CostDistribution, cost_at, cost_distribution
from backlit.render.json import record_from_json, record_values, to_json
from tests.strategies import make_examples, networks, problems, seeds


def examples_for(network, rng, n=40):
    return make_examples(rng, n, network.sizes[0], network.sizes[-1], pixels=False)


@given(problems(), seeds)
def test_the_mean_is_that_of_the_examples_and_of_the_classes(problem, seed):
    network, _, _, cost = problem
    examples = examples_for(network, np.random.default_rng(seed))
    over = cost_distribution(network, examples, cost, limit=5)
    each = [
        explain_cost(network, x, int(label), cost).total
        for x, label in zip(examples.inputs(), examples.labels, strict=True)
    ]
    assert over.total == pytest.approx(np.mean(each), rel=1e-10)
    present = over.n_per_class > 0
    weighted = (over.per_class * over.n_per_class)[present].sum() / len(examples)
    assert weighted == pytest.approx(over.total, rel=1e-10)
    assert np.isnan(over.per_class[~present]).all()
    assert over.counts.sum() == len(examples)
    assert over.worst_costs == pytest.approx(np.sort(each)[::-1][:5], rel=1e-10)
    assert over.best_costs == pytest.approx(np.sort(each)[:5], rel=1e-10, abs=1e-300)
    assert [each[index] for index in over.worst] == pytest.approx(over.worst_costs, rel=1e-10)
    assert list(over.worst_labels) == list(examples.labels[over.worst])
    assert over.quantiles[-1] == over.worst_costs[0]


@given(problems(), seeds)
def test_the_cost_as_a_function_of_the_vector_has_backprops_slope(problem, seed):
    network, _, _, cost = problem
    rng = np.random.default_rng(seed)
    examples = examples_for(network, rng, 10)
    vector = flatten(network)
    assert cost_at(vector, network, examples, cost) == pytest.approx(
        cost_distribution(network, examples, cost).total, rel=1e-10
    )
    trace = forward(network, examples.inputs())
    gradient = flatten_gradient(backprop(network, trace, examples.targets(), cost))
    direction = rng.normal(size=vector.shape)
    direction /= np.linalg.norm(direction)
    step = 1e-5
    there, back = (
        cost_at(vector + way * direction, network, examples, cost) for way in (step, -step)
    )
    slope = (there - back) / (2 * step)
    if all(layer.activation.name != "relu" for layer in network.layers):  # no kinks on the way
        assert slope == pytest.approx(gradient @ direction, rel=1e-4, abs=1e-6)


@given(networks(), st.integers(1, 30))
def test_it_survives_json_there_and_back(network, n):
    over = cost_distribution(network, examples_for(network, np.random.default_rng(0), n))
    back = record_from_json(to_json(record_values(over)), CostDistribution)
    for field in CostDistribution.__dataclass_fields__:
        before, after = getattr(over, field), getattr(back, field)
        assert np.array_equal(before, after, equal_nan=field == "per_class"), field


def test_what_does_not_fit_is_refused():
    rng = np.random.default_rng(0)
    examples = make_examples(rng, 5, 3, 2, pixels=False)
    from backlit.core.initialise import initialise

    with pytest.raises(ShapeError, match="examples of 4 numbers in 2 classes"):
        cost_distribution(initialise((4, 2), rng), examples)
    network = initialise((3, 2), rng)
    with pytest.raises(SettingsError, match="a limit of 1 or more, got 0"):
        cost_distribution(network, examples, limit=0)
    with pytest.raises(ShapeError, match="a vector of 8 weights and biases"):
        cost_at(np.ones(7), network, examples)
