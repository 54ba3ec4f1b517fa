"""Descent over HTTP: the library's own curves, planes, gradients and steps."""

from typing import get_args

import numpy as np
import pytest
from starlette.testclient import TestClient

from backlit import (
    descend_curve,
    descend_surface,
    explain_gradient,
    load_mnist,
    named_curve,
    named_surface,
    pretrained_model,
)
from backlit.core.cost import SQUARED_ERROR
from backlit.core.network import flatten, unflatten
from backlit.gradients.dataset_gradient import cost_alone, cost_and_gradient
from backlit.maths.named_functions import CURVES, CurveName


def post(client: TestClient, what: str, **ask: object) -> dict:
    answer = client.post(f"/api/{what}", json=ask)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_curves_and_the_surface(client: TestClient):
    assert set(get_args(CurveName)) == set(CURVES)
    found = post(client, "descent/curve", curve="two-valleys", start=4, learning_rate=0.3)
    expected = descend_curve(named_curve("two-valleys"), 4, 0.3, 60)
    np.testing.assert_array_equal(found["descent"]["x"], expected.x)
    # From the far starts such large steps leave for good.
    assert 0.9 < sum(found["basins"]["shares"]) < 1
    found = post(client, "descent/surface", x=1, y=1)
    assert found["importance"] == 3
    np.testing.assert_array_equal(
        found["path"], descend_surface(named_surface(None), (1, 1), 0.1).path
    )


def test_a_plane_with_the_path_of_training(client: TestClient):
    found = post(client, "descent/plane", size=7, examples=50)
    assert np.shape(found["costs"]) == (7, 7)
    assert len(found["path"]) > 30
    # The last network of the path is the pretrained one: the very same training.
    test = load_mnist().test
    assert test is not None
    model = pretrained_model()
    assert found["path_costs"][-1] == pytest.approx(
        cost_alone(unflatten(model.network, flatten(model.network).astype(float)),
                   test.take(slice(50)), SQUARED_ERROR)
    )  # fmt: skip
    random = post(client, "descent/plane", directions="random", size=5, examples=50, span=0.2)
    assert random["path"] == []


def test_the_gradient_over_an_input_and_over_examples(client: TestClient):
    network, data = pretrained_model().network, load_mnist()
    found = post(client, "explain/gradient", over="train", examples=20)
    expected = explain_gradient(network, data.train.take(slice(20)))
    np.testing.assert_array_equal(found["components"], expected.components)
    assert sum(layer["share"] for layer in found["layers"]) == pytest.approx(1)
    one = post(client, "explain/gradient", over="input", input={"kind": "noise"}, label=3)
    assert one["n_examples"] == 1


def test_steps_by_hand_are_those_of_descent(client: TestClient):
    network, test = pretrained_model().network, load_mnist().test
    assert test is not None
    few = test.take(slice(100))
    found = post(
        client, "explain/steps", over="test", examples=100, taken=[1.0, 0.5], learning_rate=2
    )
    here = unflatten(network, flatten(network).astype(float))
    costs = []
    for rate in (1.0, 0.5):
        total, slopes = cost_and_gradient(here, few, SQUARED_ERROR)
        costs.append(total)
        here = unflatten(here, flatten(here) - rate * slopes)
    costs.append(cost_alone(here, few, SQUARED_ERROR))
    np.testing.assert_allclose(found["costs"], costs, rtol=1e-12)
    assert found["before"] == pytest.approx(costs[-1])
    line = found["line"]
    assert line["costs"][0] == pytest.approx(found["before"])
    assert line["learning_rates"][30] == pytest.approx(2)
    assert line["costs"][30] == pytest.approx(found["before"] + found["actual"][0])


@pytest.mark.parametrize(
    ("what", "ask"),
    [
        ("descent/curve", {"curve": "__import__('os')"}),
        ("descent/curve", {"start": 1e300}),
        ("descent/curve", {"learning_rate": 0}),
        ("descent/surface", {"x": 9}),
        ("descent/plane", {"size": 1000}),
        ("descent/plane", {"span": -1}),
        ("explain/gradient", {"over": "input", "input": {"kind": "noise"}}),
        ("explain/gradient", {"examples": 0}),
        ("explain/steps", {"taken": [1] * 61}),
        ("explain/steps", {"taken": [-1]}),
    ],
)
def test_what_makes_no_sense_is_refused(client: TestClient, what: str, ask: dict[str, object]):
    answer = client.post(f"/api/{what}", json=ask)
    assert answer.status_code == 422
    assert answer.json()["error"]
