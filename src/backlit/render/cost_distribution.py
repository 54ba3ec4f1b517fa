"""The cost over many examples: its mean, by class, its distribution, the best and the worst."""

from __future__ import annotations

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.gradients.cost_distribution import QUANTILES, CostDistribution
from backlit.render.colours import NEGATIVE, QUIET
from backlit.render.figures import Canvas
from backlit.render.names import Names
from backlit.render.terminal.bars import bar


def cost_distribution_text(record: CostDistribution, names: Names) -> RenderableType:
    """The cost over many examples: the mean, the classes, the distribution, the worst.

    Args:
        record: The cost.
        names: Of the network.
    """
    n = int(record.n_per_class.sum())
    heading = Text(f"Cost {record.total:.4f}", style="bold")
    heading.append(f"   the mean over {n:,} examples ({record.cost_function})", QUIET)
    return Group(
        heading, Text(), _classes(record, names), Text(), _distribution(record, n), Text(),
        _quantiles(record), Text(), _worst(record, names), Text(), _best(record),
    )  # fmt: skip


def _classes(record: CostDistribution, names: Names) -> RenderableType:
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


def _distribution(record: CostDistribution, n: int) -> RenderableType:
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


def _quantiles(record: CostDistribution) -> Text:
    text = Text("Half of the examples cost ")
    text.append(f"{record.quantiles[QUANTILES.index(0.5)]:.4f}", "bold")
    text.append(" or less, nine in ten ")
    text.append(f"{record.quantiles[QUANTILES.index(0.9)]:.4f}", "bold")
    text.append(", ninety-nine in a hundred ")
    text.append(f"{record.quantiles[QUANTILES.index(0.99)]:.4f}", "bold")
    text.append(".")
    return text


def _worst(record: CostDistribution, names: Names) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for heading in ("utter trash", "actual", "predicted", "cost"):
        table.add_column(heading, no_wrap=True, justify="right" if heading == "cost" else "left")
    rows = (record.worst, record.worst_labels, record.worst_predicted, record.worst_costs)
    for index, label, predicted, cost in zip(*(each.tolist() for each in rows), strict=True):
        table.add_row(
            f"example {index}", names.classes[label], names.classes[predicted], f"{cost:.4f}"
        )
    return table


def _best(record: CostDistribution) -> Text:
    shown = ", ".join(
        f"{index} ({cost:.1e})"
        for index, cost in zip(record.best.tolist(), record.best_costs.tolist(), strict=True)
    )
    return Text.assemble(("The examples with the lowest cost: ", QUIET), shown)


def cost_distribution_figure(
    record: CostDistribution, names: Names, theme: str = "light"
) -> Canvas:
    """Draw the cost of each class, and its distribution. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (9.0, 4.2))
    colours = canvas.theme
    canvas.figure.suptitle(
        f"cost {record.total:.4f}, the mean over {int(record.n_per_class.sum()):,} examples",
        color=colours.text,
    )
    classes = canvas.axes(1, 2, 1)
    places = np.arange(len(record.per_class))
    classes.barh(places, record.per_class, color=colours.negative, height=0.6)
    classes.axvline(record.total, color=colours.marked, linewidth=1.2, linestyle="--")
    classes.set_yticks(places, names.classes)
    classes.invert_yaxis()
    classes.set_title("by class; line: the mean over all")
    spread = canvas.axes(1, 2, 2)
    bins = np.arange(len(record.counts))
    spread.bar(bins, record.counts, color=colours.negative, width=0.92)
    spread.set_xticks(np.arange(len(record.edges)) - 0.5, [f"{e:.2g}" for e in record.edges])
    spread.tick_params(axis="x", labelrotation=45)
    spread.set_title("distribution of costs")
    return canvas
