"""An average slope over examples as LaTeX."""

from __future__ import annotations

from backlit.gradients.average_slope import AverageSlope
from backlit.render.latex.symbols import (
    factor_latex,
    number_latex,
    parameter_latex,
)


def average_latex(record: AverageSlope) -> dict[str, str]:
    """An average over examples: ``symbols`` and ``numbers``."""
    p = record.parameter
    w = parameter_latex(p.neuron, p.source, str(p.layer))
    n = len(record.slopes)
    left = rf"\frac{{\partial C}}{{\partial {w}}}"
    shown = " + ".join(factor_latex(each) for each in record.slopes[:3].tolist())
    more = r" + \cdots" if n > 3 else ""
    return {
        "symbols": rf"{left} = \frac{{1}}{{n}} \sum_{{k=0}}^{{n-1}} "
        rf"\frac{{\partial C_k}}{{\partial {w}}}",
        "numbers": rf"{left} = \frac{{1}}{{{n}}} \left({shown}{more}\right) "
        f"= {number_latex(record.mean)}",
    }
