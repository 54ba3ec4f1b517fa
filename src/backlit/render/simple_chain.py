"""A chain of one neuron per layer: what it computes, and every derivative, factor by factor."""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from backlit.explain.simple_chain import SimpleChain, SimpleChainSlope
from backlit.render.colours import QUIET
from backlit.render.figures import Canvas
from backlit.render.latex.simple_chain import simple_chain_latex
from backlit.render.latex.symbols import number_latex
from backlit.render.symbols import above, output_slope_symbol, prime
from backlit.render.terminal.agreement import exactly
from backlit.render.terminal.signed import signed

_FORMULA = 0.85  # inches for the symbols and the numbers of one derivative


def simple_chain_text(record: SimpleChain, *, colour: bool) -> RenderableType:
    """A chain: what it computes layer by layer, then ∂C₀/∂w of every weight and bias.

    Args:
        record: The chain.
        colour: Whether the terminal has colours.
    """
    parts: list[RenderableType] = [_forward(record), Text(), _ending(record)]
    for slope in record.slopes:
        parts += [Text(), _slope(record, slope)]
    return Group(*parts, Text(), _agreement(record))


def _forward(record: SimpleChain) -> Table:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for heading in ("layer", "w", "b", "z = w a + b", "a", "slope", "∂C₀/∂a"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_row("0", "", "", "", f"{record.x:.4f}", "", "", style=QUIET)
    for layer in range(len(record.weights)):
        table.add_row(
            str(layer + 1),
            signed(record.weights[layer]),
            signed(record.biases[layer]),
            signed(record.z[layer]),
            f"{record.a[layer]:.4f}",
            f"{record.da_dz[layer]:.4f}",
            signed(record.dC_da[layer]),
        )
    return table


def _ending(record: SimpleChain) -> Text:
    names = dict.fromkeys(record.activations)
    text = Text(f"a = {' and '.join(names)}(z), target y = {record.y:g}, ")
    text.append(f"{record.cost_function} C₀ = ", "")
    text.append(f"{record.cost:.6f}", "bold")
    return text


def _slope(record: SimpleChain, slope: SimpleChainSlope) -> RenderableType:
    """Two lines for a parameter: the symbols, and below them the numbers."""
    text = Text(_name(slope), style="bold")
    text.append(" = " + " · ".join(_symbols(record, slope)), "not bold")
    numbers = Text("= ", QUIET)
    for place, factor in enumerate(slope.factors.tolist()):
        if place:
            numbers.append(" · ", QUIET)
        numbers.append_text(signed(factor))
    numbers.append(" = ", QUIET)
    numbers.append_text(signed(slope.product))
    return Group(text, Padding(numbers, (0, 0, 0, len(_name(slope)) + 1)))


def _symbols(record: SimpleChain, slope: SimpleChainSlope) -> list[str]:
    last = len(record.activations)
    found = ["1" if slope.is_bias else f"a{above(slope.layer - 1)}"]
    for layer in range(slope.layer, last + 1):
        if layer > slope.layer:
            found.append(f"w{above(layer)}")
        found.append(prime(record.activations[layer - 1], f"z{above(layer)}"))
    a = f"a{above(last)}"
    return [*found, output_slope_symbol(record.cost_function, record.activations[-1], a, "y")]


def _agreement(record: SimpleChain) -> Table:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for heading in ("", "product", "backpropagation", "finite difference"):
        table.add_column(heading, justify="right", no_wrap=True)
    for slope in record.slopes:
        difference = Text("a corner") if slope.at_kink else exactly(slope.finite_difference)
        table.add_row(_name(slope), exactly(slope.product), exactly(slope.derivative), difference)
    return table


def _name(slope: SimpleChainSlope) -> str:
    return f"∂C₀/∂{'b' if slope.is_bias else 'w'}{above(slope.layer)}"


def simple_chain_figure(record: SimpleChain, theme: str = "light") -> Canvas:
    """Draw a simple chain. Raises SettingsError as ``Canvas`` does."""
    n, formulas = len(record.weights), simple_chain_latex(record)
    tall = _FORMULA * len(formulas) + 0.4
    # The longest formula is the first: it has a factor for every link of the chain.
    canvas = Canvas(theme, (max(7.0, 2.0 * n + 3.6, 2.4 + 1.75 * n), 2.2 + tall))
    grid = canvas.figure.add_gridspec(2, 1, height_ratios=[2.2, tall])
    axes = canvas.axes(grid[0])
    axes.set_axis_off()
    _draw_neurons(canvas, axes, record)
    axes = canvas.axes(grid[1])
    axes.set_axis_off()
    axes.set_ylim(len(formulas), 0)
    for row, formula in enumerate(formulas):
        _, numbers = formula["numbers"].split(" = ", 1)
        symbols = formula["symbols"].replace(r"\frac", r"\dfrac")
        shown = (
            (symbols, 0.0, 0.28, canvas.theme.text),
            (f"= {numbers}", 0.075, 0.78, canvas.theme.quiet),
        )
        for text, x, place, colour in shown:
            axes.text(x, row + place, f"${text}$", color=colour, fontsize=11, va="center",
                      transform=axes.get_yaxis_transform())  # fmt: skip
    return canvas


def _draw_neurons(canvas: Canvas, axes: Any, record: SimpleChain) -> None:
    theme, n = canvas.theme, len(record.weights)
    activations = [record.x, *record.a.tolist()]
    axes.set_xlim(-0.5, n + 1.5)
    axes.set_ylim(-1, 1)
    for layer, weight in enumerate(record.weights.tolist(), start=1):
        axes.plot(
            [layer - 1, layer],
            [0, 0],
            color=canvas.sign_colours([weight])[0],
            linestyle="-" if weight >= 0 else "--",
            linewidth=1.5 + min(abs(weight), 4.0),
            zorder=1,
        )
        symbols = rf"$w^{{({layer})}} = {number_latex(weight, 3)}$"
        axes.text(layer - 0.5, 0.22, symbols, color=theme.text, ha="center", fontsize=9)
        bias = rf"$b^{{({layer})}} = {number_latex(record.biases[layer - 1], 3)}$"
        axes.text(layer - 0.5, -0.38, bias, color=theme.quiet, ha="center", fontsize=9)
    axes.plot([n, n + 1], [0, 0], color=theme.quiet, linewidth=1, linestyle=":", zorder=1)
    for layer, a in enumerate(activations):
        axes.plot(
            layer, 0, "o", markersize=34, markerfacecolor=theme.page, markeredgecolor=theme.text,
            zorder=2,
        )  # fmt: skip
        axes.text(layer, 0, f"{a:.3g}".replace("-", "−"), color=theme.text, ha="center",
                  va="center", fontsize=9, zorder=3)  # fmt: skip
        axes.text(layer, 0.62, rf"$a^{{({layer})}}$", color=theme.text, ha="center", fontsize=10)
        if layer:
            z = rf"$z = {number_latex(record.z[layer - 1], 3)}$"
            axes.text(layer, -0.75, z, color=theme.quiet, ha="center", fontsize=9)
    cost = rf"$C_0 = {number_latex(record.cost, 3)}$"
    box = {"boxstyle": "round", "facecolor": theme.page, "edgecolor": theme.marked}
    axes.text(n + 1, 0, cost, color=theme.text, ha="center", va="center", fontsize=10, bbox=box)
    target = f"target y = {record.y:g}".replace("-", "−")
    axes.text(n + 1, -0.6, target, color=theme.marked, ha="center", fontsize=9)
