"""The chain rule as LaTeX in the notation of the slides, in symbols and with numbers."""

from __future__ import annotations

from backlit.explain.chain_rule import ChainRule
from backlit.explain.chain_tree import Branch
from backlit.render.latex.symbols import (
    beside,
    factor_latex,
    number_latex,
    output_slope_latex,
    parameter_latex,
    prime_latex,
)

# What the sums over the layers behind a neuron count with; k and j are the weight's own.
_COUNTERS = "impqrstuv"


def chain_rule_latex(record: ChainRule) -> dict[str, object]:
    """A chain rule as LaTeX.

    Returns:
        ``symbols``, the whole expression with layers counted back from L; ``factors``, the first
        step ∂z/∂w · ∂a/∂z · ∂C₀/∂a of this parameter; ``numbers``, every number of the tree put
        in; ``sums``, one equation for each branch that is a sum, in the order of the tree.
    """
    return {
        "symbols": _symbols(record),
        "factors": _factors(record),
        "numbers": f"{_left_side(record)} = {_numbers(record)}",
        "sums": _sums(record, record.tree),
    }


def _layer(layer: int, last: int) -> str:
    """A layer counted back from the last one: L, then L-1."""
    return "L" if layer == last else f"L-{last - layer}"


def _counter(step: int) -> str:
    return _COUNTERS[step] if step < len(_COUNTERS) else f"i_{{{step}}}"


def _symbols(record: ChainRule) -> str:
    """The whole expression in letters: sums nested from the parameter's layer to the cost."""
    last, first = len(record.activations), record.parameter.layer
    k = None if record.parameter.is_bias else "k"
    w = parameter_latex("j", k, _layer(first, last))
    parts = ["1" if k is None else f"a^{{({_layer(first - 1, last)})}}_k"]
    j = "j"
    for step, layer in enumerate(range(first, last + 1)):
        at = _layer(layer, last)
        if layer > first:
            i = _counter(step - 1)
            parts.append(rf"\sum_{{{i}=0}}^{{n_{{{at}}}-1}} w^{{({at})}}_{{{i}{j}}}")
            j = i
        activation = record.activations[layer - 1]
        if activation == "softmax":
            i = _counter(step)
            parts.append(
                rf"\sum_{{{i}=0}}^{{n_{{{at}}}-1}} a^{{({at})}}_{i} ([{i}={j}] - a^{{({at})}}_{j})"
            )
            j = i
        else:
            parts.append(prime_latex(activation, f"z^{{({at})}}_{j}"))
    a, y = f"a^{{(L)}}_{j}", f"y_{j}"
    parts.append(output_slope_latex(record.cost_function, record.activations[-1], a, y))
    return rf"\frac{{\partial C_0}}{{\partial {w}}} = " + beside(parts)


def _left_side(record: ChainRule) -> str:
    p = record.parameter
    return rf"\frac{{\partial C_0}}{{\partial {parameter_latex(p.neuron, p.source, str(p.layer))}}}"


def _factors(record: ChainRule) -> str:
    p = record.parameter
    w = parameter_latex(p.neuron, p.source, str(p.layer))
    z, a = (f"{letter}^{{({p.layer})}}_{{{p.neuron}}}" for letter in "za")
    if record.da_dz is None:
        rest = rf"\frac{{\partial C_0}}{{\partial {z}}}"
        numbers = factor_latex(record.dC_dz)
    else:
        rest = rf"\frac{{\partial {a}}}{{\partial {z}}} \, \frac{{\partial C_0}}{{\partial {a}}}"
        numbers = rf"{factor_latex(record.da_dz)} \cdot {factor_latex(record.dC_da)}"
    return (
        rf"{_left_side(record)} = \frac{{\partial {z}}}{{\partial {w}}} \, {rest}"
        rf" = {factor_latex(record.dz_dw)} \cdot {numbers} = {number_latex(record.product)}"
    )


def _numbers(record: ChainRule) -> str:
    inside = _branch_numbers(record.tree)
    return rf"{factor_latex(record.dz_dw)} \cdot {inside} = {number_latex(record.product)}"


def _branch_numbers(branch: Branch) -> str:
    """Every number from a branch to the cost, multiplied and added as the tree says."""
    factors = [] if branch.weight is None else [factor_latex(branch.weight)]
    if branch.da_dz is not None:
        factors.append(factor_latex(branch.da_dz))
    if branch.y is not None:
        factors.append(factor_latex(branch.dC_da))
    else:
        terms = [_branch_numbers(child) for child in branch.children]
        if branch.n_left_out:
            terms.append(factor_latex(branch.remainder))
        factors.append(rf"\left({' + '.join(terms)}\right)")
    return r" \cdot ".join(factors)


def _sums(record: ChainRule, branch: Branch) -> list[str]:
    if branch.y is not None:
        return []
    terms = [factor_latex(child.term) for child in branch.children]
    if branch.n_left_out:
        terms.append(rf"\underbrace{{{factor_latex(branch.remainder)}}}_{{{branch.n_left_out}}}")
    n, j, layer = len(branch.children) + branch.n_left_out, branch.neuron, branch.layer
    if branch.da_dz is None:
        left = rf"\frac{{\partial C_0}}{{\partial z^{{({layer})}}_{{{j}}}}}"
        term = (
            rf"\frac{{\partial a^{{({layer})}}_i}}{{\partial z^{{({layer})}}_{{{j}}}}} "
            rf"\frac{{\partial C_0}}{{\partial a^{{({layer})}}_i}}"
        )
        total = branch.dC_dz
    else:
        left = rf"\frac{{\partial C_0}}{{\partial a^{{({layer})}}_{{{j}}}}}"
        after = layer + 1
        slope = prime_latex(record.activations[layer], f"z^{{({after})}}_i")
        link = rf"{slope} \frac{{\partial C_0}}{{\partial a^{{({after})}}_i}}"
        if record.activations[layer] == "softmax":
            link = rf"\frac{{\partial C_0}}{{\partial z^{{({after})}}_i}}"
        term = rf"w^{{({after})}}_{{i,{j}}} {link}"
        assert branch.dC_da is not None
        total = branch.dC_da
    equation = (
        rf"{left} = \sum_{{i=0}}^{{{n - 1}}} {term} = {' + '.join(terms)} = {number_latex(total)}"
    )
    return [equation, *(each for child in branch.children for each in _sums(record, child))]
