"""The calculus over HTTP: the interactive simple chain, and the average slope of a weight."""

import math

import numpy as np
import pytest
from starlette.testclient import TestClient

from backlit import (
    explain_average_slope,
    explain_simple_chain,
    load_mnist,
    parameter_of,
    pretrained_model,
)

CHAIN = {"weights": [1, -2, 0.5], "biases": [0, 0.5, 0], "x": 0.7, "y": 1}


def test_the_chain_is_the_librarys_and_every_product_is_that_of_its_factors(client: TestClient):
    found = client.post("/api/explain/simple-chain", json=CHAIN).json()
    expected = explain_simple_chain([1, -2, 0.5], [0, 0.5, 0], 0.7, 1)
    np.testing.assert_allclose(found["a"], expected.a, rtol=1e-14)
    assert found["cost"] == expected.cost
    assert len(found["slopes"]) == 6
    for slope, fractions, symbols in zip(
        found["slopes"], found["latex"]["fractions"], found["latex"]["factors"], strict=True
    ):
        assert math.prod(slope["factors"]) == pytest.approx(slope["product"])
        assert len(slope["factors"]) == len(fractions) == len(symbols)
    assert found["latex"]["fractions"][4] == [
        r"\frac{\partial z^{(3)}}{\partial w^{(3)}}",
        r"\frac{\partial a^{(3)}}{\partial z^{(3)}}",
        r"\frac{\partial C_0}{\partial a^{(3)}}",
    ]


def test_the_smaller_the_nudge_the_nearer_its_ratio_is_to_the_slope(client: TestClient):
    far = []
    for nudge in (0.5, 0.05, 0.005):
        ask = CHAIN | {"nudged": 2, "nudge": nudge}
        found = client.post("/api/explain/simple-chain", json=ask).json()
        far.append(abs(found["nudged"]["ratio"] - found["slopes"][2]["product"]))
    assert far == sorted(far, reverse=True)
    assert far[-1] < 1e-4
    still = client.post("/api/explain/simple-chain", json=CHAIN | {"nudge": 0}).json()
    assert still["nudged"]["ratio"] is None
    assert still["nudged"]["cost"] == still["cost"]


def test_the_average_slope_is_the_librarys(client: TestClient):
    place = {"layer": 2, "neuron": 3, "source": 7}
    found = client.post("/api/explain/average", json={"place": place, "examples": 50}).json()
    model, test = pretrained_model(), load_mnist().test
    assert test is not None
    index = parameter_of(model.network.sizes, 2, 3, 7).index
    few = test.take(slice(50))
    expected = explain_average_slope(model.network, few.inputs(), few.labels, index)
    np.testing.assert_array_equal(found["slopes"], expected.slopes)
    assert found["mean"] == pytest.approx(sum(found["slopes"]) / 50)
    by_number = client.post("/api/explain/chain", json={"place": {"index": index}}).json()
    assert by_number["parameter"]["layer"] == 2
    assert by_number["parameter"]["source"] == 7


@pytest.mark.parametrize(
    ("what", "ask"),
    [
        ("simple-chain", {"weights": []}),
        ("simple-chain", {"weights": [1] * 9, "biases": [0] * 9}),
        ("simple-chain", {"weights": [1, 2], "biases": [0]}),
        ("simple-chain", {"activation": "softmax"}),
        ("simple-chain", {"activation": "mood"}),
        ("simple-chain", {"cost": "cross_entropy", "y": 2}),
        ("simple-chain", {"cost": "cross_entropy", "activation": "tanh"}),
        ("simple-chain", {"nudged": 6}),
        ("simple-chain", {"x": 1e9}),
        ("average", {"place": {"layer": 9}}),
        ("average", {"place": {"index": 13_002}}),
        ("average", {"place": {}, "examples": 0}),
    ],
)
def test_what_makes_no_sense_is_refused(client: TestClient, what: str, ask: dict[str, object]):
    answer = client.post(f"/api/explain/{what}", json=ask)
    assert answer.status_code == 422
    assert answer.json()["error"]
