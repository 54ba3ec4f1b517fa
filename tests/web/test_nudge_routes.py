"""Wishes, the table of nudges and mini-batches over HTTP: as the library has them."""

from dataclasses import asdict

import numpy as np
import pytest
from starlette.testclient import TestClient

from backlit import (
    explain_avenues,
    explain_nudges,
    explain_weight_nudges,
    load_mnist,
    nudge_table,
    parameter_at,
    pretrained_model,
    running_average,
)

THREE = {"input": {"kind": "example", "number": 18}}


def digit(number: int) -> tuple[np.ndarray, int]:
    test = load_mnist().test
    assert test is not None
    return test.inputs(slice(number, number + 1))[0], int(test.labels[number])


def post(client: TestClient, route: str, body: dict[str, object]) -> dict:
    answer = client.post(f"/api/{route}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_wishes_and_avenues_come_with_their_formulas(client: TestClient):
    network = pretrained_model().network
    found = post(client, "explain/nudges", THREE)
    expected = explain_nudges(network, *digit(18))
    assert found["layers"][3]["wishes"] == expected.layers[3].wishes.tolist()
    assert found["latex"]["output"].endswith("= -2(a_j - y_j)")
    assert len(found["latex"]["contributions"]) == 3
    assert r"\sum_{j=0}^{9} w^{(3)}_{jk}" in found["latex"]["contributions"][2]
    avenues = post(client, "explain/avenues", THREE | {"layer": 3, "neuron": 3})
    own = explain_avenues(network, *digit(18), 3, 3)
    assert avenues["gains"] == own.gains.tolist()
    assert f"{own.bias_nudge:.4g}" in avenues["latex"]["weights"]
    assert r"\sigma'(z^{(3)}_{3})" in avenues["latex"]["nudge"]


def test_the_nudges_of_one_example_to_every_weight(client: TestClient):
    found = post(client, "explain/weight-nudges", THREE | {"limit": 5})
    network = pretrained_model().network
    expected = explain_weight_nudges(network, *digit(18))
    for layer, own in zip(found["layers"], expected.layers, strict=True):
        np.testing.assert_array_equal(layer["weights"], own.weights)
        np.testing.assert_array_equal(layer["biases"], own.biases)
    assert found["places"] == [
        asdict(parameter_at(network.sizes, index)) for index in expected.largest[:5].tolist()
    ]


def test_the_table_and_the_average_that_grows_beside_it(client: TestClient):
    grown = post(client, "explain/running-average", {"layer": 3, "limit": 4})
    rows = grown["parameters"]
    table = post(client, "explain/nudge-table", {"columns": [0, 7], "parameters": rows})
    test = load_mnist().test
    assert test is not None
    network = pretrained_model().network
    own = nudge_table(network, test, [0, 7], rows)
    np.testing.assert_array_equal(table["nudges"], own.nudges)
    assert table["average"] == pytest.approx(grown["averages"][-1], rel=1e-9)
    assert table["places"] == grown["places"]
    assert {each["layer"] for each in grown["places"]} == {3}
    expected = running_average(network, test, layer=3, limit=4)
    assert grown["angles"] == expected.angles.tolist()
    assert grown["counts"][-1] == len(test)
    # The same columns in the other order, and the average is the same.
    again = post(client, "explain/nudge-table", {"columns": [7, 0], "parameters": rows})
    assert again["average"] == table["average"]
    np.testing.assert_array_equal(np.array(again["nudges"])[:, ::-1], table["nudges"])


def test_mini_batches_at_three_moments_and_two_ways_down(client: TestClient):
    few = {"examples": 200, "draws": 4}
    angles = post(client, "analyse/mini-batches", few)
    assert angles["stages"] == ["start", "early", "now"]
    shape = np.array(angles["angles"]).shape
    assert shape == (3, len(angles["batch_sizes"]), 3)
    assert angles["costs"][0] > angles["costs"][1] > angles["costs"][2]
    assert angles == post(client, "analyse/mini-batches", few)
    body = {"examples": 100, "batch_size": 5, "steps": 40, "full_batch_steps": 2}
    paths = post(client, "analyse/compare-batch-sizes", body)
    assert paths["full_batch"]["examples_seen"] == [0, 100, 200]
    assert paths["mini_batch"]["examples_seen"][-1] == 200
    assert paths["full_batch"]["costs"][0] == paths["mini_batch"]["costs"][0]
    other = post(client, "analyse/compare-batch-sizes", body | {"seed": 1})
    assert other["full_batch"]["costs"] == paths["full_batch"]["costs"]
    assert other["mini_batch"]["costs"] != paths["mini_batch"]["costs"]


@pytest.mark.parametrize(
    ("address", "body", "word"),
    [
        ("explain/weight-nudges", {"input": {"kind": "noise"}}, "label"),
        ("explain/weight-nudges", THREE | {"label": 10}, "label"),
        ("explain/weight-nudges", THREE | {"limit": 0}, "limit"),
        ("explain/nudge-table", {"columns": []}, "columns"),
        ("explain/nudge-table", {"columns": [10_000]}, "10000"),
        ("explain/nudge-table", {"columns": [0], "parameters": [13_002]}, "13002"),
        ("explain/nudge-table", {"columns": [0] * 51}, "columns"),
        ("explain/running-average", {"layer": 4}, "layer"),
        ("explain/running-average", {"layer": 0}, "layer"),
        ("explain/running-average", {"parameters": []}, "parameters"),
        ("analyse/mini-batches", {"draws": 0}, "draws"),
        ("analyse/mini-batches", {"examples": 60_000}, "examples"),
        ("analyse/compare-batch-sizes", {"batch_size": 2000}, "mini-batch"),
        ("analyse/compare-batch-sizes", {"learning_rate": 0}, "learning_rate"),
        ("analyse/compare-batch-sizes", {"steps": 100_000}, "steps"),
    ],
)
def test_invalid_requests_are_refused_in_one_sentence(
    client: TestClient, address: str, body: object, word: str
):
    answer = client.post(f"/api/{address}", json=body)
    assert answer.status_code == 422, answer.text
    assert word in answer.json()["error"]
