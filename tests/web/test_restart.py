"""A server that is killed in the middle of a run: the next continues it bit for bit."""

import time

import numpy as np

from backlit.core.network import flatten
from backlit.data.splits import load_splits
from backlit.files.checkpoint import load_checkpoint
from backlit.files.model import load_model
from backlit.files.workspace import models_folder, runs_folder
from backlit.training.run import Run
from tests.web.serving import served


def test_a_killed_server_loses_seconds_and_no_bit():
    with served() as ask:
        name = ask("runs", {"epochs": 100_000, "seed": 5})["name"]
        ask(f"runs/{name}/hyperparameters", {"learning_rate": 0.9}, method="PATCH")
        ask(f"runs/{name}/control", {"action": "play"})
        path = runs_folder() / f"{name}.checkpoint"
        while not path.exists() or load_checkpoint(path).run.step < 20_000:
            time.sleep(0.05)
        assert ask("runs")["runs"][-1]["state"] == "training"
        ask.process.kill()  # SIGKILL: nothing can be tidied up
        ask.process.wait()
    saved = load_checkpoint(path).run
    with served() as ask:
        found = ask(f"runs/{name}")
        assert found["state"] == "paused"
        assert (found["step"], found["epoch"]) == (saved.step, saved.epoch)
        assert found["hyperparameters"]["learning_rate"] == 0.9
        ask(f"runs/{name}/control", {"action": "epoch"})
        while (found := ask(f"runs/{name}"))["state"] != "paused":
            time.sleep(0.05)
        assert found["epoch"] == saved.epoch + 1
        model = ask(f"runs/{name}/save", {})["model"]
        early = ask(f"runs/{name}/save", {"step": 1234})["model"]
    parts = load_splits("mnist", None, None, None)
    run = Run(saved.settings, parts.train, parts.validation)
    run.change(learning_rate=0.9)
    for progress in run.steps():
        if progress.epoch_record is not None and progress.epoch == found["epoch"]:
            break
    there = load_model(models_folder() / f"{model}.safetensors")
    np.testing.assert_array_equal(flatten(there.network), flatten(run.network))
    assert there.metadata.history == run.history
    then = load_model(models_folder() / f"{early}.safetensors")
    assert then.metadata.history == run.history[:1]
