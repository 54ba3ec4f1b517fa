"""``backlit analyse mini-batches``: angles at three moments, and two ways down."""

import json


def test_it_speaks_gives_json_and_draws(backlit, digits, tmp_path):
    model = tmp_path / "m.safetensors"
    assert backlit("train", "--data", digits, "--epochs", 2, "-o", model).code == 0
    arguments = ("analyse", "mini-batches", "--model", model, "--draws", "5", "--examples", "200")
    ran = backlit(*arguments)
    assert ran.code == 0
    assert "after a tenth of an epoch" in ran.out
    assert "Full batch and mini-batches" in ran.out
    figure = tmp_path / "batches.svg"
    ran = backlit(*arguments, "--json", "-o", figure)
    values = json.loads(ran.out)
    assert len(values["angles"]["angles"]) == len(values["stages"]) == 3
    assert b"both paths, from the star" in figure.read_bytes()
