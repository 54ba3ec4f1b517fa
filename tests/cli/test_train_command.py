import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from backlit.core.network import flatten
from backlit.files.checkpoint import load_checkpoint, save_checkpoint
from backlit.files.model import load_model
from backlit.files.recording import load_recording

QUICK = ("train", "--data", "circles", "--layers", "6", "--epochs", "3")


def test_it_trains_saves_and_says_how_good_it_is(backlit, digits, tmp_path):
    path = tmp_path / "model.safetensors"
    ran = backlit("train", "--data", digits, "--epochs", 2, "-o", path)
    assert ran.code == 0
    assert "Test accuracy" in ran.out
    assert "of 100" in ran.out
    assert "model.safetensors" in ran.out
    assert "backlit predict" in ran.out
    assert "epoch 1/2" in ran.err
    assert "550 training, 50 validation and 100 test examples" in ran.err
    model = load_model(path)
    assert model.network.sizes == (784, 16, 16, 10)
    assert [record.epoch for record in model.metadata.history] == [0, 1, 2]
    assert model.metadata.provenance.command.startswith("backlit train --data")


def test_quiet_prints_the_path_alone_and_json_is_whole(backlit, tmp_path):
    path = tmp_path / "model.safetensors"
    quiet = backlit(*QUICK, "-o", path, "--quiet")
    assert (quiet.code, quiet.out, quiet.err) == (0, f"{path}\n", "")
    ran = backlit(*QUICK, "-o", path, "--json", "--quiet")
    assert ran.code == 0
    assert ran.json["settings"]["sizes"] == [2, 6, 2]
    assert ran.json["test"]["examples"] == 1000
    per_class = ran.json["test"]["per_class"].values()
    right = sum(each["correct"] for each in per_class)
    assert right / 1000 == ran.json["test"]["accuracy"]
    assert len(ran.json["history"]) == 4


def test_without_a_place_the_model_goes_to_the_workspace_under_a_new_name(backlit):
    first, second = (backlit(*QUICK, "--quiet").out.strip() for _ in range(2))
    assert first != second
    assert Path(first).parent == Path(os.environ["BACKLIT_HOME"]) / "models"
    assert np.array_equal(flatten(load_model(first).network), flatten(load_model(second).network))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--lerning-rate", 1), "No such option '--lerning-rate'"),
        (("--learning-rate", "nan"), "a learning rate above 0, got nan"),
        (("--learning-rate", "inf"), "a learning rate above 0, got inf"),
        (("--learning-rate", -1), "a learning rate above 0, got -1"),
        (("--learning-rate", 0), "a learning rate above 0, got 0"),
        (("--learning-rate", "fast"), "'fast' is not a valid float"),
        (("--layers", "784,,10"), "separated by commas, got '784,,10'"),
        (("--layers", "16,-3"), "separated by commas, got '16,-3'"),
        (("--layers", "2,100000000,100000000,2"), "GiB"),
        (("--layers", "3,6,2"), "Expected 2 neurons in the first layer"),
        (("--layers", "2,6,3"), "Expected 2 neurons in the last layer"),
        (("--batch-size", 0), "a batch size of 1 or more, got 0"),
        (("--epochs", 0), "epochs, 1 or more, got 0"),
        (("--validation", -0.5), "--validation, got -0.5"),
        (("--validation", "nan"), "--validation, got nan"),
        (("--validation", 1.5), "--validation, got 1.5"),
        (("--validation", 5000), "hold out"),
        (("--cost", "mse"), "'mse' is not one of"),
        (("--cost", "cross_entropy", "--output-activation", "relu"), "sigmoid or softmax"),
        (("--data", "no-such-thing"), "got 'no-such-thing'"),
        (("--resume", "no-such.checkpoint"), "no-such.checkpoint"),
        (("extra",), "unexpected extra argument"),
    ],
)
def test_a_wrong_option_gets_one_sentence_and_exit_code_2(backlit, tmp_path, options, message):
    path = tmp_path / "model.safetensors"
    path.write_bytes(b"precious")
    ran = backlit(*QUICK, "-o", path, *options)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("error: ")
    assert "\nhint: " in ran.err
    assert message in ran.err
    assert path.read_bytes() == b"precious"


def test_an_enormous_layer_is_refused_before_memory_is_allocated(backlit, digits):
    ran = backlit("train", "--data", digits, "--layers", "784,100000000,10")
    assert ran.code == 2
    assert "79,500,000,010 weights and biases and would take 2,962 GiB" in ran.err


def test_layers_may_name_the_hidden_ones_alone(backlit):
    for layers, sizes in [
        ("5", [2, 5, 2]),
        ("5,4", [2, 5, 4, 2]),
        ("2,5,2", [2, 5, 2]),
        ("2,2", [2, 2]),
    ]:
        ran = backlit("train", "--data", "xor", "--layers", layers, "--epochs", 1, "--json", "-q")
        assert ran.json["settings"]["sizes"] == sizes


def test_the_output_must_be_a_file_in_a_place_that_can_be_written(backlit, tmp_path):
    ran = backlit(*QUICK, "-o", tmp_path)
    assert ran.code == 2
    assert f"got the folder {tmp_path}" in ran.err
    occupied = tmp_path / "file"
    occupied.write_text("not a folder")
    ran = backlit(*QUICK, "-o", occupied / "model.safetensors")
    assert ran.code == 2
    assert ran.err.startswith("error: ") or "\nerror: " in ran.err
    assert occupied.read_text() == "not a folder"


def test_a_full_device_is_named_and_nothing_else_is_touched(backlit, tmp_path, monkeypatch):
    def no_space(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)
    ran = backlit(*QUICK, "-o", tmp_path / "model.safetensors")
    assert ran.code == 2
    assert "no space left on device" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_divergence_exits_with_3_and_leaves_the_last_good_checkpoint(backlit, tmp_path):
    path = tmp_path / "model.safetensors"
    ran = backlit(
        *QUICK,
        *("-o", path, "--activation", "identity", "--output-activation", "identity"),
        *("--learning-rate", 1e4, "--schedule", "constant", "--checkpoint-every", 0),
    )
    assert ran.code == 3
    assert "diverged" in ran.err
    assert "in epoch 1, at step " in ran.err
    assert not path.exists()
    assert np.isfinite(flatten(load_checkpoint(tmp_path / "model.checkpoint").network)).all()


def interrupted_checkpoint(backlit, tmp_path, *options):
    """The checkpoint of a run that is not done, as if it had been interrupted."""
    from backlit.cli.training_job import new_training_job

    names = ("data", "label_column", "validation", "layers", "preset", "epochs", "seed")
    given = dict.fromkeys(names) | {"data": "circles", "layers": "6", "epochs": 3, "record": True}
    given |= dict(options)
    path = tmp_path / "part.safetensors"
    plan = new_training_job(
        given, path, command="backlit train", created="2026-01-02T03:04:05+00:00"
    )
    for count, _ in enumerate(plan.run.steps()):
        if count == 3:
            break
    save_checkpoint(plan.checkpoint_path, plan.run.checkpoint())
    return plan.checkpoint_path


def test_a_resumed_run_ends_with_the_same_weights(backlit, tmp_path):
    whole = backlit(*QUICK, "--quiet").out.strip()
    checkpoint = interrupted_checkpoint(backlit, tmp_path)
    ran = backlit("train", "--resume", checkpoint)
    assert ran.code == 0
    assert "Resuming" in ran.err
    resumed = load_model(tmp_path / "part.safetensors")
    assert np.array_equal(flatten(load_model(whole).network), flatten(resumed.network))
    assert resumed.metadata.history == load_model(whole).metadata.history


def test_resuming_with_other_versions_warns(backlit, tmp_path):
    checkpoint = interrupted_checkpoint(backlit, tmp_path)
    assert "other versions" not in backlit("train", "--resume", checkpoint).err
    saved = load_checkpoint(checkpoint)
    older = replace(saved, run=replace(saved.run, versions={"numpy": "1.0"}))
    save_checkpoint(checkpoint, older)
    assert "other versions" in backlit("train", "--resume", checkpoint).err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--data", "moons"), "Expected --data circles, as when this run started, got moons"),
        (("--layers", "7"), "Expected --layers 2,6,2"),
        (("--seed", 5), "Expected --seed 0"),
        (("--cost", "half_squared_error"), "Expected --cost squared_error"),
        (("--validation", 0.5), "Expected --validation"),
        (("--optimizer", "adam"), "Expected --optimizer sgd"),
        (("--preset", "nielsen"), "Expected no --preset with --resume"),
        (("--learning-rate", -1), "a learning rate above 0"),
    ],
)
def test_resuming_as_another_run_is_refused(backlit, tmp_path, options, message):
    checkpoint = interrupted_checkpoint(backlit, tmp_path)
    before = checkpoint.read_bytes()
    ran = backlit("train", "--resume", checkpoint, *options)
    assert ran.code == 2
    assert message in ran.err
    assert checkpoint.read_bytes() == before


def test_hyperparameters_and_epochs_may_change_when_a_run_is_resumed(backlit, tmp_path):
    checkpoint = interrupted_checkpoint(backlit, tmp_path)
    options = ("--learning-rate", 0.5, "--batch-size", 20, "--epochs", 4, "--json")
    ran = backlit("train", "--resume", checkpoint, *options)
    assert ran.code == 0
    hyperparameters = ran.json["changes"][0]["hyperparameters"]
    assert (hyperparameters["learning_rate"], hyperparameters["batch_size"]) == (0.5, 20)
    assert ran.json["history"][-1]["epoch"] == 4


def start(*arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "backlit", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
def test_one_ctrl_c_saves_and_exits_with_130(backlit, tmp_path):
    path = tmp_path / "model.safetensors"
    process = start(*QUICK, "--epochs", 100_000, "-o", path)
    checkpoint = tmp_path / "model.checkpoint"
    deadline = time.monotonic() + 60
    while not checkpoint.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "backlit train --resume" in err
    assert "Traceback" not in err
    saved = load_checkpoint(checkpoint)
    assert saved.run.step > 0
    assert not path.exists()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("part", range(4))
def test_killed_at_any_moment_a_run_resumes_to_the_same_weights(backlit, tmp_path, part):
    # Four parts of 25 make the hundred, so that they can share the cores.
    options = ("--data", "circles", "--layers", "6", "--epochs", 40, "--optimizer", "adam")
    options += ("--learning-rate", 0.01)
    whole = flatten(load_model(backlit("train", *options, "--quiet").out.strip()).network)
    rng = np.random.default_rng(part)
    kills = 0
    while kills < 25:
        folder = tmp_path / str(kills)
        path, checkpoint = folder / "model.safetensors", folder / "model.checkpoint"
        process = start("train", *options, "-o", path, "--checkpoint-every", 0)
        # From its first checkpoint on, which it writes before the first step.
        while not checkpoint.exists():
            assert process.poll() is None
            time.sleep(0.002)
        time.sleep(rng.uniform(0, 0.25))
        process.kill()
        process.communicate()
        kills += 1
        ran = backlit("train", "--resume", checkpoint, "--quiet")
        assert ran.code == 0, ran.err
        assert np.array_equal(flatten(load_model(path).network), whole)
        # Nothing that was recorded before the kill is missing.
        recording = load_recording(folder / "model.recording")
        assert recording.first_step == 0
        assert len(recording.batch_costs) == recording.last_step == recording.run.step


def test_early_stopping_is_reported(backlit):
    ran = backlit(*QUICK, "--epochs", 50, "--patience", 1, "--learning-rate", 20, "--json")
    assert ran.json["stopped_early"] is True
    assert len(ran.json["history"]) < 51


def test_a_table_of_ones_own_trains(backlit, tmp_path):
    rng = np.random.default_rng(0)
    rows = ["width,height,kind"]
    for _ in range(200):
        kind = rng.integers(2)
        rows.append(f"{rng.normal(kind * 3):.3f},{rng.normal():.3f},{'big' if kind else 'small'}")
    path = tmp_path / "things.csv"
    path.write_text("\n".join(rows))
    ran = backlit(
        *("train", "--data", path, "--label-column", "kind", "--epochs", 40, "--json"),
        *("--learning-rate", 2, "--layers", "4"),
    )
    assert ran.code == 0
    assert sorted(ran.json["test"]["per_class"]) == ["big", "small"]
    assert ran.json["test"]["accuracy"] > 0.8
    assert "has no test set: held out" in ran.err
    assert json.loads(ran.out)["settings"]["sizes"] == [2, 4, 2]
