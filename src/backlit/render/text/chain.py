"""The chain of one neuron per layer as text: every derivative, factor by factor."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from backlit.explain.simple_chain import Chain, ChainSlope
from backlit.render.colours import QUIET
from backlit.render.signed import signed
from backlit.render.symbols import above, output_slope_symbol, prime
from backlit.render.text.agreement import exactly


def chain_text(record: Chain, *, colour: bool) -> RenderableType:
    """A chain: what it computes layer by layer, then ∂C₀/∂w of every weight and bias.

    Args:
        record: The chain.
        colour: Whether the terminal has colours.
    """
    parts: list[RenderableType] = [_forward(record), Text(), _ending(record)]
    for slope in record.slopes:
        parts += [Text(), _slope(record, slope)]
    return Group(*parts, Text(), _agreement(record))


def _forward(record: Chain) -> Table:
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


def _ending(record: Chain) -> Text:
    names = dict.fromkeys(record.activations)
    text = Text(f"a = {' and '.join(names)}(z), desired y = {record.y:g}, ")
    text.append(f"{record.cost_function} C₀ = ", "")
    text.append(f"{record.cost:.6f}", "bold")
    return text


def _slope(record: Chain, slope: ChainSlope) -> RenderableType:
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


def _symbols(record: Chain, slope: ChainSlope) -> list[str]:
    last = len(record.activations)
    found = ["1" if slope.is_bias else f"a{above(slope.layer - 1)}"]
    for layer in range(slope.layer, last + 1):
        if layer > slope.layer:
            found.append(f"w{above(layer)}")
        found.append(prime(record.activations[layer - 1], f"z{above(layer)}"))
    a = f"a{above(last)}"
    return [*found, output_slope_symbol(record.cost_function, record.activations[-1], a, "y")]


def _agreement(record: Chain) -> Table:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for heading in ("", "product", "backpropagation", "finite difference"):
        table.add_column(heading, justify="right", no_wrap=True)
    for slope in record.slopes:
        difference = Text("a corner") if slope.at_kink else exactly(slope.finite_difference)
        table.add_row(_name(slope), exactly(slope.product), exactly(slope.derivative), difference)
    return table


def _name(slope: ChainSlope) -> str:
    return f"∂C₀/∂{'b' if slope.is_bias else 'w'}{above(slope.layer)}"
