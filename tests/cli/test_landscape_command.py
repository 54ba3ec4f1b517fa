"""``backlit analyse landscape``: planes and lines, in letters, colours and figures."""

import numpy as np
import pytest

from backlit.gradients.landscape import CostLine, CostPlane
from backlit.render.json import record_from_json
from backlit.render.terminal.heights import height_levels, height_map


@pytest.mark.parametrize(
    ("options", "form", "words"),
    [
        ((), CostPlane, "the training path"),
        (("--directions", "random"), CostPlane, "two random directions"),
        (("--line",), CostLine, "untrained"),
        (("--line", "--directions", "random"), CostLine, "one step of its own size"),
    ],
)
def test_each_speaks_gives_json_and_draws(backlit, digits, tmp_path, options, form, words):
    model = tmp_path / "m.safetensors"
    assert backlit("train", "--data", digits, "--epochs", 3, "-o", model).code == 0
    arguments = (
        "analyse",
        "landscape",
        "--model",
        model,
        "--resolution",
        "9",
        "--examples",
        "50",
        *options,
    )
    ran = backlit(*arguments)
    assert ran.code == 0, ran.err
    assert words in ran.out
    for theme in ("light", "dark"):
        figure = tmp_path / f"{theme}.png"
        ran = backlit(*arguments, "--json", "-o", figure, "--theme", theme)
        record_from_json(ran.out, form)
        assert figure.read_bytes().startswith(b"\x89PNG")


def test_a_map_has_low_below_and_high_above_with_its_marks():
    heights = np.arange(16.0).reshape(4, 4)
    levels = height_levels(heights)
    assert (np.diff(levels.reshape(-1)) > 0).all()
    lines = height_map(heights, colour=False, marks={(0, 0): "x", (0, 1): "·", (1, 1): "o"}).plain
    upper, lower = lines.split("\n")
    assert upper[-1] == "%"
    assert lower.startswith("x o ")
    assert height_map(np.zeros((3, 2)), colour=True).plain.count("▀") == 8
