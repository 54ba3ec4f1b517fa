"""A neuron's weighted sums with the threshold that its bias sets, as text."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.analyse.bias import BiasResponse
from backlit.render.bars import bar
from backlit.render.colours import DESIRED, POSITIVE, QUIET
from backlit.render.names import Names
from backlit.render.signed import signed

_ROWS = 20
_BIASES = 9


def bias_text(record: BiasResponse, names: Names) -> RenderableType:
    """The histogram with the threshold in it, and what other biases would do.

    Args:
        record: The response.
        names: Of the network.
    """
    n = int(record.counts.sum())
    name = names.neuron(record.layer, record.neuron)
    heading = Text(f"{name.capitalize()}: bias ", style="bold")
    heading.append_text(signed(record.bias))
    heading.append(f", active for {record.active:.1%} of {n:,} examples")
    about = Text("active: when the weighted sum is above ", style=QUIET)
    about.append(signed(record.threshold, 2).plain)
    about.append(", and with the bias above 0")
    return Group(heading, about, Text(), _histogram(record), Text(), _others(record))


def _histogram(record: BiasResponse) -> RenderableType:
    """Two bins to a row; bars of what is above the threshold are bright."""
    step = max(1, len(record.counts) // _ROWS)
    edges = record.edges[::step].tolist()
    counts = [int(record.counts[k : k + step].sum()) for k in range(0, len(record.counts), step)]
    largest = max(counts)
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right")
    marked = False
    for low, high, count in zip(edges, [*edges[1:], record.edges[-1]], counts, strict=False):
        if not marked and high > record.threshold:
            marked = True
            table.add_row(
                Text(signed(record.threshold, 2).plain, style=DESIRED),
                Text("──── the threshold: above it the neuron is active", style=DESIRED),
            )
        style = POSITIVE if marked else QUIET
        length = bar(count / largest if largest else 0.0, 40).rstrip()
        table.add_row(
            signed(low, 2).plain, Text(length, style=style) + Text(f" {count:,}", style=QUIET)
        )
    return Group(Text("weighted sum Σ w·a", style=QUIET), table)


def _others(record: BiasResponse) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("if the bias were", justify="right", no_wrap=True)
    table.add_column("active", justify="right")
    table.add_column("")
    table.add_column("mean activation", justify="right", no_wrap=True)
    step = max(1, (len(record.biases) - 1) // (_BIASES - 1))
    for place in range(0, len(record.biases), step):
        active = float(record.active_at[place])
        table.add_row(
            signed(float(record.biases[place]), 2), f"{active:.1%}",
            Text(bar(active, 24), style=POSITIVE), f"{record.mean_at[place]:.4f}",
        )  # fmt: skip
    return table
