"""Named curves, and the surface of the slides, with their slopes."""

from __future__ import annotations

from typing import Literal

import numpy as np

from backlit.maths.formula import Formula, known_formula, parse_formula

CurveName = Literal[
    "waves", "bowl", "two-valleys", "plateau", "ravine", "step", "shallow-and-deep"
]  # fmt: skip

_X = ("x",)

CURVES: dict[CurveName, Formula] = {
    "waves": known_formula(
        "x^2/10 + sin(2*x)", _X, ("x/5 + 2*cos(2*x)",),
        lambda x: x**2 / 10 + np.sin(2 * x),
        lambda x: x / 5 + 2 * np.cos(2 * x),
    ),
    "bowl": known_formula("x^2", _X, ("2*x",), lambda x: x**2, lambda x: 2 * x),
    "two-valleys": known_formula(
        "(x^2 - 4)^2/16 + x/4", _X, ("x*(x^2 - 4)/4 + 1/4",),
        lambda x: (x**2 - 4) ** 2 / 16 + x / 4,
        lambda x: x * (x**2 - 4) / 4 + 1 / 4,
    ),
    "plateau": known_formula(
        "x^2/(1 + x^2)", _X, ("2*x/(1 + x^2)^2",),
        lambda x: x**2 / (1 + x**2),
        lambda x: 2 * x / (1 + x**2) ** 2,
    ),
    "ravine": known_formula(
        "sqrt(0.01 + x^2)", _X, ("x/sqrt(0.01 + x^2)",),
        lambda x: np.sqrt(0.01 + x**2),
        lambda x: x / np.sqrt(0.01 + x**2),
    ),
    "step": known_formula(
        "tanh(3*x) + x^2/20", _X, ("3*(1 - tanh(3*x)^2) + x/10",),
        lambda x: np.tanh(3 * x) + x**2 / 20,
        lambda x: 3 * (1 - np.tanh(3 * x) ** 2) + x / 10,
    ),
    "shallow-and-deep": known_formula(
        "x^2/20 - exp(-4*(x - 2)^2) - 2*exp(-(x + 3)^2)", _X,
        ("x/10 + 8*(x - 2)*exp(-4*(x - 2)^2) + 4*(x + 3)*exp(-(x + 3)^2)",),
        lambda x: x**2 / 20 - np.exp(-4 * (x - 2) ** 2) - 2 * np.exp(-((x + 3) ** 2)),
        lambda x: x / 10 + 8 * (x - 2) * np.exp(-4 * (x - 2) ** 2)
        + 4 * (x + 3) * np.exp(-((x + 3) ** 2)),
    ),
}  # fmt: skip

# Source: slides, "x has 3 times the impact as y".
SURFACE = known_formula(
    "3/2*x^2 + 1/2*y^2", ("x", "y"), ("3*x", "y"),
    lambda x, y: 3 / 2 * x**2 + 1 / 2 * y**2,
    lambda x, y: 3 * x,
    lambda x, y: y,
)  # fmt: skip


def named_curve(text: str) -> Formula:
    """A curve by its name, or any formula of x.

    Raises:
        SettingsError: when it is neither.
    """
    return CURVES[text] if text in CURVES else parse_formula(text)


def named_surface(text: str | None) -> Formula:
    """The surface of the slides when None, or any formula of x and y.

    Raises:
        SettingsError: when it is not a formula.
    """
    return SURFACE if text is None else parse_formula(text, ("x", "y"))
