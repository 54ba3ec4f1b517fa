"""Where a number comes from, as one line of LaTeX: its symbol, its rule, the numbers put in."""

from __future__ import annotations

from collections.abc import Sequence

from backlit.explain.origin import Origin
from backlit.explain.quantities import Quantity
from backlit.render.latex.symbols import factor_latex, number_latex, output_slope_latex, prime_latex

_FUNCTIONS = {
    "sigmoid": r"\sigma(%s)",
    "relu": r"\max(0, %s)",
    "tanh": r"\tanh(%s)",
    "identity": "%s",
    "softmax": r"\mathrm{softmax}(%s)",
}


def origin_latex(record: Origin, activations: Sequence[str]) -> str:
    """One number, its rule in symbols, and the same with numbers.

    Args:
        record: Where the number comes from.
        activations: The name of each layer's activation, the first layer first.
    """
    it = record.quantity
    value = rf"\mathbf{{{number_latex(record.value)}}}"
    steps = [quantity_latex(it)]
    if record.rule == "sum":
        steps += [_sum_symbols(it), _sum_numbers(record)]
    elif record.rule in ("product", "same"):
        # In the order of the slides: ∂z/∂w, then σ′, then ∂C₀/∂a.
        steps.append(r" \cdot ".join(quantity_latex(part.quantity) for part in record.parts))
        if record.rule == "product":
            steps.append(r" \cdot ".join(factor_latex(part.value) for part in record.parts))
    elif record.rule == "function":
        steps += _function(record, activations)
    return " = ".join([each for each in steps if each] + [value])


def quantity_latex(it: Quantity) -> str:
    """The symbol of a number: z^{(2)}_{5}, or a fraction for a slope."""
    at = f"^{{({it.layer})}}"
    w = f"w{at}_{{{it.neuron},{it.source}}}"
    b, z, a = (f"{letter}{at}_{{{it.neuron}}}" for letter in "bza")
    before = f"a^{{({it.layer - 1})}}_{{{it.source}}}"
    parameter = b if it.source is None else w
    return {
        "input": f"a^{{(0)}}_{{{it.neuron}}}",
        "activation": a,
        "weighted_sum": z,
        "term": rf"{w} \, {before}",
        "weight": parameter,
        "bias": parameter,
        "initial": rf"\text{{first }} {parameter}",
        "training_change": rf"\Delta {parameter}",
        "manual_change": rf"\Delta_{{\text{{hand}}}} {parameter}",
        "target": f"y_{{{it.neuron}}}",
        "cost": "C_0",
        "cost_term": rf"C_{{0,{it.neuron}}}",
        "dC_da": _slope(a),
        "da_dz": rf"\frac{{\partial {a}}}{{\partial {z}}}",
        "dC_dz": _slope(z),
        "w_dC_dz": rf"{w} \, {_slope(z)}",
        "dC_dw": _slope(w),
        "dC_db": _slope(b),
    }[it.kind]


def _slope(of: str) -> str:
    return rf"\frac{{\partial C_0}}{{\partial {of}}}"


def _sum_symbols(it: Quantity) -> str:
    layer, j = it.layer, it.neuron
    if it.kind == "weighted_sum":
        at, before = f"^{{({layer})}}", f"^{{({layer - 1})}}"
        return rf"\sum_k w{at}_{{{j},k}} \, a{before}_k + b{at}_{{{j}}}"
    if it.kind == "cost":
        return r"\sum_j C_{0,j}"
    if it.kind == "dC_da":
        at = f"^{{({layer + 1})}}"
        return rf"\sum_i w{at}_{{i,{j}}} \, {_slope(f'z{at}_i')}"
    return ""


def _sum_numbers(record: Origin) -> str:
    """A sum with its numbers; of a weighted sum the whole of its terms beside the bias."""
    values = [part.value for part in record.parts]
    if record.quantity.kind == "weighted_sum":
        values = [sum(values[:-1]) + record.remainder, values[-1]]
    elif len(values) + bool(record.n_left_out) > 3:
        return ""
    else:
        values += [record.remainder] if record.n_left_out else []
    return " + ".join([number_latex(values[0]), *map(factor_latex, values[1:])])


def _function(record: Origin, activations: Sequence[str]) -> list[str]:
    it = record.quantity
    symbols = [quantity_latex(part.quantity) for part in record.parts]
    numbers = [number_latex(part.value) for part in record.parts]
    if it.kind == "activation":
        form = _FUNCTIONS[record.formula]
        if record.formula == "softmax":
            return [form % rf"z^{{({it.layer})}}"]
        return ["" if form == "%s" else form % symbols[0], form % numbers[0]]
    if it.kind == "da_dz":
        return [prime_latex(record.formula, each) for each in (symbols[0], numbers[0])]
    if record.formula == "softmax":
        return [
            rf"\sum_i \frac{{\partial a_i}}{{\partial z_{{{it.neuron}}}}} "
            rf"\, {_slope(f'a^{{({it.layer})}}_i')}"
        ]
    (a, y), (a_value, y_value) = symbols, numbers
    output = activations[-1]
    if it.kind == "cost_term":
        return [_cost_term(record.formula, output, a, y),
                _cost_term(record.formula, output, a_value, y_value)]  # fmt: skip
    if it.kind == "dC_dz":
        return [f"{a} - {y}", f"{a_value} - {y_value}"]
    return [output_slope_latex(record.formula, output, a, y),
            output_slope_latex(record.formula, output, a_value, y_value)]  # fmt: skip


def _cost_term(cost: str, activation: str, a: str, y: str) -> str:
    if cost == "cross_entropy" and activation == "softmax":
        return rf"-{y} \ln {a}"
    if cost == "cross_entropy":
        return rf"-\left({y} \ln {a} + (1 - {y}) \ln(1 - {a})\right)"
    half = r"\tfrac{1}{2} " if cost == "half_squared_error" else ""
    return rf"{half}({a} - {y})^2"
