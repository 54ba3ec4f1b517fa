"""Formulas as text, x^2/10 + sin(2x), parsed and differentiated; nothing is executed.

SymEngine does both: its parser is its own, in C++, and knows numbers, names and operators only. It
gets numbers as decimals, so that 9^9^9 is infinity at once and not an integer of 370 million
digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.errors import SettingsError

_MAX_CHARACTERS = 200
_NUMBER = re.compile(r"(?<![\w.])(\d+(?:\.\d*)?|\.\d+)(?![\d.])")
_NAME = re.compile(r"[A-Za-z_]\w*")
FUNCTIONS = ("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "log",
             "sqrt", "abs")  # fmt: skip
_CONSTANTS = ("pi", "e")


@dataclass(frozen=True, eq=False)
class Formula:
    """A formula and its slopes, ready to be evaluated.

    Attributes:
        text: The formula as text.
        variables: Their names.
        slopes: ∂/∂x of each variable, as text.
    """

    text: str
    variables: tuple[str, ...]
    slopes: tuple[str, ...]
    _value: Any
    _slopes: Any

    def __call__(self, *values: Any) -> NDArray[np.float64]:
        """The value for an array of each variable; NaN or infinity where it is undefined."""
        return self._evaluated(self._value, values)[..., 0]

    def gradient(self, *values: Any) -> NDArray[np.float64]:
        """The slope along each variable, (*shape, n_variables)."""
        return self._evaluated(self._slopes, values)

    def _evaluated(self, function: Any, values: tuple[Any, ...]) -> NDArray[np.float64]:
        arrays = np.broadcast_arrays(*(np.asarray(value, np.float64) for value in values))
        points = np.stack([array.reshape(-1) for array in arrays], axis=1)
        if not len(points):  # SymEngine needs at least one
            return np.zeros((*arrays[0].shape, len(self.variables)))
        found = np.array(function(points), np.float64).reshape(len(points), -1)
        return found.reshape(*arrays[0].shape, found.shape[1])


def known_formula(
    text: str,
    variables: tuple[str, ...],
    slopes: tuple[str, ...],
    value: Callable[..., Any],
    *gradient: Callable[..., Any],
) -> Formula:
    """A formula with its slopes written in Python, which needs no parser.

    Args:
        text: The formula as text.
        variables: Their names.
        slopes: The slopes as text.
        value: From an array for each variable to the value.
        gradient: The same for the slope along each variable.
    """

    def over(functions: Sequence[Callable[..., Any]]) -> Callable[[NDArray[np.float64]], Any]:
        def evaluated(points: NDArray[np.float64]) -> NDArray[np.float64]:
            zeros = np.zeros(len(points))
            return np.stack([function(*points.T) + zeros for function in functions], axis=1)

        return evaluated

    return Formula(text, variables, slopes, over([value]), over(gradient))


def parse_formula(text: str, variables: tuple[str, ...] = ("x",)) -> Formula:
    """Parse a formula.

    Args:
        text: Numbers, the variables, + − * / ^, brackets, pi, e and the functions of FUNCTIONS.
        variables: The variables that it may contain.

    Raises:
        SettingsError: for anything else, or when SymEngine is not installed.
    """
    try:
        import symengine  # imported late: few commands need it
    except ImportError as error:
        raise SettingsError(
            "Expected SymEngine to parse a formula, but it is not installed.",
            hint="pip install 'backlit[formulas]'",
        ) from error
    clean = text.replace("−", "-").replace("·", "*").strip()
    _check_words(clean, variables)
    try:
        expression = symengine.sympify(_NUMBER.sub(_as_decimal, clean))
        symbols = [symengine.Symbol(name) for name in variables]
        slopes = [expression.diff(symbol) for symbol in symbols]
        value, gradient = (
            symengine.Lambdify(symbols, [expression]),
            symengine.Lambdify(symbols, slopes),
        )
    except (RuntimeError, TypeError, ValueError, NotImplementedError, AttributeError) as error:
        raise _refused(text, variables, str(error).splitlines()[0]) from error
    shown = tuple(_readable(str(slope)) for slope in slopes)
    formula = Formula(text, variables, shown, value, gradient)
    with np.errstate(all="ignore"):
        points = np.random.default_rng(0).uniform(-3, 3, (64, len(variables)))
        values = formula(*points.T)
    if not np.isfinite(values).any():
        raise _refused(text, variables, "no value anywhere from −3 to 3")
    return formula


def _readable(slope: str) -> str:
    """2*x for 2.0*x**1.0: the decimals are removed again."""
    slope = re.sub(r"(\d)\.0(?!\d)", r"\1", slope)
    slope = re.sub(r"\*\*1(?![\d.])", "", slope)
    slope = re.sub(r"(?<![\w.)^*])1\*(?=[A-Za-z(])", "", slope)
    return slope.replace("**", "^")


def _as_decimal(match: re.Match[str]) -> str:
    number = match[1]
    return number if "." in number else f"{number}.0"


def _check_words(text: str, variables: tuple[str, ...]) -> None:
    """Refuse text that is too long, and every unknown name and character."""
    if not text or len(text) > _MAX_CHARACTERS:
        raise _refused(text, variables, f"{len(text)} characters")
    strange = re.sub(r"[\w\s.+\-*/^()]", "", text)
    if strange:
        raise _refused(text, variables, repr(strange[0]))
    for match in _NAME.finditer(text):
        if match[0] not in (*variables, *FUNCTIONS, *_CONSTANTS):
            raise _refused(text, variables, repr(match[0]))


def _refused(text: str, variables: tuple[str, ...], got: str) -> SettingsError:
    return SettingsError(
        f"Expected a formula of {' and '.join(variables)} such as x^2/10 + sin(2*x), got {got} in "
        f"{text!r}.",
        hint="it may contain numbers, + - * / ^, brackets, pi, e, " + ", ".join(FUNCTIONS),
    )
