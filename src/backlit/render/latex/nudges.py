"""Wishes and the three avenues as LaTeX, in the notation of the slides.

Every string is mathematics without delimiters.
"""

from __future__ import annotations

from backlit.core.network import Network
from backlit.explain.nudges import Avenues, Wishes
from backlit.render.latex.symbols import factor_latex, number_latex, output_slope_latex, prime_latex


def wishes_latex(record: Wishes, network: Network) -> dict[str, object]:
    """The definition of a wish.

    Returns:
        ``output``, the wish of an output for itself; ``contributions``, for each layer but the
        last, the input first, the wish for its neuron k as the sum of what the next layer wants.
    """
    last = network.layers[-1]
    slope = output_slope_latex(record.cost_function, last.activation.name, "a_j", "y_j")
    return {
        "output": rf"-\frac{{\partial C_0}}{{\partial a_j}} = -{slope}",
        "contributions": [
            rf"-\frac{{\partial C_0}}{{\partial a^{{({layer.number - 1})}}_k}} = "
            rf"\sum_{{j=0}}^{{{layer.n_out - 1}}} w^{{({layer.number})}}_{{jk}} \,"
            rf"\left(-\frac{{\partial C_0}}{{\partial z^{{({layer.number})}}_j}}\right)"
            for layer in network.layers
        ],
    }


def avenues_latex(record: Avenues) -> dict[str, str]:
    """The three avenues of a neuron with their numbers.

    Returns:
        ``a``, the activation as a function; ``nudge``, −∂C₀/∂z, which all three have in common;
        ``bias``, ``weights`` and ``inputs``, what each avenue changes.
    """
    j, l_ = record.neuron, record.layer
    z, a = (f"{letter}^{{({l_})}}_{{{j}}}" for letter in "za")
    nudge = rf"-\frac{{\partial C_0}}{{\partial {z}}}"
    number = factor_latex(record.bias_nudge)
    if record.da_dz is None:
        where = f"{nudge} = {number_latex(record.bias_nudge)}"
    else:
        where = (
            rf"{nudge} = {prime_latex(record.activation, z)} \cdot "
            rf"\left(-\frac{{\partial C_0}}{{\partial {a}}}\right) = "
            rf"{factor_latex(record.da_dz)} \cdot {factor_latex(record.wish)} = "
            rf"{number_latex(record.bias_nudge)}"
        )
    return {
        "a": rf"{number_latex(record.a)} = {_function(record.activation)}",
        "nudge": where,
        "bias": rf"-\frac{{\partial C_0}}{{\partial b}} = 1 \cdot {number}",
        "weights": rf"-\frac{{\partial C_0}}{{\partial w_k}} = a_k \cdot {number}",
        "inputs": rf"-\frac{{\partial C_0}}{{\partial a_k}} = w_k \cdot {number}",
    }


def _function(activation: str) -> str:
    z = r"w_0 a_0 + w_1 a_1 + \dots + w_{n-1} a_{n-1} + b"
    if activation == "softmax":  # needs the weighted sums of the whole layer
        return rf"\operatorname{{softmax}}(\dots, {z}, \dots)"
    name = r"\sigma" if activation == "sigmoid" else rf"\operatorname{{{activation}}}"
    return rf"{name}({z})"
