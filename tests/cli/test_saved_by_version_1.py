"""The command line continues what version 0.1.0 saved, and finds the same."""

import shutil
from pathlib import Path

import pytest

from backlit.core.network import flatten
from backlit.files.checkpoint import load_checkpoint
from backlit.files.population import load_members, load_plan
from backlit.files.recording import load_recording
from backlit.files.workspace import find_model, newest_recording_path
from tests.recorded import digest, needs_kernel, same_numpy

SAVED = Path(__file__).parents[1] / "files" / "version_1"


@same_numpy
@needs_kernel
def test_a_population_is_resumed_to_the_same_bits(tmp_path, backlit):
    folder = tmp_path / "population"
    shutil.copytree(SAVED / "population", folder)
    ran = backlit("population", "--resume", folder)
    assert ran.code == 0, ran.err
    found = dict(load_members(folder, load_plan(folder)))
    assert [digest(flatten(each.network)) for each in found.values()] == [
        "4d66dc897c9b593ae9ec0766fcec95a5616704c9dcb410cfd650873913796f58",
        "eccbd0788b5726b21710c30b47c8699f248c4e47857ddba251d095b18c1b8d26",
        "3acb3c592e0a0ed81c26961198ccf4f3a50773e183bbe014e22b3710c0cb541f",
        "000faf7bec74b14f8c53a8d243d58a2b95e2e0354dcb3390b91091b0d96b1378",
    ]
    lines = (folder / "results.csv").read_text("utf-8").splitlines()
    assert len(lines) == 1 + 4


def test_the_newest_model_and_its_recording_are_found(tmp_path, monkeypatch, backlit):
    shutil.copytree(SAVED / "workspace", tmp_path / "workspace")
    monkeypatch.setenv("BACKLIT_HOME", str(tmp_path / "workspace"))
    models = tmp_path / "workspace" / "models"
    found = find_model()
    assert (found.path, found.pretrained) == (models / "xor.safetensors", False)
    assert newest_recording_path() == models / "xor.recording"
    assert load_recording(models / "xor.recording").last_step == 552
    assert load_checkpoint(models / "xor.checkpoint").run.epoch == 3
    assert "2-5-4-2" in backlit("info").out
    assert backlit("evaluate", "--json").json["accuracy"] == pytest.approx(0.954)
    assert backlit("replay", "--json").json["last_step"] == 552
