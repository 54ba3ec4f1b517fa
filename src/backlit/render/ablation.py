"""Which hidden neurons matter most: the network without each of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.analyse.ablation import Ablation
from backlit.render.classes import class_characters, class_title
from backlit.render.colours import NEGATIVE, QUIET
from backlit.render.figures import Canvas
from backlit.render.names import Names
from backlit.render.terminal.bars import bar

_LONGEST_NAME = 14
_REPLACED_BY = {"zero": "set to 0", "mean": "set to its mean over the examples"}
# More rows would not be legible on a page.
_MAX_DRAWN = 40
# More classes leave no room for a number in a cell.
_MAX_NUMBERED = 12


def ablation_text(
    record: Ablation, names: Names, *, colour: bool, limit: int = 40
) -> RenderableType:
    """The hidden neurons, the most important first: accuracy and cost without each of them.

    Args:
        record: What was measured.
        names: Of the network.
        colour: Whether the terminal has colours.
        limit: How many neurons to list.
    """
    n = int(record.n_per_class.sum())
    heading = Text(
        f"Each hidden neuron's activation {_REPLACED_BY[record.replacement]} in turn", "bold"
    )
    whole = Text(
        f"With all of them: accuracy {record.accuracy:.2%}, cost {record.cost:.4f}, "
        f"over {n:,} examples"
    )
    note = Text(
        "The losses of single neurons do not add up: others compensate for one, or depend on it.",
        style=QUIET,
    )
    return Group(heading, whole, Text(), _neurons(record, names, limit), Text(), note)


def _neurons(record: Ablation, names: Names, limit: int) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("without", no_wrap=True)
    for heading in ("accuracy", "points", "cost"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column("most affected", no_wrap=True)
    lost = record.accuracy - record.accuracies
    most_lost = float(lost.max())
    for place in record.ranking[:limit].tolist():
        table.add_row(
            names.neuron(int(record.layers[place]), int(record.neurons[place])),
            f"{record.accuracies[place]:.2%}",
            f"{-100 * lost[place]:+.2f}".replace("-", "−"),
            f"{record.costs[place]:.4f}",
            Text(bar(float(lost[place]) / most_lost if most_lost > 0 else 0.0, 10), NEGATIVE),
            _worst_class(record, names, place),
        )
    left_out = record.ranking[limit:]
    if len(left_out):
        best, worst = record.accuracies[left_out].max(), record.accuracies[left_out].min()
        span = f"{worst:.1%}" if worst == best else f"{worst:.1%}–{best:.1%}"
        table.add_row(f"the other {len(left_out)}", span, style=QUIET)
    return table


def _worst_class(record: Ablation, names: Names, place: int) -> str:
    """The class that loses most accuracy, and how much."""
    lost = np.nan_to_num(record.accuracy_per_class - record.accuracies_per_class[place])
    index = int(lost.argmax())
    if lost[index] <= 0:
        return "–"
    return f"{class_title(names.classes, index)[:_LONGEST_NAME]} (−{100 * lost[index]:.1f})"


def ablation_figure(record: Ablation, names: Names, theme: str = "light") -> Canvas:
    """Draw what the network loses without each hidden neuron, the most important first.

    Raises SettingsError as ``Canvas`` does.
    """
    shown = record.ranking[:_MAX_DRAWN]
    canvas = Canvas(theme, (11.0, 0.22 * len(shown) + 1.8))
    left_out = len(record.ranking) - len(shown)
    replaced_by = "0" if record.replacement == "zero" else "its mean"
    canvas.figure.suptitle(
        f"each hidden neuron set to {replaced_by} in turn; accuracy with all: {record.accuracy:.2%}"
        + (f" ({left_out} more neurons matter less)" if left_out else ""),
        color=canvas.theme.text,
        fontsize=11,
    )
    grid = canvas.figure.add_gridspec(1, 2, width_ratios=(2, 3))
    axes = canvas.axes(grid[0, 0])
    lost = 100 * (record.accuracy - record.accuracies[shown])
    places = range(len(shown))
    axes.barh(places, lost, color=canvas.sign_colours(-lost))
    axes.set_yticks(
        places,
        [
            names.neuron(int(record.layers[place]), int(record.neurons[place]))
            for place in shown.tolist()
        ],
        fontsize=8,
    )
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.axvline(0, color=canvas.theme.quiet, linewidth=0.8)
    axes.set_xlabel("points of accuracy lost")
    _draw_classes(canvas, canvas.axes(grid[0, 1]), record, names)
    return canvas


def _draw_classes(canvas: Canvas, axes: Any, record: Ablation, names: Names) -> None:
    shown = record.ranking[:_MAX_DRAWN]
    changes = 100 * (record.accuracies_per_class[shown] - record.accuracy_per_class)
    largest = float(np.nanmax(np.abs(changes))) or 1.0
    axes.imshow(
        np.nan_to_num(0.8 * changes),
        cmap=canvas.signed_colours(),
        vmin=-largest,
        vmax=largest,
        aspect="auto",
        interpolation="nearest",
    )
    axes.set_yticks([])
    axes.set_xticks(range(changes.shape[1]), class_characters(names.classes))
    axes.set_xlabel("change of the accuracy on each class, in points")
    for spine in axes.spines.values():
        spine.set_visible(False)
    if changes.shape[1] > _MAX_NUMBERED:
        return
    for (i, j), change in np.ndenumerate(changes):
        if abs(change) >= 0.5:  # NaN is not
            axes.text(
                j,
                i,
                f"{change:+.0f}".replace("-", "−"),
                ha="center",
                va="center",
                fontsize=7,
                color=canvas.theme.text,
            )
