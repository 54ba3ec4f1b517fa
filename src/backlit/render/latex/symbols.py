"""Numbers and symbols of the slides as LaTeX: w^{(3)}_{3,7}, σ′ and the like."""

from __future__ import annotations

from itertools import pairwise

from backlit.render.symbols import PRIMES


def parameter_latex(j: int | str, k: int | str | None, layer: str) -> str:
    """A weight, or a bias when k is None."""
    if k is None:
        return f"b^{{({layer})}}_{{{j}}}"
    return f"w^{{({layer})}}_{{{j},{k}}}" if isinstance(j, int) else f"w^{{({layer})}}_{{{j}{k}}}"


def prime_latex(activation: str, z: str) -> str:
    """The slope of an activation at z as LaTeX."""
    symbol = PRIMES[activation][1]
    return symbol if activation == "identity" else f"{symbol}({z})"


def prime_name_latex(activation: str) -> str:
    """What the slope of an activation is called, as LaTeX; ∂a/∂z where it is plainly 1."""
    return (
        r"\partial a/\partial z" if activation in ("identity", "softmax") else PRIMES[activation][1]
    )


def output_slope_latex(cost: str, activation: str, a: str, y: str) -> str:
    """∂C₀/∂a of an output as LaTeX."""
    if cost == "squared_error":
        return f"2({a} - {y})"
    if cost == "half_squared_error":
        return f"({a} - {y})"
    if activation == "softmax":
        return rf"\left(-\frac{{{y}}}{{{a}}}\right)"
    return rf"\frac{{{a} - {y}}}{{{a}(1 - {a})}}"


def number_latex(value: float | None, digits: int = 4) -> str:
    r"""A number as LaTeX: 0.1234, -0.5, 1.5 \cdot 10^{-7}; ∞ for what no float can hold.

    Args:
        value: The number.
        digits: Significant digits.
    """
    if value is None:
        return r"\infty"
    mantissa, _, exponent = f"{value:.{digits}g}".partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa


def factor_latex(value: float | None, digits: int = 4) -> str:
    """A number as a factor among others: in brackets where it has a sign or a power."""
    text = number_latex(value, digits)
    return rf"({text})" if text.startswith("-") or "10^" in text else text


def beside(factors: list[str]) -> str:
    """Factors beside each other as the slides set them; a dot beside a 1, lest it read as 12."""
    text = factors[0]
    for before, factor in pairwise(factors):
        text += (r" \cdot " if "1" in (before, factor) else r" \, ") + factor
    return text
