"""``backlit replay``: any step of a recorded run, and other ways from there."""

import numpy as np
import pytest

from backlit.core.network import flatten
from backlit.files.model import load_model
from backlit.files.recording import load_recording

SMALL = ("train", "--data", "circles", "--layers", "6", "--epochs", "3")


@pytest.fixture
def model(backlit, tmp_path):
    """The model of a recorded run."""
    path = tmp_path / "run.safetensors"
    assert backlit(*SMALL, "-o", path).code == 0
    return path


def test_it_says_what_a_recording_holds(backlit, model):
    recording = model.with_suffix(".recording")
    for named in (recording, model):
        ran = backlit("replay", named)
        assert ran.code == 0
        assert "restore any of them with --step" in " ".join(ran.out.split())
        assert ran.out.count("%") >= 4
    held = backlit("replay", recording, "--json").json
    assert held["last_step"] == len(held["batch_costs"]) == held["history"][-1]["step"]
    assert held["keyframes"][0] == {"epoch": 0, "position": 0, "step": 0}


def test_a_step_is_reopened_and_saved_as_a_model(backlit, model, tmp_path):
    recording = model.with_suffix(".recording")
    last = load_recording(recording).last_step
    for step in (0, 7, last):
        there = tmp_path / f"{step}.safetensors"
        ran = backlit("replay", recording, "--step", step, "-o", there, "--json")
        assert ran.code == 0
        assert ran.json["step"] == step
        assert backlit("info", there).code == 0
    assert np.array_equal(
        flatten(load_model(tmp_path / f"{last}.safetensors").network),
        flatten(load_model(model).network),
    )
    ran = backlit("replay", recording, "--epoch", 1)
    assert f"of {last:,}" in ran.out
    assert "epoch 2, after 0 of" in ran.out


def test_every_explanation_is_available_at_a_step(backlit, model):
    recording = model.with_suffix(".recording")
    at_start = backlit("explain", "cost", "3", "--run", recording, "--step", 0, "--json")
    at_end = backlit("explain", "cost", "3", "--run", recording, "--json")
    now = backlit("explain", "cost", "3", "--model", model, "--json")
    assert "after 0 steps" in at_start.err
    assert at_end.json["terms"] == now.json["terms"] != at_start.json["terms"]


def test_a_branch_is_a_run_of_its_own(backlit, model, tmp_path):
    recording = model.with_suffix(".recording")
    before = recording.read_bytes()
    other = tmp_path / "other.safetensors"
    ran = backlit("replay", recording, "--epoch", 1, "--learning-rate", 0.1, "-o", other)
    assert ran.code == 0
    assert "Branching at step" in ran.err
    assert "Test accuracy" in ran.out
    branch = load_model(other)
    assert branch.metadata.changes[0].epoch == 1
    assert branch.metadata.changes[0].hyperparameters.learning_rate == 0.1
    assert branch.metadata.provenance.command.startswith("backlit replay")
    assert not np.array_equal(flatten(branch.network), flatten(load_model(model).network))
    assert recording.read_bytes() == before
    held = load_recording(other.with_suffix(".recording"))
    assert held.first_step == branch.metadata.history[1].step


def test_the_newest_recording_is_taken_and_none_is_made_when_not_wanted(backlit, tmp_path):
    assert "none" in backlit("replay").err
    assert backlit(*SMALL, "--no-record", "-o", tmp_path / "a.safetensors").code == 0
    assert not (tmp_path / "a.recording").exists()
    assert backlit(*SMALL).code == 0
    assert backlit("replay", "--step", 5).code == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--step", 100_000), "Expected a step from 0 to"),
        (("--epoch", 9), "Expected an epoch from 0 to 3, got 9."),
        (("--step", 1, "--epoch", 1), "Expected --step or --epoch, got both."),
        (("--epoch", 2, "--epochs", 2), "more than 2 epochs"),
        (("--epoch", 2, "--learning-rate", -1), "a learning rate above 0"),
    ],
)
def test_what_cannot_be_is_refused(backlit, model, options, words):
    ran = backlit("replay", model, *options)
    assert ran.code == 2
    assert words in ran.err
    assert ran.out == ""


def test_a_model_and_a_run_at_once_are_refused(backlit, model):
    recording = model.with_suffix(".recording")
    ran = backlit("explain", "cost", "3", "--run", recording, "--model", model)
    assert ran.code == 2
    assert "got more than one" in ran.err
    assert backlit("replay", model.with_name("none.recording")).code == 2
    assert backlit("replay", model.with_suffix(".checkpoint")).code == 2
