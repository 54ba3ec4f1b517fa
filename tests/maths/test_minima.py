"""Formulas are read and never run, descent finds minima, and divergence is called so."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.errors import OutOfRangeError, SettingsError
from backlit.maths.formula import parse_formula
from backlit.maths.minima import descend_curve, find_basins
from backlit.maths.named_functions import CURVES, SURFACE, named_curve
from backlit.maths.surface import descend_surface
from tests.records import survives_json


@pytest.mark.parametrize("name", CURVES)
def test_the_slope_of_every_known_curve_is_that_of_finite_differences(name):
    formula = named_curve(name)
    x = np.linspace(-4, 4, 41) + 0.013
    h = 1e-5
    difference = (formula(x + h) - formula(x - h)) / (2 * h)
    assert formula.gradient(x)[:, 0] == pytest.approx(difference, rel=1e-5, abs=1e-6)
    read = parse_formula(formula.text)  # the text reads back as the same formula
    assert read(x) == pytest.approx(formula(x), rel=1e-12)
    assert parse_formula(formula.slopes[0])(x) == pytest.approx(formula.gradient(x)[:, 0])


@given(
    st.floats(-3, 3, allow_subnormal=False),
    st.floats(-3, 3, allow_subnormal=False),
    st.integers(1, 5),
)
def test_a_formula_is_what_python_would_say(a, b, power):
    formula = parse_formula(f"{a:.6f}*x^{power} + ({b:.6f})*y - sin(2x)", ("x", "y"))
    x, y = np.linspace(-2, 2, 9), np.linspace(3, 1, 9)
    expected = float(f"{a:.6f}") * x**power + float(f"{b:.6f}") * y - np.sin(2 * x)
    assert formula(x, y) == pytest.approx(expected, rel=1e-12, abs=1e-12)
    slope = float(f"{a:.6f}") * power * x ** (power - 1) - 2 * np.cos(2 * x)
    assert formula.gradient(x, y)[..., 0] == pytest.approx(slope, rel=1e-12, abs=1e-12)
    assert formula.gradient(x, y)[..., 1] == pytest.approx(float(f"{b:.6f}"))


def test_slopes_read_as_one_would_write_them():
    assert parse_formula("3/2*x^2 + 1/2*y^2", ("x", "y")).slopes == ("3*x", "y")
    assert parse_formula("x^3").slopes == ("3*x^2",)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "__import__('os').system('x')", "x.__class__", "open(1)", "lambda: 1", "x = 1",
        "y", "f(x)", "(((", "x x^", "1/0", "9^9^9", "factorial(9)", "I*x", "x;x", "x" * 300,
        "log(-x^2 - 1)", "x[0]", "'x'", "{}", "zoo", "oo", "nan",
    ],
)  # fmt: skip
def test_what_is_no_formula_is_refused_in_one_sentence(text):
    with pytest.raises(SettingsError, match="Expected a formula of x such as") as raised:
        parse_formula(text)
    assert raised.value.hint


@pytest.mark.parametrize("name", CURVES)
def test_every_start_ends_in_the_minimum_that_its_own_descent_finds(name):
    formula = named_curve(name)
    found = find_basins(formula, (-5, 5), 0.05, n_starts=60, n_steps=20_000)
    assert len(found.minima) >= 1
    assert found.minimum_costs[found.lowest] == found.minimum_costs.min()
    assert found.shares.sum() + (found.minimum < 0).mean() == pytest.approx(1)
    for start, number in list(zip(found.starts, found.minimum, strict=True))[::7]:
        alone = descend_curve(formula, float(start), 0.05, 20_000)
        if number >= 0:
            assert alone.outcome == "minimum"
            assert alone.x[-1] == pytest.approx(found.minima[number], abs=0.02)
        assert (np.diff(alone.costs) <= 1e-9).all()  # steps are small enough to go down
    survives_json(found)


def test_a_descent_reports_how_it_ended():
    bowl = named_curve("bowl")
    assert descend_curve(bowl, 3.0, 0.1).outcome == "minimum"
    assert descend_curve(bowl, 3.0, 0.1, 3).outcome == "moving"
    assert descend_curve(bowl, 3.0, 1.1, 500).outcome == "diverged"
    assert (find_basins(bowl, (-1, 1), 1.1, n_starts=4, n_steps=500).minimum == -2).all()
    assert descend_curve(parse_formula("-x^2"), 0.0).outcome == "flat"
    path = descend_curve(bowl, 1.0, 0.25, 2)
    assert list(path.x) == [1.0, 0.5, 0.25]  # by hand: x − η 2x
    assert list(path.costs) == [1.0, 0.25, 0.0625]
    survives_json(path)


def test_the_slides_surface_has_three_times_the_impact_of_x():
    found = descend_surface(SURFACE)
    assert found.cost == 2
    assert list(found.gradient) == [3, 1]
    assert found.importance == 3
    assert found.gradient_norm == pytest.approx(np.sqrt(10))
    assert found.direction == pytest.approx(np.degrees(np.arctan2(1, 3)))
    assert list(found.path[1]) == pytest.approx([1 - 0.1 * 3, 1 - 0.1 * 1])
    assert not found.diverged
    assert descend_surface(SURFACE, learning_rate=0.7).diverged
    assert descend_surface(parse_formula("x^2", ("x", "y"))).importance is None
    survives_json(found)


def test_what_cannot_be_is_refused():
    bowl = named_curve("bowl")
    for wrong in ((0.0, 5), (float("nan"), 5), (0.1, 0)):
        with pytest.raises(SettingsError, match="a learning rate above 0 and one step"):
            descend_curve(bowl, 1.0, *wrong)
    with pytest.raises(OutOfRangeError, match="a start at which log"):
        descend_curve(parse_formula("log(x)"), -1.0)
    for wrong in ((2.0, 1.0), (0.0, float("inf"))):
        with pytest.raises(SettingsError, match="an interval from left to right"):
            find_basins(bowl, wrong)
    surface = SURFACE
    with pytest.raises(OutOfRangeError, match="a point x, y"):
        descend_surface(surface, (float("nan"), 1.0))
    with pytest.raises(SettingsError, match="a learning rate and a span above 0"):
        descend_surface(surface, span=0.0)
