"""The API of runs: list, begin, steer, branch, keep and remove them by program."""

import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from backlit import load_model
from backlit.files.workspace import models_folder, runs_folder

SMALL = {"hidden": [4], "batch_size": 100, "epochs": 3}


def ok(answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


def until(client: TestClient, name: str, state: str) -> dict[str, Any]:
    for _ in range(2000):
        found = ok(client.get(f"/api/runs/{name}"))
        if found["state"] == state:
            return found
        time.sleep(0.01)
    pytest.fail(f"{name} is {found['state']}, not {state}")


def test_a_run_from_its_beginning_to_a_model(client: TestClient):
    every = ok(client.get("/api/runs"))
    assert [run["name"] for run in every["runs"]] == [every["first"]] == ["run-1"]
    assert every["cores"] >= 1
    run = ok(client.post("/api/runs", json=SMALL))
    assert (run["name"], run["state"], run["sizes"]) == ("run-2", "paused", [784, 4, 10])
    ok(client.patch("/api/runs/run-2/hyperparameters", json={"learning_rate": 0.5}))
    ok(client.post("/api/runs/run-2/control", json={"action": "play"}))
    found = until(client, "run-2", "finished")
    assert (found["epoch"], found["step"], found["hyperparameters"]["learning_rate"]) == (
        3,
        1650,
        0.5,
    )
    assert len(found["history"]) == 4
    assert found["accuracy"] == found["history"][-1]["validation_accuracy"]

    branch = ok(client.post("/api/runs/run-2/branch", json={"step": 600, "l2": 0, "epochs": 5}))
    assert (branch["name"], branch["parent"], branch["parent_step"]) == ("run-3", "run-2", 600)
    ok(client.post("/api/runs/run-3/control", json={"action": "epoch"}))
    until(client, "run-3", "paused")
    curves = ok(client.post("/api/runs/curves", json={"names": ["run-2", "run-3"]}))["runs"]
    assert [curve["name"] for curve in curves] == ["run-2", "run-3"]
    assert curves[0]["steps"][:2] == curves[1]["steps"][:2] == [0, 550]
    assert curves[0]["costs"][:2] == curves[1]["costs"][:2]
    assert curves[0]["costs"][2] != curves[1]["costs"][2]

    model = ok(client.post("/api/runs/run-2/save", json={"step": 550}))["model"]
    assert model in ok(client.get("/api/models"))["models"]
    saved = load_model(models_folder() / f"{model}.safetensors")
    assert saved.metadata.history[-1].epoch == 1
    same = {"input": {"kind": "noise", "seed": 1}}
    one = ok(client.post("/api/predict", json={"model": model} | same))
    other = ok(client.post("/api/predict", json={"model": "run-2", "step": 550} | same))
    assert one["outputs"] == other["outputs"]

    ok(client.post("/api/runs/run-2/restart", json={}))
    assert ok(client.get("/api/runs/run-2"))["step"] == 0
    left = ok(client.delete("/api/runs/run-2"))
    assert [run["name"] for run in left["runs"]] == ["run-1", "run-3"]
    assert not list(runs_folder().glob("run-2.*"))
    assert client.get("/api/runs/run-2").status_code == 422


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/runs", {"hidden": [0]}),
        ("/api/runs", {"hidden": [10**9]}),
        ("/api/runs", {"hidden": [10_000]}),
        ("/api/runs", {"epochs": 0}),
        ("/api/runs", {"activation": "../../etc"}),
        ("/api/runs", {"path": "/etc/passwd"}),
        ("/api/runs/run-1/control", {"action": "fly"}),
        ("/api/runs/run-1/hyperparameters", {"learning_rate": -1}),
        ("/api/runs/run-1/hyperparameters", {"batch_size": 0}),
        ("/api/runs/run-1/speed", {"steps_per_second": 0}),
        ("/api/runs/run-1/branch", {"step": 99}),
        ("/api/runs/run-1/branch", {"hidden": [3]}),
        ("/api/runs/run-1/save", {"step": 99}),
        ("/api/runs/run-1/save", {"name": "../../mine"}),
        ("/api/runs/run-99/control", {"action": "play"}),
        ("/api/runs/..%2F..%2Fetc/control", {"action": "play"}),
        ("/api/runs/curves", {"names": ["run-1", "nobody"]}),
        ("/api/runs/curves", {"names": ["run-1"] * 21}),
    ],
)
def test_nonsense_is_refused_in_one_sentence(client: TestClient, path: str, body: dict[str, Any]):
    ok(client.get("/api/runs"))
    method = "PATCH" if path.endswith("/hyperparameters") else "POST"
    answer = client.request(method, path, json=body)
    assert answer.status_code in (404, 422)
    if answer.status_code == 422:
        assert answer.json()["error"].startswith("Expected")


def test_one_that_is_no_run_cannot_be_removed(client: TestClient):
    for name in ("pretrained", "run-7", "run-1.checkpoint"):
        assert client.delete(f"/api/runs/{name}").status_code == 422


def test_responses_about_runs_are_in_the_schema(client: TestClient):
    schema = ok(client.get("/api/openapi.json"))
    forms = schema["components"]["schemas"]
    assert {
        "RunListResponse",
        "RunDetails",
        "RunSummary",
        "BranchRequest",
        "NewRunSettings",
        "RunCurvesResponse",
    } <= forms.keys()
    content = schema["paths"]["/api/runs/{name}/branch"]["post"]["responses"]["200"]["content"]
    assert content["application/json"]["schema"]["$ref"].endswith("/RunSummary")
    assert {run["name"] for run in ok(client.get("/api/runs"))["runs"]} == {"run-1"}
    for run in ok(client.get("/api/runs"))["runs"]:
        assert run.keys() == forms["RunSummary"]["properties"].keys()
