"""The cost over lines and planes is the cost at each of their points."""

import numpy as np
import pytest
from hypothesis import given

from backlit.analyse import plane_costs
from backlit.analyse.directions import path_directions, random_direction
from backlit.analyse.landscape import cost_line, path_plane, random_line, random_plane
from backlit.core.cost import SQUARED_ERROR
from backlit.core.initialise import initialise
from backlit.core.network import flatten, unflatten
from backlit.errors import SettingsError, ShapeError
from backlit.explain.dataset_gradient import cost_alone
from tests.analyse.records import subjects, survives_json
from tests.strategies import make_examples


def slow(network, direction, t, examples, cost):
    there = unflatten(network, flatten(network) + t * flatten(direction))
    return cost_alone(there, examples, cost)


@given(subjects())
def test_every_point_of_a_plane_costs_what_forward_says(subject):
    network, examples, cost = subject
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plane_costs, "_CHUNK", 5)
        patch.setattr(plane_costs, "_BLOCK", 40)
        plane = random_plane(network, examples, np.random.default_rng(0), cost, size=5, span=0.7)
    rng = np.random.default_rng(0)
    u, v = random_direction(network, rng), random_direction(network, rng)
    for row, beta in enumerate(plane.betas):
        for column, alpha in enumerate(plane.alphas):
            vector = flatten(network) + alpha * flatten(u) + beta * flatten(v)
            truth = cost_alone(unflatten(network, vector), examples, cost)
            assert plane.costs[row, column] == pytest.approx(truth, rel=2e-4, abs=2e-4)
    assert plane.centre == pytest.approx(cost_alone(network, examples, cost))
    assert plane.costs[2, 2] == pytest.approx(plane.centre, rel=2e-4, abs=2e-4)
    survives_json(plane)


def test_a_random_step_moves_each_neuron_by_its_own_length():
    network = initialise((7, 5, 3), np.random.default_rng(0))
    direction = random_direction(network, np.random.default_rng(1))
    for own, drawn in zip(network.layers, direction.layers, strict=True):
        lengths = [np.linalg.norm(np.column_stack([e.W, e.b]), axis=1) for e in (own, drawn)]
        assert lengths[0] == pytest.approx(lengths[1])


def walk(rng, examples, n=6):
    network = initialise((4, 5, 3), rng)
    return [unflatten(network, flatten(network) + 0.3 * k * rng.normal(size=43)) for k in range(n)]


def test_the_path_lies_on_its_plane_and_the_last_network_at_0():
    rng = np.random.default_rng(0)
    examples = make_examples(rng, 30, 4, 3, pixels=True)
    path = walk(rng, examples)
    seen = []
    plane = path_plane(path, examples, size=9, on_row=seen.append)
    assert seen == list(range(1, 10))
    assert plane.path[-1] == pytest.approx([0, 0])
    assert plane.path_costs[-1] == pytest.approx(plane.centre)
    for axis, offsets in enumerate((plane.alphas, plane.betas)):
        assert offsets[0] < plane.path[:, axis].min()
        assert plane.path[:, axis].max() < offsets[-1]
    assert plane.lengths == pytest.approx([1, 1])
    found, places = path_directions(path)
    points = np.array([flatten(each) for each in path])
    centred = points - points.mean(axis=0)
    along = (centred @ found.directions.T) ** 2
    assert plane.explained == pytest.approx(along.sum(axis=0) / (centred**2).sum())
    assert 0 < plane.explained[1] <= plane.explained[0] < 1
    assert np.array_equal(places, plane.path)
    survives_json(plane)


def test_a_line_ends_at_the_other_network_and_bends_as_it_does():
    rng = np.random.default_rng(0)
    examples = make_examples(rng, 30, 4, 3, pixels=True)
    one, other = initialise((4, 5, 3), rng), initialise((4, 5, 3), rng)
    line = cost_line(one, other, examples, size=21, span=(-0.5, 1.5))
    places = {round(t, 6): cost for t, cost in zip(line.offsets, line.costs, strict=True)}
    assert places[0] == pytest.approx(cost_alone(one, examples, SQUARED_ERROR), rel=1e-5)
    assert places[1] == pytest.approx(cost_alone(other, examples, SQUARED_ERROR), rel=1e-5)
    direction = unflatten(one, flatten(other) - flatten(one))
    h = 1e-3
    bend = sum(
        weight * slow(one, direction, t, examples, SQUARED_ERROR)
        for weight, t in ((1, -h), (-2, 0), (1, h))
    )
    assert line.curvature == pytest.approx(bend / h**2, rel=0.05, abs=0.02)
    survives_json(line)
    assert len(random_line(one, examples, rng).costs) == 101


def test_what_cannot_be_is_refused():
    rng = np.random.default_rng(0)
    examples = make_examples(rng, 9, 4, 3, pixels=True)
    network = initialise((4, 5, 3), rng)
    with pytest.raises(ShapeError, match="examples of 4 numbers in 2 classes"):
        random_plane(initialise((4, 2), rng), examples, rng)
    with pytest.raises(ShapeError, match="two networks of one shape"):
        cost_line(network, initialise((4, 2, 3), rng), examples)
    for wrong in ({"size": 1}, {"span": 0.0}, {"span": float("inf")}):
        with pytest.raises(SettingsError, match="2 points a side"):
            random_plane(network, examples, rng, **wrong)
    with pytest.raises(SettingsError, match="three networks or more, got 2"):
        path_plane([network, network], examples)
    with pytest.raises(ShapeError, match="leaves a line"):
        path_plane([network, network, network], examples)
    with pytest.raises(ShapeError, match="one shape"):
        path_plane([network, initialise((4, 3), rng), network], examples)
