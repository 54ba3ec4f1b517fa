"""A neuron's weighted sums, the threshold that its bias sets, and other biases."""

from __future__ import annotations

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.analyse.bias import BiasResponse
from backlit.render.colours import POSITIVE, QUIET, TARGET
from backlit.render.figures import Canvas
from backlit.render.names import Names
from backlit.render.terminal.bars import bar
from backlit.render.terminal.signed import signed

_ROWS = 20
_BIASES = 9


def bias_text(record: BiasResponse, names: Names) -> RenderableType:
    """The histogram with its threshold, and the activity for other biases.

    Args:
        record: The response.
        names: Of the network.
    """
    n = int(record.counts.sum())
    name = names.neuron(record.layer, record.neuron)
    heading = Text(f"{name.capitalize()}: bias ", style="bold")
    heading.append_text(signed(record.bias))
    heading.append(f", active for {record.active:.1%} of {n:,} examples")
    about = Text("active when the weighted sum without the bias is above ", style=QUIET)
    about.append(signed(record.threshold, 2).plain)
    return Group(heading, about, Text(), _histogram(record), Text(), _others(record))


def _histogram(record: BiasResponse) -> RenderableType:
    """Two bins to a row; bars above the threshold are bright."""
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
                Text(signed(record.threshold, 2).plain, style=TARGET),
                Text("──── the threshold: above it the neuron is active", style=TARGET),
            )
        style = POSITIVE if marked else QUIET
        length = bar(count / largest if largest else 0.0, 40).rstrip()
        table.add_row(
            signed(low, 2).plain, Text(length, style=style) + Text(f" {count:,}", style=QUIET)
        )
    return Group(Text("weighted sum Σ w·a", style=QUIET), table)


def _others(record: BiasResponse) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("with bias", justify="right", no_wrap=True)
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


def bias_figure(record: BiasResponse, names: Names, theme: str = "light") -> Canvas:
    """Draw the histogram, and the activity as the bias moves. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (9.0, 4.2))
    colours = canvas.theme
    canvas.figure.suptitle(
        f"{names.neuron(record.layer, record.neuron)}: active for {record.active:.1%} of "
        f"{int(record.counts.sum()):,} examples",
        color=colours.text,
    )
    sums = canvas.axes(1, 2, 1)
    middles = (record.edges[:-1] + record.edges[1:]) / 2
    shades = np.where(middles > record.threshold, colours.positive, colours.quiet)
    sums.bar(middles, record.counts, np.diff(record.edges) * 0.94, color=shades.tolist())
    sums.axvline(record.threshold, color=colours.marked, linewidth=1.6, linestyle="--")
    sums.set_title(f"weighted sums; the bias {record.bias:+.2f} sets the threshold")
    sums.set_xlabel("Σ w·a")
    moved = canvas.axes(1, 2, 2)
    moved.plot(record.biases, record.active_at, color=colours.positive, label="share active")
    if record.activation == "sigmoid":
        moved.plot(record.biases, record.mean_at, ":", color=colours.text, label="mean activation")
    moved.axvline(record.bias, color=colours.marked, linewidth=1.6, linestyle="--",
                  label="its bias")  # fmt: skip
    moved.set_ylim(-0.03, 1.03)
    moved.set_title("as the bias moves")
    moved.set_xlabel("bias")
    moved.legend(frameon=False, labelcolor=colours.text, fontsize=9)
    return canvas
