"""``backlit explain nudges`` and ``avenues``."""

import pytest

from backlit.explain.nudges import Avenues, Wishes
from backlit.render.json import record_from_json


@pytest.mark.parametrize(
    ("arguments", "form", "words"),
    [
        (("nudges", "18"), Wishes, "what layer 3 wants of layer 2"),
        (("nudges", "18", "--label", "8", "--limit", "4"), Wishes, "the other 12"),
        (("avenues", "18"), Avenues, "change a, in proportion to w"),
        (("avenues", "18", "--layer", "1", "--neuron", "11"), Avenues, "Neuron 11 of layer 1"),
    ],
)
def test_each_speaks_gives_json_and_draws(backlit, tmp_path, arguments, form, words):
    ran = backlit("explain", *arguments)
    assert ran.code == 0
    assert words in ran.out
    for theme in ("light", "dark"):
        figure = tmp_path / f"{theme}.png"
        ran = backlit("explain", *arguments, "--json", "-o", figure, "--theme", theme)
        record_from_json(ran.out, form)
        assert figure.read_bytes().startswith(b"\x89PNG")


def test_a_picture_without_a_label_is_refused(backlit, tmp_path):
    from PIL import Image

    from backlit.data.mnist import load_mnist

    path = tmp_path / "seven.png"
    Image.fromarray(load_mnist().test.X[0].reshape(28, 28)).save(path)
    ran = backlit("explain", "nudges", path)
    assert ran.code == 2
    assert "got no label" in ran.err
    assert "--label 7" in ran.err
    assert backlit("explain", "nudges", path, "--label", "7").code == 0
