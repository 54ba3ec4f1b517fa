"""``backlit population``: many networks, one folder, nothing lost."""

import csv
import json
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from backlit.core.network import flatten
from backlit.files.model import load_model

SMALL = ("--epochs", "2", "--width", "4,6", "--learning-rate", "0.5,2")


def read_csv(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_a_population_is_a_folder_of_models_and_tables(backlit, digits, tmp_path):
    folder = tmp_path / "many"
    ran = backlit("population", "--data", digits, *SMALL, "-n", "6", "-o", folder)
    assert ran.code == 0
    assert "6 networks of 4 combinations" in ran.err
    assert "Test accuracy" in ran.out
    (next_line,) = [line for line in ran.out.splitlines() if line.startswith("Next")]
    assert backlit(*next_line.split()[2:]).code == 0  # what it proposes works
    rows = read_csv(folder / "results.csv")
    assert [row["sizes"] for row in rows] == ["784-4-4-10"] * 2 + ["784-6-6-10"] * 2 + [
        "784-4-4-10"
    ] * 2
    assert [row["learning_rate"] for row in rows] == ["0.5", "2.0"] * 3
    assert [row["seed"] for row in rows] == ["0"] * 4 + ["1"] * 2
    curves = read_csv(folder / "curves.csv")
    assert [row["epoch"] for row in curves] == ["0", "1", "2"] * 6
    for index, row in enumerate(rows):
        model = load_model(folder / "networks" / f"{index:05}.safetensors")
        assert str(model.metadata.settings.learning_rate) == row["learning_rate"]
        assert str(model.metadata.history[-1].cost) == row["train_cost"]  # to the last digit


def test_a_network_of_a_population_is_the_one_that_train_gives(backlit, digits, tmp_path):
    folder, alone = tmp_path / "many", tmp_path / "alone.safetensors"
    common = ("--data", digits, "--epochs", "2", "--layers", "6")
    assert backlit("population", *common, "-n", "3", "-o", folder).code == 0
    assert backlit("train", *common, "--seed", "2", "-o", alone).code == 0
    member = load_model(folder / "networks" / "00002.safetensors")
    assert np.array_equal(flatten(member.network), flatten(load_model(alone).network))


def test_json_has_a_column_for_each_hyperparameter_and_result(backlit, digits, tmp_path):
    ran = backlit(
        "population", "--data", digits, *SMALL, "-o", tmp_path / "many", "--json", "--quiet"
    )
    assert ran.err == ""
    table = ran.json["networks"]
    assert len(table["test_accuracy"]) == 4
    assert table["learning_rate"] == [0.5, 2.0, 0.5, 2.0]


def test_quiet_prints_the_folder_alone_and_the_default_is_in_the_workspace(
    backlit, digits, tmp_path, monkeypatch
):
    monkeypatch.setenv("BACKLIT_HOME", str(tmp_path / "home"))
    ran = backlit("population", "--data", digits, "--epochs", "1", "-n", "1", "--quiet")
    assert ran.code == 0
    assert ran.out.startswith(str(tmp_path / "home" / "populations" / "digits-"))
    assert len(ran.out.splitlines()) == 1


def test_interrupted_and_resumed_it_ends_with_the_same_networks(digits, tmp_path, backlit):
    common = ["--data", str(digits), "--epochs", "400", "--layers", "16", "-n", "4"]
    common += ["--batch-size", "1,10"]
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    assert backlit("population", *common, "-o", whole, "--quiet").code == 0

    command = [sys.executable, "-m", "backlit", "population", *common, "-o", str(stopped)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ)
    while not any(stopped.glob("networks/*.safetensors")):
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    errors = process.communicate()[1]
    if process.returncode == 130:  # else it was quicker than the signal, and is whole
        assert "Continue: backlit population --resume" in errors
        assert any(stopped.glob("networks/*.checkpoint"))
    ran = backlit("population", "--resume", stopped)
    assert ran.code == 0
    assert not any(stopped.glob("networks/*.checkpoint"))
    for index in range(4):
        name = f"networks/{index:05}.safetensors"
        expected, found = load_model(whole / name), load_model(stopped / name)
        assert np.array_equal(flatten(expected.network), flatten(found.network))
    expected, found = (read_csv(folder / "results.csv") for folder in (whole, stopped))
    for one, other in zip(expected, found, strict=True):
        del one["seconds"], other["seconds"]
        assert one == other


def test_a_diverged_network_does_not_stop_the_others(backlit, digits, tmp_path):
    folder = tmp_path / "many"
    ran = backlit(
        "population", "--data", digits, "--epochs", "1", "--learning-rate", "0.001,1e30",
        "--activation", "identity", "--output-activation", "identity", "-o", folder,
    )  # fmt: skip
    assert ran.code == 0
    assert "Diverged 1 of 2" in ran.out
    first, second = read_csv(folder / "results.csv")
    assert first["problem"] == ""
    assert second["problem"]
    assert second["test_accuracy"] == ""


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--learning-rate", "0.5,fast"], "'fast' is not a valid float"),
        (["--optimizer", "sgd,lion"], "'lion' is not one of"),
        (["--width", "0"], "layer sizes of 1 or more"),
        (["-n", "0"], "1 or more networks, got 0"),
        (["--threads", "0"], "1 or more threads, got 0"),
        (["--label-noise", "2"], "a share of wrong labels from 0 to 1"),
        (["--validation", "1.5"], "whole number of examples for --validation"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(backlit, digits, tmp_path, options, message):
    folder = tmp_path / "many"
    ran = backlit("population", "--data", digits, "-o", folder, *options)
    assert ran.code == 2
    assert message in ran.err
    assert not folder.exists()


def test_a_folder_with_something_in_it_is_left_alone(backlit, digits, tmp_path):
    (tmp_path / "diary.txt").write_text("mine")
    ran = backlit("population", "--data", digits, "-o", tmp_path)
    assert ran.code == 2
    assert "a new or empty folder" in ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["diary.txt"]


def test_resume_refuses_what_is_no_population_or_would_make_another(backlit, digits, tmp_path):
    ran = backlit("population", "--resume", tmp_path / "nowhere")
    assert ran.code == 2
    assert "Cannot read the population" in ran.err

    folder = tmp_path / "many"
    assert (
        backlit("population", "--data", digits, "--epochs", "1", "-n", "2", "-o", folder).code == 0
    )
    ran = backlit("population", "--resume", folder, "--epochs", "5")
    assert ran.code == 2
    assert "no --epochs with --resume" in ran.err

    plan = folder / "population.json"
    good = plan.read_text()
    for bad, expected in [
        ("{", "population's plan"),
        ("[1, 2]", "population's plan"),
        (good.replace('"format_version":2', '"format_version":9'), "format version 1 or 2"),
        (good.replace('"learning_rate":1.5', '"learning_rate":-1', 1), "learning rate above 0"),
        (good.replace('"seed":0', '"seed":7', 1), "settings that the population's plan gives"),
        (json.dumps(json.loads(good) | {"data_digest": "0"}), "data that this population started"),
    ]:
        plan.write_text(bad)
        ran = backlit("population", "--resume", folder)
        assert ran.code == 2
        assert expected in ran.err
    plan.write_text(good)
    assert backlit("population", "--resume", folder).code == 0
