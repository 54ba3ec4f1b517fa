"""The derivatives of a simple chain as LaTeX, in symbols and with numbers."""

from __future__ import annotations

from backlit.explain.simple_chain import SimpleChain, SimpleChainSlope
from backlit.render.latex.symbols import (
    beside,
    factor_latex,
    number_latex,
    output_slope_latex,
    prime_latex,
)


def simple_chain_latex(record: SimpleChain) -> list[dict[str, str]]:
    """∂C₀/∂w of every weight and bias of a simple chain: ``symbols`` and ``numbers``."""
    return [
        {
            "symbols": rf"{slope_latex(slope)} = {beside(factor_symbols(record, slope))}",
            "numbers": rf"{slope_latex(slope)} = "
            + r" \cdot ".join(factor_latex(each) for each in slope.factors.tolist())
            + f" = {number_latex(slope.product)}",
        }
        for slope in record.slopes
    ]


def slope_latex(slope: SimpleChainSlope) -> str:
    """∂C₀/∂w⁽ˡ⁾ or ∂C₀/∂b⁽ˡ⁾ of a simple chain."""
    letter = "b" if slope.is_bias else "w"
    return rf"\frac{{\partial C_0}}{{\partial {letter}^{{({slope.layer})}}}}"


def factor_symbols(record: SimpleChain, slope: SimpleChainSlope) -> list[str]:
    """The symbol of every factor of a slope of a simple chain."""
    last = len(record.activations)
    found = ["1" if slope.is_bias else f"a^{{({slope.layer - 1})}}"]
    for layer in range(slope.layer, last + 1):
        if layer > slope.layer:
            found.append(f"w^{{({layer})}}")
        found.append(prime_latex(record.activations[layer - 1], f"z^{{({layer})}}"))
    a = f"a^{{({last})}}"
    found.append(output_slope_latex(record.cost_function, record.activations[-1], a, "y"))
    return found


def factor_fractions(record: SimpleChain, slope: SimpleChainSlope) -> list[str]:
    """What every factor of a slope of a simple chain is: ∂z/∂w, ∂a/∂z, ∂z/∂a … ∂C₀/∂a."""
    last = len(record.activations)

    def fraction(above: str, below: str) -> str:
        return rf"\frac{{\partial {above}}}{{\partial {below}}}"

    letter = "b" if slope.is_bias else "w"
    found = [fraction(f"z^{{({slope.layer})}}", f"{letter}^{{({slope.layer})}}")]
    for layer in range(slope.layer, last + 1):
        if layer > slope.layer:
            found.append(fraction(f"z^{{({layer})}}", f"a^{{({layer - 1})}}"))
        found.append(fraction(f"a^{{({layer})}}", f"z^{{({layer})}}"))
    return [*found, fraction("C_0", f"a^{{({last})}}")]
