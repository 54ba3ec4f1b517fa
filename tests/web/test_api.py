"""The API answers as the library does, and refuses what makes no sense in one sentence."""

import numpy as np
import pytest
from starlette.testclient import TestClient

from backlit import (
    cost_distribution,
    digit_from_strokes,
    explain_chain_rule,
    explain_cost,
    explain_neuron,
    explain_nudges,
    load_mnist,
    pretrained_model,
)
from backlit.analyse.edits import apply_edits, switch_off
from backlit.core.forward import forward
from backlit.explain.cost import CostBreakdown
from backlit.explain.neuron import Neuron
from backlit.explain.nudges import Wishes
from backlit.files.model import save_model
from backlit.files.workspace import models_folder
from backlit.render.json import record_from_json
from backlit.web.app import create_unprotected_app
from backlit.web.services import Services

SEVEN = [[[0.3, 0.25], [0.7, 0.25], [0.45, 0.8]]]


def test_no_route_answers_without_the_token(client: TestClient, services: Services):
    del client.headers["authorization"]
    app = create_unprotected_app(services)
    addresses = {route.path for route in app.routes if hasattr(route, "path")}
    addresses |= app.openapi()["paths"].keys()
    assert {"/", "/network", "/api/models", "/api/openapi.json", "/socket"} <= addresses
    for address in addresses:
        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
            answer = client.request(method, address)
            assert answer.status_code == 401, (method, address)


def test_predict_says_what_the_network_says(client: TestClient):
    answer = client.post("/api/predict", json={"input": {"kind": "drawing", "strokes": SEVEN}})
    x = digit_from_strokes(SEVEN).pixels.reshape(1, -1) / 255
    outputs = forward(pretrained_model().network, x).output[0]
    prediction = answer.json()
    assert prediction["class"] == "7"
    np.testing.assert_allclose(prediction["outputs"], outputs, rtol=1e-12)
    np.testing.assert_array_equal(prediction["inputs"], x[0])


def test_explanations_are_the_librarys_own(client: TestClient):
    network = pretrained_model().network
    test = load_mnist().test
    assert test is not None
    x, label = test.inputs(slice(17, 18))[0], int(test.labels[17])
    about = {"input": {"kind": "example", "number": 17}}

    def explain(what: str, **more: object) -> str:
        answer = client.post(f"/api/explain/{what}", json=about | more)
        assert answer.status_code == 200, answer.text
        return answer.text

    neuron = record_from_json(explain("neuron", layer=2, neuron=5), Neuron)
    np.testing.assert_array_equal(neuron.terms, explain_neuron(network, x, 2, 5).terms)
    assert neuron.terms.sum() + neuron.bias == pytest.approx(neuron.z)
    cost = record_from_json(explain("cost"), CostBreakdown)
    assert cost.total == explain_cost(network, x, label).total
    wishes = record_from_json(explain("nudges"), Wishes)
    np.testing.assert_array_equal(
        wishes.layers[0].wishes, explain_nudges(network, x, label).layers[0].wishes
    )
    explain("avenues", layer=1, neuron=3)
    chain = client.post("/api/explain/chain", json=about | {"place": {"index": 1234}}).json()
    assert chain["product"] == explain_chain_rule(network, x, label, 1234).product
    assert chain["latex"]["symbols"].startswith(r"\frac")


def test_a_number_opens_and_each_of_its_parts_opens_again(client: TestClient):
    about = {"input": {"kind": "example", "number": 17}}
    waiting = [
        {"kind": "cost"},
        {"kind": "dC_dw", "layer": 1, "neuron": 3, "source": 400},
    ]
    kinds = set()
    while waiting:
        quantity = waiting.pop()
        if quantity["kind"] in kinds:
            continue
        kinds.add(quantity["kind"])
        answer = client.post("/api/explain/origin", json=about | {"quantity": quantity, "most": 3})
        assert answer.status_code == 200, answer.text
        found = answer.json()
        parts = [part["value"] for part in found["parts"]]
        if found["rule"] == "sum":
            assert sum(parts) + found["remainder"] == pytest.approx(found["value"])
        assert found["latex"]["formula"].count("{") == found["latex"]["formula"].count("}")
        assert len(found["latex"]["parts"]) == len(parts)
        waiting += [part["quantity"] for part in found["parts"]]
    assert {"weight", "training_change", "input", "target", "da_dz"} <= kinds


def test_the_cost_over_all_examples_and_the_examples_themselves(client: TestClient):
    test = load_mnist().test
    assert test is not None
    costs = client.post("/api/analyse/cost", json={"most": 3}).json()
    expected = cost_distribution(pretrained_model().network, test, limit=3)
    assert costs["total"] == expected.total
    assert costs["worst"] == expected.worst.tolist()
    worst = client.post("/api/examples", json={"numbers": costs["worst"]}).json()
    np.testing.assert_array_equal(worst["inputs"], test.inputs(expected.worst))
    assert worst["labels"] == costs["worst_labels"]
    assert client.post("/api/examples", json={"numbers": []}).json()["inputs"] == []
    assert client.post("/api/examples", json={"numbers": [10_000]}).status_code == 422


def test_edits_by_hand_are_made_for_one_answer_only(client: TestClient):
    numbers = {"kind": "noise", "seed": 3}
    edits = [{"kind": "scale", "layer": 1, "neuron": 3, "value": 0}]
    prediction = client.post("/api/predict", json={"input": numbers, "edits": edits}).json()
    network = apply_edits(pretrained_model().network, [switch_off(1, 3)])
    x = np.random.default_rng(3).random(784)
    np.testing.assert_allclose(
        prediction["outputs"], forward(network, x.reshape(1, -1)).output[0], rtol=1e-12
    )
    again = client.post("/api/predict", json={"input": numbers}).json()
    assert again["outputs"] != prediction["outputs"]


def test_models_of_the_workspace_are_listed_and_served_by_name(client: TestClient):
    folder = models_folder()
    folder.mkdir(parents=True)
    save_model(folder / "mine.safetensors", pretrained_model())
    assert client.get("/api/models").json() == {"models": ["mine", "pretrained"]}
    about = client.post("/api/model", json={"model": "mine"}).json()
    assert (about["model"], about["sizes"]) == ("mine", [784, 16, 16, 10])


@pytest.mark.parametrize(
    ("address", "body", "word"),
    [
        ("predict", {"model": "../../../etc/passwd"}, "name of a model"),
        ("predict", {"input": {"kind": "drawing", "strokes": []}}, "empty square"),
        ("predict", {"input": {"kind": "drawing", "strokes": [[]]}}, "empty square"),
        ("predict", {"input": {"kind": "drawing", "strokes": [[[9, 9]]]}}, "empty square"),
        ("predict", {"input": {"kind": "numbers", "numbers": [1, 2]}}, "784"),
        ("predict", {"input": {"kind": "example", "number": 10_000}}, "10000"),
        ("predict", {"input": {"kind": "file", "path": "/etc/passwd"}}, "kind"),
        ("predict", {"surprise": 1}, "surprise"),
        ("predict", [], "the body"),
        ("explain/neuron", {"layer": 4}, "layer"),
        ("explain/neuron", {"layer": 1, "neuron": 16}, "neuron"),
        ("explain/cost", {"input": {"kind": "noise"}}, "label"),
        ("explain/cost", {"label": 10}, "label"),
        ("explain/chain", {"place": {"index": 13_002}}, "13002"),
        ("explain/origin", {"quantity": {"kind": "mood"}}, "kind"),
        ("explain/origin", {"quantity": {"kind": "bias", "layer": 3, "neuron": 10}}, "neuron"),
        ("explain/origin", {"quantity": {"kind": "cost"}, "input": {"kind": "noise"}}, "label"),
        (
            "predict",
            {"edits": [{"kind": "weight", "layer": 1, "neuron": 0, "value": 1}]},
            "weight",
        ),
        ("predict", {"edits": [{"kind": "bias", "layer": 9, "neuron": 0, "value": 1}]}, "layer"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(
    client: TestClient, address: str, body: object, word: str
):
    answer = client.post(f"/api/{address}", json=body)
    assert answer.status_code == 422
    assert word in answer.json()["error"]


@pytest.mark.parametrize("text", ["", "{", "NaN", '{"input": {"kind": "noise", "seed": 1e999}}'])
def test_broken_json_is_refused(client: TestClient, text: str):
    answer = client.post("/api/predict", content=text, headers={"content-type": "application/json"})
    assert answer.status_code == 422


def test_no_address_leads_to_a_file_of_the_machine(client: TestClient):
    for address in ("/../../etc/passwd", "/..%2f..%2fetc/passwd", "//etc/passwd", "/static/x"):
        assert client.get(address).status_code == 404
