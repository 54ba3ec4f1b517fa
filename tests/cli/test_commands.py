"""Evaluate, predict, info, data, completion, and what all commands share."""

import io
import os
import pickle
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from backlit.cli.main import COMMANDS
from backlit.data.mnist import load_mnist


@pytest.fixture(scope="session")
def test_digits(tmp_path_factory):
    return load_mnist(tmp_path_factory.mktemp("cache")).test


@pytest.fixture
def seven(tmp_path, test_digits):
    """A picture of MNIST's first test digit, a seven, dark on light and ten times as large."""
    pixels = 255 - test_digits.X[0].reshape(28, 28)
    path = tmp_path / "seven.png"
    Image.fromarray(pixels).resize((280, 280)).save(path)
    return path


def test_help_names_every_command_with_examples_and_exit_codes(backlit):
    ran = backlit("--help")
    assert ran.code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in ran.out
        shown = backlit(name, "--help")
        assert shown.code == 0
        assert "Examples:" in shown.out
    assert "130" in ran.out


def test_an_unknown_command_is_named_with_what_is_near(backlit):
    ran = backlit("trian")
    assert ran.code == 2
    assert ran.err.startswith("error: No such command 'trian'")
    assert ran.out == ""


def test_predict_reads_a_picture_with_the_pretrained_network(backlit, seven):
    ran = backlit("predict", seven)
    assert ran.code == 0
    assert "Model: pretrained" in ran.err
    assert f"{seven}  →  7" in ran.out.replace("\n", "")
    assert ran.out.count(" 0.") + ran.out.count(" 1.") >= 10


def test_predict_gives_all_ten_outputs_and_the_pixels_as_json(backlit, seven, test_digits):
    ran = backlit("predict", "--json", seven, seven)
    assert ran.code == 0
    assert ran.json["pretrained"] is True
    first, second = ran.json["predictions"]
    assert first == second
    assert first["class"] == "7"
    assert first["inverted"] is True
    assert len(first["outputs"]) == 10
    assert max(first["outputs"].values()) == first["output"]
    saw = np.array(first["pixels"], float)
    assert np.corrcoef(saw.ravel(), test_digits.X[0])[0, 1] > 0.9


def test_predict_reads_standard_input(backlit, seven, monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(seven.read_bytes()))
    monkeypatch.setattr("sys.stdin", stdin)
    assert backlit("predict", "--json", "-").json["predictions"][0]["class"] == "7"


def test_one_bad_picture_does_not_keep_the_others_from_being_read(backlit, seven, tmp_path):
    bad = tmp_path / "bad.png"
    bad.write_bytes(seven.read_bytes()[:100])
    ran = backlit("predict", "--json", bad, seven)
    assert ran.code == 2
    assert "error: " in ran.err
    assert str(bad) in ran.err
    assert len(ran.json["predictions"]) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"not a picture", pickle.dumps([1, 2])],
    ids=["empty", "svg", "text", "pickle"],
)
def test_what_is_no_picture_is_refused(backlit, tmp_path, content):
    path = tmp_path / "picture.png"
    path.write_bytes(content)
    ran = backlit("predict", path)
    assert ran.code == 2
    assert "\nerror: " in ran.err or ran.err.startswith("error: ")
    assert ran.out == ""


def test_evaluate_tests_the_pretrained_network(backlit):
    ran = backlit("evaluate", "--json")
    assert ran.code == 0
    assert ran.json["pretrained"] is True
    assert ran.json["examples"] == 10_000
    # The network is a file and the test set too: but for rounding this figure cannot move.
    assert 0.94 < ran.json["accuracy"] < 0.97
    shown = backlit("evaluate")
    assert f"Accuracy {ran.json['accuracy']:.2%}" in shown.out


def test_the_newest_model_of_the_workspace_is_taken_and_named(backlit, digits):
    saved = backlit("train", "--data", digits, "--epochs", 1, "--quiet").out.strip()
    ran = backlit("evaluate", "--json")
    assert ran.json["model"] == saved
    assert ran.json["pretrained"] is False
    assert ran.json["examples"] == 100  # on the data that it learned from
    assert saved in ran.err.replace("\n", "")


def test_a_model_is_tested_on_ones_own_few_classes(backlit, tmp_path, test_digits):
    for label in (3, 8):
        folder = tmp_path / "own" / str(label)
        folder.mkdir(parents=True)
        for index in np.flatnonzero(test_digits.labels == label)[:20]:
            Image.fromarray(test_digits.X[index].reshape(28, 28)).save(folder / f"{index}.png")
    ran = backlit("evaluate", "--data", tmp_path / "own", "--json")
    assert ran.code == 0
    assert ran.json["examples"] == 40
    assert ran.json["accuracy"] > 0.8
    assert ran.json["per_class"]["3"]["examples"] == 20
    assert ran.json["per_class"]["0"]["examples"] == 0


def test_data_of_another_kind_is_refused(backlit):
    ran = backlit("evaluate", "--data", "circles")
    assert ran.code == 2
    assert "error: Expected" in ran.err


def test_info_shows_the_13002_numbers(backlit):
    ran = backlit("info")
    assert ran.code == 0
    assert "784-16-16-10" in ran.out
    assert "16 × 784 = 12,544" in ran.out
    assert "12,960 weights + 42 biases = 13,002" in ran.out
    found = backlit("info", "--json").json
    assert (found["weights"], found["biases"], found["parameters"]) == (12960, 42, 13002)
    assert len(found["history"]) > 1
    assert found["provenance"]["command"].startswith("backlit train")
    assert found["settings"]["cost"] == "squared_error"


def test_a_pickle_renamed_is_named(backlit, tmp_path):
    path = tmp_path / "model.safetensors"
    path.write_bytes(pickle.dumps({"weights": [0.0] * 50}))
    for arguments in (("info", path), ("evaluate", "--model", path)):
        ran = backlit(*arguments)
        assert ran.code == 2
        assert "Python pickle" in ran.err


def test_data_list_and_info(backlit):
    names = [row["name"] for row in backlit("data", "list", "--json").json]
    assert names[:2] == ["mnist", "fashion-mnist"]
    assert "spirals" in names
    shown = backlit("data", "list")
    assert "not downloaded (" in shown.out
    found = backlit("data", "info", "mnist", "--json").json
    assert found["train"]["examples"] == 60_000
    assert sum(found["test"]["per_class"].values()) == 10_000
    assert "28×28 pixels" in backlit("data", "info", "mnist").out
    assert "2 inputs" in backlit("data", "info", "moons").out


def test_completion_scripts_are_for_backlit(backlit):
    for shell in ("bash", "zsh", "fish"):
        ran = backlit("completion", shell)
        assert ran.code == 0
        assert "_BACKLIT_COMPLETE" in ran.out


def test_no_colour_where_none_is_wanted(tmp_path, seven):
    environment = os.environ | {"NO_COLOR": "1", "FORCE_COLOR": "1", "TERM": "xterm-256color"}
    ran = subprocess.run(
        [sys.executable, "-m", "backlit", "predict", str(seven)],
        capture_output=True,
        env=environment,
        check=True,
    )
    assert b"\x1b[3" not in ran.stdout
    assert b"\x1b[4" not in ran.stdout


def test_a_reader_that_goes_away_is_no_error():
    process = subprocess.Popen(
        [sys.executable, "-m", "backlit", "info", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    err = process.stderr.read()
    assert b"Traceback" not in err
    assert b"Broken pipe" not in err
    process.stderr.close()
    process.wait(timeout=60)
