"""The chain rule: its factors in symbols and numbers, and the tree of paths to the cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from backlit.explain.chain_rule import ChainRule
from backlit.explain.chain_tree import Branch
from backlit.render.colours import QUIET
from backlit.render.figures import Canvas
from backlit.render.latex.chain_rule import chain_rule_latex
from backlit.render.latex.symbols import prime_name_latex
from backlit.render.names import Names, capitalised
from backlit.render.symbols import below, indexed, output_slope_symbol, prime
from backlit.render.terminal.agreement import agreement
from backlit.render.terminal.signed import signed

_ROW = 0.52  # inches for each leaf
_HEADING = 1.9  # inches for the name and the formulas


def chain_rule_text(record: ChainRule, names: Names, *, colour: bool) -> RenderableType:
    """The chain rule of one weight or bias: factors, three ways to the number, and the tree.

    Args:
        record: The chain rule.
        names: Of the network.
        colour: Whether the terminal has colours.
    """
    parameter = record.parameter
    heading = Text(capitalised(names.parameter(parameter)), style="bold")
    heading.append(f"  w{below(parameter.index)} of the flat vector, now ", QUIET)
    heading.append_text(signed(record.value))
    rows = [
        ("product of the factors", record.product, ""),
        ("backpropagation", record.derivative, ""),
        ("finite difference", record.finite_difference, f"w changed by ±{record.step:g}, ±2 times"),
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
    """∂z/∂w · ∂a/∂z · ∂C₀/∂a: the symbol, the meaning and the value of each."""
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
    """The end of a chain: 2(a − y) with its numbers."""
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
    root.append("each term, and its share of the derivative:", QUIET)
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


@dataclass(eq=False)
class _Place:
    """The position of a branch: its column and the row of its middle."""

    branch: Branch
    column: int
    row: float
    children: list[_Place]
    rest_row: float | None


def chain_rule_figure(record: ChainRule, names: Names, theme: str = "light") -> Canvas:
    """Draw a chain rule. Raises SettingsError as ``Canvas`` does."""
    rows: list[None] = []
    root = _placed(record.tree, 0, rows)
    n_rows = max(len(rows), 1)
    depth = _depth(root)
    tall = _ROW * max(n_rows, 2) + 0.5
    canvas = Canvas(theme, (3.4 + 2.9 * (depth + 1), _HEADING + tall))
    canvas.figure.suptitle(names.parameter(record.parameter), color=canvas.theme.text)
    grid = canvas.figure.add_gridspec(2, 1, height_ratios=[_HEADING, tall])
    _formulas(canvas, canvas.axes(grid[0]), record)
    axes = canvas.axes(grid[1])
    axes.set_axis_off()
    axes.set_xlim(-1.05, depth + 0.75)
    axes.set_ylim(n_rows - 0.4, -0.7)
    _edge(canvas, axes, (-0.75, root.row), (0, root.row), record.product, 1.0)
    source = "bias" if record.parameter.is_bias else "a"
    axes.text(
        -0.75,
        root.row,
        f"{source} {record.dz_dw:.3g}",
        color=canvas.theme.text,
        ha="center",
        va="center",
        fontsize=9,
        bbox=_box(canvas, canvas.theme.grid),
    )
    _draw(canvas, axes, root, record, names)
    axes.text(
        0,
        0,
        "width: share of the derivative along this path",
        transform=axes.transAxes,
        color=canvas.theme.quiet,
        fontsize=8,
        va="bottom",
    )
    return canvas


def _formulas(canvas: Canvas, axes: Any, record: ChainRule) -> None:
    axes.set_axis_off()
    latex = chain_rule_latex(record)
    for row, name in ((0.72, "symbols"), (0.2, "factors")):
        formula = str(latex[name]).replace(r"\frac", r"\dfrac")
        axes.text(0.5, row, f"${formula}$", color=canvas.theme.text, fontsize=11, ha="center",
                  va="center", transform=axes.transAxes)  # fmt: skip


def _placed(branch: Branch, column: int, rows: list[None]) -> _Place:
    """Leaves get a row each, from the top; every other branch is centred on its children."""
    children = [_placed(child, column + 1, rows) for child in branch.children]
    rest_row = None
    if branch.n_left_out or not children:
        rest_row = float(len(rows))
        rows.append(None)
    own = [child.row for child in children]
    if branch.n_left_out and rest_row is not None:
        own.append(rest_row)
    row = (min(own) + max(own)) / 2 if own else rest_row
    assert row is not None
    return _Place(branch, column, row, children, rest_row if branch.n_left_out else None)


def _depth(place: _Place) -> int:
    deepest = max((_depth(child) for child in place.children), default=place.column)
    return max(deepest, place.column + (place.rest_row is not None))


def _draw(canvas: Canvas, axes: Any, place: _Place, record: ChainRule, names: Names) -> None:
    branch, whole = place.branch, abs(record.product) or 1.0
    for child in place.children:
        share = abs(child.branch.contribution) / whole
        ends = (place.column, place.row), (child.column, child.row)
        _edge(canvas, axes, *ends, child.branch.contribution, share)
        _draw(canvas, axes, child, record, names)
    if place.rest_row is not None:
        axes.plot(
            [place.column, place.column + 1],
            [place.row, place.rest_row],
            color=canvas.theme.quiet,
            linewidth=1,
            linestyle=":",
            zorder=1,
        )
        axes.text(
            place.column + 1,
            place.rest_row,
            f"{branch.n_left_out} others: {branch.remainder:+.3g}".replace("-", "−"),
            color=canvas.theme.quiet,
            ha="center",
            va="center",
            fontsize=8,
            bbox=_box(canvas, canvas.theme.page),
        )
    lines = [names.neuron(branch.layer, branch.neuron)]
    if branch.da_dz is None:
        numbers = rf"$\partial C_0/\partial z$ {branch.dC_dz:+.3g}"
    else:
        slope = "∞" if branch.dC_da is None else f"{branch.dC_da:+.3g}"
        prime = prime_name_latex(record.activations[branch.layer - 1])
        numbers = rf"${prime}$ {branch.da_dz:.3g} × $\partial C_0/\partial a$ {slope}"
    if branch.weight is not None:
        numbers = f"w {branch.weight:+.3g} × {numbers}"
    lines.append(numbers)
    if place.column and branch.share is not None:
        lines[0] += f": {branch.term:+.3g} ({branch.share:.0%})"
    axes.text(
        place.column,
        place.row,
        "\n".join(lines).replace("-", "−"),
        color=canvas.theme.text,
        ha="center",
        va="center",
        fontsize=8,
        bbox=_box(canvas, canvas.theme.grid),
        zorder=3,
    )


def _edge(
    canvas: Canvas,
    axes: Any,
    start: tuple[float, float],
    end: tuple[float, float],
    value: float,
    share: float,
) -> None:
    axes.plot(
        [start[0], end[0]],
        [start[1], end[1]],
        color=canvas.sign_colours([value])[0],
        linestyle="-" if value >= 0 else "--",
        linewidth=0.8 + 5 * min(share, 1.5),
        zorder=1,
        solid_capstyle="butt",
    )


def _box(canvas: Canvas, edge: str) -> dict[str, Any]:
    return {"boxstyle": "round,pad=0.35", "facecolor": canvas.theme.page, "edgecolor": edge}
