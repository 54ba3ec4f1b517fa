"""The notation of the slides in plain characters: w⁽³⁾₃,₇, σ′ and the like."""

from __future__ import annotations

_ABOVE = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_BELOW = str.maketrans("0123456789-", "₀₁₂₃₄₅₆₇₈₉₋")

# σ′ of each activation, in characters and in LaTeX, where %s is z.
PRIMES = {
    "sigmoid": ("σ′", r"\sigma'"),
    "relu": ("ReLU′", r"\mathrm{ReLU}'"),
    "tanh": ("tanh′", r"\tanh'"),
    "identity": ("1", "1"),
    "softmax": ("∂a/∂z", r"\frac{\partial a}{\partial z}"),
}


def above(layer: int) -> str:
    """A layer as the slides write it: ⁽³⁾."""
    return f"⁽{str(layer).translate(_ABOVE)}⁾"


def below(*indices: int) -> str:
    """Indices: ₃,₇."""
    return ",".join(str(index).translate(_BELOW) for index in indices)


def indexed(letter: str, layer: int, *indices: int) -> str:
    """A letter with its layer and indices: w⁽³⁾₃,₇."""
    return f"{letter}{above(layer)}{below(*indices)}"


def prime(activation: str, z: str) -> str:
    """The slope of an activation at z: σ′(z); 1 for the identity."""
    symbol = PRIMES[activation][0]
    return symbol if activation == "identity" else f"{symbol}({z})"


def output_slope_symbol(cost: str, activation: str, a: str, y: str) -> str:
    """∂C₀/∂a of an output: 2(a − y) for the squared error."""
    if cost == "squared_error":
        return f"2({a} − {y})"
    if cost == "half_squared_error":
        return f"({a} − {y})"
    if activation == "softmax":
        return f"−{y}/{a}"
    return f"({a} − {y})/({a}(1 − {a}))"
