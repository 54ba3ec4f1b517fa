"""``backlit explain cost``, ``gradient``, ``step`` and ``analyse cost``."""

import pytest

from backlit.explain.cost import CostBreakdown
from backlit.gradients.cost_distribution import CostDistribution
from backlit.gradients.gradient_step import Steps
from backlit.gradients.negative_gradient import NegativeGradient
from backlit.render.json import record_from_json


@pytest.mark.parametrize(
    ("arguments", "form", "words"),
    [
        (("explain", "cost", "18"), CostBreakdown, "← (0.66 − 1.00)²"),
        (("analyse", "cost"), CostDistribution, "utter trash"),
        (("explain", "gradient", "18"), NegativeGradient, "should decrease a lot"),
        (
            ("explain", "gradient", "--class", "3", "--first", "50"),
            NegativeGradient,
            "mean over 50 examples",
        ),
        (("explain", "step", "18", "--learning-rate", "0.5"), Steps, "second order"),
    ],
)
def test_each_speaks_gives_json_and_draws(backlit, tmp_path, arguments, form, words):
    ran = backlit(*arguments)
    assert ran.code == 0
    assert words in ran.out
    for theme in ("light", "dark"):
        figure = tmp_path / f"{theme}.png"
        ran = backlit(*arguments, "--json", "-o", figure, "--theme", theme)
        assert ran.code == 0
        record_from_json(ran.out, form)
        assert figure.read_bytes().startswith(b"\x89PNG")


def test_two_weights_are_compared(backlit):
    ran = backlit("explain", "gradient", "18", "--compare", "12970", "13000")
    assert "w12970 is 0.924 times as important as w13000." in ran.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("gradient", "10000"), "Expected an example of mnist from 0 to 9999, got 10000."),
        (("gradient", "--class", "10"), "Expected a class from 0 to 9, got 10."),
        (("gradient", "0", "--class", "3"), "at least one example of class 3"),
        (("gradient", "0", "--compare", "0", "13002"), "from 0 to 13001, got 13002"),
        (("step", "0", "--learning-rate", "nan"), "finite numbers"),
    ],
)
def test_what_is_not_there_is_refused(backlit, arguments, words):
    ran = backlit("explain", *arguments)
    assert ran.code == 2
    assert words in ran.err
