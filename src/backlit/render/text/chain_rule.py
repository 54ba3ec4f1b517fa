"""The chain rule as text: its factors in symbols and numbers, and the tree of ways to the cost."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from backlit.explain.chain_rule import ChainRule
from backlit.explain.chain_tree import Branch
from backlit.gradients.average_slope import AverageSlope
from backlit.render.colours import QUIET
from backlit.render.names import Names
from backlit.render.signed import signed, signed_bar
from backlit.render.symbols import below, indexed, output_slope_symbol, prime
from backlit.render.text.agreement import agreement


def chain_rule_text(record: ChainRule, names: Names, *, colour: bool) -> RenderableType:
    """The chain rule of one weight or bias: factors, three ways to the number, and the tree.

    Args:
        record: The chain rule.
        names: Of the network.
        colour: Whether the terminal has colours.
    """
    parameter = record.parameter
    heading = Text(_capital(names.parameter(parameter)), style="bold")
    heading.append(f"  w{below(parameter.index)} of the flat vector, now ", QUIET)
    heading.append_text(signed(record.value))
    rows = [
        ("product of the factors", record.product, ""),
        ("backpropagation", record.derivative, ""),
        ("finite difference", record.finite_difference, f"w moved by ±{record.step:g}, ±2 times"),
    ]
    parts: list[RenderableType] = [
        heading,
        Text(),
        _factors(record),
        Text(),
        agreement(rows, at_kink=record.at_kink),
    ]
    if record.tree.y is None:
        parts += [Text(), _tree(record, names)]
    return Group(*parts)


def _factors(record: ChainRule) -> Table:
    """∂z/∂w · ∂a/∂z · ∂C₀/∂a: what each is called, what it is, and its number."""
    parameter, tree = record.parameter, record.tree
    layer, j, k = parameter.layer, parameter.neuron, parameter.source
    w = indexed("b", layer, j) if k is None else indexed("w", layer, j, k)
    z, a = indexed("z", layer, j), indexed("a", layer, j)
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True, style=QUIET)
    table.add_column(no_wrap=True)
    table.add_column()
    table.add_column(justify="right", no_wrap=True)
    entered = "1, for every bias" if k is None else indexed("a", layer - 1, k)
    table.add_row("", f"∂{z}/∂{w}", entered, signed(record.dz_dw))
    if record.da_dz is None:
        explained = "softmax: the sum over all outputs, below"
        table.add_row("×", f"∂C₀/∂{z}", explained, signed(record.dC_dz))
    else:
        slope = f"{prime(record.activations[layer - 1], z)} at z = {tree.z:+.4f}"
        table.add_row("×", f"∂{a}/∂{z}", slope.replace("-", "−"), signed(record.da_dz))
        if tree.y is None:
            origin = f"the sum over layer {layer + 1}, below"
        else:
            origin = _output_slope(record, tree)
        table.add_row("×", f"∂C₀/∂{a}", origin, _number(record.dC_da))
    table.add_row("=", f"∂C₀/∂{w}", "", signed(record.product), style="bold")
    return table


def _output_slope(record: ChainRule, branch: Branch) -> str:
    """Where a chain ends: 2(a − y) with its numbers."""
    last = record.activations[-1]
    symbols = output_slope_symbol(
        record.cost_function, last, f"a{below(branch.neuron)}", f"y{below(branch.neuron)}"
    )
    numbers = output_slope_symbol(record.cost_function, last, f"{branch.a:.4f}", f"{branch.y:g}")
    return f"{symbols} = {numbers}"


def _tree(record: ChainRule, names: Names) -> Tree:
    branch = record.tree
    root = Text("∂C₀/∂")
    root.append("z" if branch.da_dz is None else "a")
    root.append(f" of {names.neuron(branch.layer, branch.neuron)} = ")
    root.append_text(_number(branch.dC_dz if branch.da_dz is None else branch.dC_da))
    root.append(f", {_sum_over(branch)}\n", QUIET)
    root.append("each term, and its share of the whole derivative:", QUIET)
    tree = Tree(root, guide_style=QUIET)
    _add_children(tree, record, branch, names)
    return tree


def _add_children(tree: Tree, record: ChainRule, branch: Branch, names: Names) -> None:
    for child in branch.children:
        _add_children(tree.add(_label(record, child, names)), record, child, names)
    if branch.n_left_out:
        text = Text("the other " if branch.children else "its ", QUIET)
        text.append(f"{branch.n_left_out} terms add up to ", QUIET)
        text.append_text(signed(branch.remainder))
        tree.add(text)


def _label(record: ChainRule, branch: Branch, names: Names) -> Text:
    """A branch in two lines: its name and its term; the factors that make it."""
    text = Text(names.neuron(branch.layer, branch.neuron).ljust(20) + "  ")
    text.append_text(signed(branch.term))
    if branch.share is not None:
        text.append(f"  {branch.share:.1%}".replace("-", "−"), QUIET)
    text.append("\n")
    if branch.weight is not None:
        text.append("w ", QUIET)
        text.append_text(signed(branch.weight))
        text.append(" × ", QUIET)
    if branch.da_dz is None:
        text.append("∂C₀/∂z ", QUIET)
        text.append_text(signed(branch.dC_dz))
        text.append(f", {_sum_over(branch)}", QUIET)
        return text
    text.append(_slope_name(record, branch) + " ", QUIET)
    text.append_text(signed(branch.da_dz))
    text.append(" × ", QUIET)
    if branch.y is not None and branch.dC_da is not None:
        a, y = f"{branch.a:.4f}", f"{branch.y:g}"
        text.append(output_slope_symbol(record.cost_function, record.activations[-1], a, y))
        return text
    text.append("∂C₀/∂a ", QUIET)
    text.append_text(_number(branch.dC_da))
    if branch.y is None:
        text.append(f", {_sum_over(branch)}", QUIET)
    return text


def _slope_name(record: ChainRule, branch: Branch) -> str:
    activation = record.activations[branch.layer - 1]
    return "∂a/∂z" if activation == "softmax" else prime(activation, "z")


def _sum_over(branch: Branch) -> str:
    n = len(branch.children) + branch.n_left_out
    if branch.da_dz is None:
        return f"the sum over {n} outputs"
    return f"the sum over {n} of layer {branch.layer + 1}"


def _number(value: float | None) -> Text:
    return Text("∞, cancelled by σ′", QUIET) if value is None else signed(value)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def average_slope_text(
    record: AverageSlope, names: Names, *, colour: bool, most: int = 10
) -> RenderableType:
    """The average over examples: the first slopes, those left out added up, and the mean.

    Args:
        record: The average.
        names: Of the network.
        colour: Whether the terminal has colours.
        most: How many examples to show.
    """
    parameter, n = record.parameter, len(record.slopes)
    letter = indexed("b" if parameter.is_bias else "w", parameter.layer, parameter.neuron)
    w = letter if parameter.source is None else f"{letter},{below(parameter.source)}"
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("k", justify="right", no_wrap=True)
    table.add_column("shows", no_wrap=True)
    table.add_column("∂C_k/∂w", justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    shown = record.slopes[:most]
    largest = float(abs(shown).max(initial=0.0))
    for k, slope in enumerate(shown.tolist()):
        label = names.classes[int(record.labels[k])]
        table.add_row(str(k), label, signed(slope), signed_bar(slope, largest, 30))
    if n > most:
        rest = float(record.slopes[most:].sum())
        table.add_row("", f"the other {n - most:,}", signed(rest), "", style=QUIET)
    table.add_row("", "sum", signed(float(record.slopes.sum())), "", style="bold")
    table.add_row("", f"÷ {n:,}", signed(record.mean), f"± {record.spread:.4f}", style="bold")
    rows = [
        ("mean of the examples", record.mean, ""),
        ("backpropagation of all", record.derivative, ""),
        ("finite difference", record.finite_difference, f"w moved by ±{record.step:g}, ±2 times"),
    ]
    return Group(
        Text(_capital(names.parameter(parameter)), style="bold"),
        Text(f"∂C/∂{w} = 1/n Σ ∂C_k/∂{w}", QUIET),
        Text(),
        table,
        Text(),
        agreement(rows, at_kink=record.at_kink),
    )
