"""``backlit analyse minima`` and ``surface``."""

import pytest


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("minima",), "it ends in a minimum"),
        (("minima", "bowl", "--learning-rate", "1.05"), "it diverges"),
        (("minima", "x^4 - 3*x^2 + x", "--start", "2", "--learning-rate", "0.05"), "the lowest"),
        (("surface",), "x has 3 times the impact of y"),
        (("surface", "sin(x)*cos(y)", "--at=-1,1"), "as a direction"),
    ],
)
def test_each_speaks_gives_json_and_draws(backlit, tmp_path, arguments, words):
    ran = backlit("analyse", *arguments)
    assert ran.code == 0, ran.err
    assert words in ran.out
    for theme in ("light", "dark"):
        figure = tmp_path / f"{theme}.png"
        ran = backlit("analyse", *arguments, "--json", "-o", figure, "--theme", theme)
        assert ran.json["record"] in ("Minima", "SurfaceDescent")
        assert figure.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("minima", "__import__('os')"), "Expected a formula of x"),
        (("minima", "bowl", "--interval", "3"), "two numbers with a comma for --interval"),
        (("surface", "x^2 + z", "--at", "1,1"), "Expected a formula of x and y"),
        (("surface", "--at", "1"), "two numbers with a comma for --at"),
    ],
)
def test_what_makes_no_sense_is_refused(backlit, arguments, words):
    ran = backlit("analyse", *arguments)
    assert ran.code == 2
    assert words in ran.err
    assert ran.out == ""


def test_letters_below_the_curve_tell_the_basins(backlit):
    lines = backlit("analyse", "minima").out.splitlines()
    (strip,) = [line for line in lines if line.strip().startswith("A") and "BBBB" in line]
    assert strip.count("C") > 5
