"""Which hidden neuron matters most, as text."""

from __future__ import annotations

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.analyse.ablation import Ablation
from backlit.render.bars import bar
from backlit.render.classes import class_title
from backlit.render.colours import NEGATIVE, QUIET
from backlit.render.names import Names

_LONGEST_NAME = 14
_INSTEAD = {"zero": "made 0", "mean": "made its mean over the examples"}


def ablation_text(
    record: Ablation, names: Names, *, colour: bool, most: int = 40
) -> RenderableType:
    """The hidden neurons, the most missed first: what the network is like without each of them.

    Args:
        record: What was measured.
        names: Of the network.
        colour: Whether the terminal has colours.
        most: How many neurons to name.
    """
    n = int(record.n_per_class.sum())
    heading = Text(
        f"Each hidden neuron's activation {_INSTEAD[record.replacement]} in turn", "bold"
    )
    whole = Text(
        f"With all of them: accuracy {record.accuracy:.2%}, cost {record.cost:.4f}, "
        f"over {n:,} examples"
    )
    note = Text(
        "What single neurons take away does not add up: others step in for one, or lean on it.",
        style=QUIET,
    )
    return Group(heading, whole, Text(), _neurons(record, names, most), Text(), note)


def _neurons(record: Ablation, names: Names, most: int) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("without", no_wrap=True)
    for heading in ("accuracy", "points", "cost"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column("most missed by", no_wrap=True)
    lost = record.accuracy - record.accuracies
    most_lost = float(lost.max())
    for place in record.ranking[:most].tolist():
        table.add_row(
            names.neuron(int(record.layers[place]), int(record.neurons[place])),
            f"{record.accuracies[place]:.2%}",
            f"{-100 * lost[place]:+.2f}".replace("-", "−"),
            f"{record.costs[place]:.4f}",
            Text(bar(float(lost[place]) / most_lost if most_lost > 0 else 0.0, 10), NEGATIVE),
            _missed_by(record, names, place),
        )
    left_out = record.ranking[most:]
    if len(left_out):
        best, worst = record.accuracies[left_out].max(), record.accuracies[left_out].min()
        span = f"{worst:.1%}" if worst == best else f"{worst:.1%}–{best:.1%}"
        table.add_row(f"the other {len(left_out)}", span, style=QUIET)
    return table


def _missed_by(record: Ablation, names: Names, place: int) -> str:
    """The class that loses most, and what it loses."""
    lost = np.nan_to_num(record.accuracy_per_class - record.accuracies_per_class[place])
    index = int(lost.argmax())
    if lost[index] <= 0:
        return "–"
    return f"{class_title(names.classes, index)[:_LONGEST_NAME]} (−{100 * lost[index]:.1f})"
