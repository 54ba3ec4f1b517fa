"""``backlit analyse activation-maximisation``, ``noise`` and their like."""

import pytest

from backlit.analyse.activation_maximisation import ActivationMaximisation
from backlit.analyse.edges_and_loops import EdgesAndLoops
from backlit.analyse.noise import NoisePredictions
from backlit.analyse.weights import LayerWeights
from backlit.render.json import record_from_json


@pytest.mark.parametrize(
    ("arguments", "form", "words"),
    [
        (
            ("activation-maximisation", "--neuron", "7", "--l2", "0.1"),
            ActivationMaximisation,
            "What activates output 7 most",
        ),
        (
            ("activation-maximisation", "--layer", "1", "--starts", "1"),
            ActivationMaximisation,
            "neuron 0 of layer 1",
        ),
        (("noise", "-n", "100"), NoisePredictions, "smooth noise, equally bright"),
        (("edges", "--shuffles", "5"), EdgesAndLoops, "Edges first, then loops?"),
        (("weights",), LayerWeights, "neuron 15 of layer 1, bias"),
        (("weights", "--layer", "2"), LayerWeights, "largest weights, from"),
    ],
)
def test_each_speaks_gives_json_and_draws(backlit, tmp_path, arguments, form, words):
    ran = backlit("analyse", *arguments)
    assert ran.code == 0
    assert words in ran.out
    for theme in ("light", "dark"):
        figure = tmp_path / f"{theme}.png"
        ran = backlit("analyse", *arguments, "--json", "-o", figure, "--theme", theme)
        record_from_json(ran.out, form)
        assert figure.read_bytes().startswith(b"\x89PNG")
