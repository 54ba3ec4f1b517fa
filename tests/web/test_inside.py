"""What the hidden neurons look for, over HTTP: the library's own answers, and nothing else."""

import numpy as np
import pytest
from starlette.testclient import TestClient

from backlit import (
    analyse_ablation,
    analyse_confusion,
    analyse_edges_and_loops,
    analyse_mistakes,
    analyse_noise,
    embed_layer,
    initial_network,
    maximise_activation,
    pretrained_model,
)


def post(client: TestClient, what: str, **ask: object) -> dict:
    answer = client.post(f"/api/analyse/{what}", json=ask)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_weights_and_what_activates_neurons(client: TestClient, test_set):
    network = pretrained_model().network
    weights = post(client, "weights", layer=2)
    np.testing.assert_array_equal(weights["weights"], network.layers[1].W)
    found = post(client, "excitement", layer=1, neuron=3, pull=0.2, seed=4)
    expected = maximise_activation(
        network, test_set, 1, 3, np.random.default_rng(4), l2=0.2, smoothness=0.5, n_starts=3
    )
    np.testing.assert_array_equal(found["inputs"], expected.inputs)
    assert found["examples"] == expected.examples.tolist()


def test_the_verdict_on_edges_and_loops(client: TestClient):
    found = post(client, "edges-and-loops", seed=1)
    model = pretrained_model()
    expected = analyse_edges_and_loops(
        model.network, initial_network(model.metadata.settings), np.random.default_rng(1)
    )
    assert found["edges_first"] == expected.edges_first
    np.testing.assert_array_equal(found["layers"][0]["means"], expected.layers[0].means)
    assert np.shape(found["preferred_inputs"][0]) == (16, 784)


def test_noise_confusion_and_mistakes(client: TestClient, test_set):
    network = pretrained_model().network
    noise = post(client, "noise", n=200, seed=2)
    expected = analyse_noise(network, test_set, np.random.default_rng(2), 200)
    assert [kind["mean_largest_output"] for kind in noise["kinds"]] == [
        kind.mean_largest_output for kind in expected.kinds
    ]
    confusion = post(client, "confusion", cell=[4, 9])
    matrix = analyse_confusion(network, test_set)
    np.testing.assert_array_equal(confusion["counts"], matrix.counts)
    assert np.sum(confusion["counts"]) == len(test_set)
    assert len(confusion["cell"]) == matrix.counts[4, 9]
    assert all(matrix.labels[i] == 4 and matrix.predicted[i] == 9 for i in confusion["cell"])
    mistakes = post(client, "mistakes", most=5, by="cost")
    assert (
        mistakes["indices"]
        == analyse_mistakes(network, test_set, by="cost", limit=5).indices.tolist()
    )


def test_maps_ablation_and_calibration(client: TestClient, test_set):
    network = pretrained_model().network
    found = post(client, "map", layer=2, most=300)
    np.testing.assert_allclose(
        found["positions"], embed_layer(network, test_set, 2, limit=300).positions
    )
    ablation = post(client, "ablation", replacement="mean")
    expected = analyse_ablation(network, test_set, replacement="mean")
    assert ablation["accuracies"] == expected.accuracies.tolist()
    assert sum(post(client, "calibration")["curves"][0]["counts"]) == len(test_set)


@pytest.mark.parametrize(
    ("what", "ask"),
    [
        ("weights", {"layer": 4}),
        ("excitement", {"layer": 1, "neuron": 16}),
        ("excitement", {"pull": -1}),
        ("excitement", {"smoothness": 1e9}),
        ("noise", {"n": 0}),
        ("confusion", {"cell": [10, 0]}),
        ("mistakes", {"by": "mood"}),
        ("map", {"layer": 4}),
        ("map", {"method": "mood"}),
        ("map", {"most": 100_000}),
        ("ablation", {"replacement": "one"}),
        ("calibration", {"set": "all"}),
    ],
)
def test_what_makes_no_sense_is_refused(client: TestClient, what: str, ask: dict[str, object]):
    answer = client.post(f"/api/analyse/{what}", json=ask)
    assert answer.status_code == 422
    assert answer.json()["error"]
