"""The cost of one example, or of many, as text."""

from __future__ import annotations

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.explain.cost import CostBreakdown
from backlit.gradients.cost_distribution import QUANTILES, CostOver
from backlit.render.bars import bar
from backlit.render.colours import DESIRED, NEGATIVE, QUIET
from backlit.render.names import Names


def cost_text(record: CostBreakdown, names: Names) -> RenderableType:
    """The cost of one example as on the slides: each term, and how it comes about.

    Args:
        record: The cost.
        names: Of the network.
    """
    said, label = names.classes[record.said], names.classes[record.label]
    heading = Text(f"Cost of {label}: {record.total:.4f}", style="bold")
    heading.append(f"   the network says {said}", QUIET if said == label else NEGATIVE)
    table = Table.grid(padding=(0, 1))
    largest = float(record.terms.max(initial=0.0))
    for j, term in enumerate(record.terms.tolist()):
        table.add_row(
            Text(names.classes[j], style=DESIRED if j == record.label else "bold"),
            Text(f"{term:.4f}", style="bold"),
            Text("←", style=QUIET),
            Text(_formula(record, j), no_wrap=True),
            Text(bar(term / largest if largest else 0.0, 16), style=NEGATIVE),
        )
    table.add_row("", Text("──────", style=QUIET))
    table.add_row("", Text(f"{record.total:.4f}", style="bold"), "", Text("the sum", style=QUIET))
    return Group(heading, Text(), table)


def _formula(record: CostBreakdown, j: int) -> str:
    a, y, z = record.outputs[j], record.desired[j], record.z[j]
    if record.cost == "squared_error":
        return f"({a:.2f} − {y:.2f})²"
    if record.cost == "half_squared_error":
        return f"½({a:.2f} − {y:.2f})²"
    if y == 1:
        return f"−log {a:.4f}"
    if record.activation == "softmax":
        return f"0 · log {a:.4f}"
    return f"−log(1 − {a:.4f})" if a < 0.9999 else f"log(1 + e^{z:.2f})"


def costs_text(record: CostOver, names: Names) -> RenderableType:
    """The cost over many examples: the mean, the classes, the distribution, the worst.

    Args:
        record: The cost.
        names: Of the network.
    """
    n = int(record.n_per_class.sum())
    heading = Text(f"Cost {record.total:.4f}", style="bold")
    heading.append(f"   the mean over {n:,} examples ({record.cost})", QUIET)
    return Group(
        heading, Text(), _classes(record, names), Text(), _distribution(record, n), Text(),
        _quantiles(record), Text(), _worst(record, names), Text(), _best(record),
    )  # fmt: skip


def _classes(record: CostOver, names: Names) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    largest = float(np.nanmax(record.per_class))
    for name, mean, n in zip(names.classes, record.per_class, record.n_per_class, strict=True):
        table.add_row(
            Text(name, style="bold"),
            Text(bar(mean / largest if n and largest else 0.0, 24), style=NEGATIVE),
            Text(f"{mean:.4f}" if n else "–"),
            Text(f"{n:,} examples", style=QUIET),
        )
    return table


def _distribution(record: CostOver, n: int) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right")
    largest = int(record.counts.max())
    for low, high, count in zip(record.edges, record.edges[1:], record.counts, strict=False):
        table.add_row(
            Text(f"{low:.4f} – {high:.4f}"),
            Text(bar(count / largest, 24), style=NEGATIVE),
            Text(f"{count / n:6.1%}"),
            Text(f"{count:,}", style=QUIET),
        )
    return table


def _quantiles(record: CostOver) -> Text:
    text = Text("Half of the examples cost ")
    text.append(f"{record.quantiles[QUANTILES.index(0.5)]:.4f}", "bold")
    text.append(" or less, nine in ten ")
    text.append(f"{record.quantiles[QUANTILES.index(0.9)]:.4f}", "bold")
    text.append(", ninety-nine in a hundred ")
    text.append(f"{record.quantiles[QUANTILES.index(0.99)]:.4f}", "bold")
    text.append(".")
    return text


def _worst(record: CostOver, names: Names) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for heading in ("utter trash", "it is", "said", "cost"):
        table.add_column(heading, no_wrap=True, justify="right" if heading == "cost" else "left")
    rows = (record.worst, record.worst_labels, record.worst_said, record.worst_costs)
    for index, label, said, cost in zip(*(each.tolist() for each in rows), strict=True):
        table.add_row(f"example {index}", names.classes[label], names.classes[said], f"{cost:.4f}")
    return table


def _best(record: CostOver) -> Text:
    shown = ", ".join(
        f"{index} ({cost:.1e})"
        for index, cost in zip(record.best.tolist(), record.best_costs.tolist(), strict=True)
    )
    return Text.assemble(("The cheapest examples: ", QUIET), shown)
