"""The cost of one example: the outputs, their targets, and the term of each."""

from __future__ import annotations

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.explain.cost import CostBreakdown
from backlit.render.colours import NEGATIVE, QUIET, TARGET
from backlit.render.figures import Canvas
from backlit.render.names import Names
from backlit.render.terminal.bars import bar


def cost_text(record: CostBreakdown, names: Names) -> RenderableType:
    """The cost of one example as on the slides: each term, with its formula.

    Args:
        record: The cost.
        names: Of the network.
    """
    predicted, label = names.classes[record.predicted], names.classes[record.label]
    heading = Text(f"Cost of {label}: {record.total:.4f}", style="bold")
    heading.append(f"   the network says {predicted}", QUIET if predicted == label else NEGATIVE)
    table = Table.grid(padding=(0, 1))
    largest = float(record.terms.max(initial=0.0))
    for j, term in enumerate(record.terms.tolist()):
        table.add_row(
            Text(names.classes[j], style=TARGET if j == record.label else "bold"),
            Text(f"{term:.4f}", style="bold"),
            Text("←", style=QUIET),
            Text(_formula(record, j), no_wrap=True),
            Text(bar(term / largest if largest else 0.0, 16), style=NEGATIVE),
        )
    table.add_row("", Text("──────", style=QUIET))
    table.add_row("", Text(f"{record.total:.4f}", style="bold"), "", Text("the sum", style=QUIET))
    return Group(heading, Text(), table)


def _formula(record: CostBreakdown, j: int) -> str:
    a, y, z = record.outputs[j], record.target[j], record.z[j]
    if record.cost_function == "squared_error":
        return f"({a:.2f} − {y:.2f})²"
    if record.cost_function == "half_squared_error":
        return f"½({a:.2f} − {y:.2f})²"
    if y == 1:
        return f"−log {a:.4f}"
    if record.activation == "softmax":
        return f"0 · log {a:.4f}"
    return f"−log(1 − {a:.4f})" if a < 0.9999 else f"log(1 + e^{z:.2f})"


def cost_figure(record: CostBreakdown, names: Names, theme: str = "light") -> Canvas:
    """Draw the outputs beside their targets, and the terms. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (8.0, 4.2))
    colours = canvas.theme
    places = np.arange(len(record.terms))
    canvas.figure.suptitle(
        f"cost of {names.classes[record.label]}: {record.total:.4f}", color=colours.text
    )
    outputs = canvas.axes(1, 2, 1)
    outputs.barh(places, record.outputs, color=colours.positive, height=0.6)
    outputs.plot(record.target, places, "|", color=colours.marked, markersize=16, mew=2.5)
    outputs.set_title("outputs and targets ( | )")
    terms = canvas.axes(1, 2, 2, sharey=outputs)
    terms.barh(places, record.terms, color=colours.negative, height=0.6)
    terms.set_title(f"contribution to the cost ({record.cost_function})")
    terms.tick_params(labelleft=False)
    outputs.set_yticks(places, names.classes)
    outputs.invert_yaxis()
    return canvas
