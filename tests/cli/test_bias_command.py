"""``backlit analyse bias``: a threshold, and what other biases would do."""

from backlit.analyse.bias import BiasResponse
from backlit.render.json import record_from_json


def test_it_speaks_gives_json_and_draws(backlit, tmp_path):
    ran = backlit("analyse", "bias", "--neuron", "3")
    assert ran.code == 0
    assert "the threshold: above it the neuron is active" in ran.out
    for theme in ("light", "dark"):
        figure = tmp_path / f"{theme}.png"
        ran = backlit("analyse", "bias", "--json", "-o", figure, "--theme", theme)
        record_from_json(ran.out, BiasResponse)
        assert figure.read_bytes().startswith(b"\x89PNG")
    assert "from 0 to 15, got 16" in backlit("analyse", "bias", "--neuron", "16").err
