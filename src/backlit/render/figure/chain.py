"""The chain of one neuron per layer as a figure: the neurons, and every derivative as a formula."""

from __future__ import annotations

from typing import Any

from backlit.explain.simple_chain import Chain
from backlit.render.figure.canvas import Canvas
from backlit.render.latex import chain_latex
from backlit.render.symbols import number_latex

_FORMULA = 0.85  # inches for the symbols and the numbers of one derivative


def chain_figure(record: Chain, theme: str = "light") -> Canvas:
    """Draw a simple chain. Raises SettingsError as ``Canvas`` does."""
    n, formulas = len(record.weights), chain_latex(record)
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


def _draw_neurons(canvas: Canvas, axes: Any, record: Chain) -> None:
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
    wanted = f"desired y = {record.y:g}".replace("-", "−")
    axes.text(n + 1, -0.6, wanted, color=theme.marked, ha="center", fontsize=9)
