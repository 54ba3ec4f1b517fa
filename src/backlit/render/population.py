"""A population's results for a terminal: what differed and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.render.bars import bar
from backlit.render.colours import POSITIVE, QUIET
from backlit.training.settings import Settings

_BINS = 12
_MOST_ROWS = 30


def population_summary(columns: Mapping[str, NDArray[Any]], accuracy: str) -> RenderableType:
    """What came of each combination of settings, best first; and how the accuracies spread.

    Args:
        columns: As ``results_table`` gives them.
        accuracy: Which column of accuracies to show.
    """
    trained = columns["problem"] == ""
    parts: list[RenderableType] = []
    hyperparameters = varied_knobs(columns)
    if hyperparameters:
        parts += [_combinations(columns, hyperparameters, accuracy, trained), Text("")]
    if trained.sum() >= _BINS:
        parts.append(_histogram(columns[accuracy][trained]))
    return Group(*parts)


def varied_knobs(columns: Mapping[str, NDArray[Any]]) -> list[str]:
    """The settings that are not the same for all networks, seeds left out."""
    hyperparameters = [field.name for field in fields(Settings) if field.name != "seed"]
    return [name for name in hyperparameters if len({str(value) for value in columns[name]}) > 1]


def _combinations(
    columns: Mapping[str, NDArray[Any]],
    hyperparameters: Sequence[str],
    accuracy: str,
    trained: NDArray[np.bool_],
) -> Table:
    groups: dict[tuple[Any, ...], list[int]] = {}
    for row, values in enumerate(
        zip(*(columns[knob].tolist() for knob in hyperparameters), strict=True)
    ):
        groups.setdefault(values, []).append(row)

    def mean(rows: Iterable[int]) -> float:
        reached = [columns[accuracy][row] for row in rows if trained[row]]
        return float(np.mean(reached)) if reached else -1.0

    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for knob in hyperparameters:
        table.add_column(knob.replace("_", " "), justify="right")
    for heading in ("networks", "mean", "spread", "lowest", "highest"):
        table.add_column(heading, justify="right")
    ranked = sorted(groups.items(), key=lambda group: -mean(group[1]))
    for values, rows in ranked[:_MOST_ROWS]:
        reached = np.array([columns[accuracy][row] for row in rows if trained[row]])
        cells = [_plain(value) for value in values]
        if not len(reached):
            table.add_row(*cells, str(len(rows)), Text("all diverged", style=QUIET))
            continue
        table.add_row(
            *cells,
            str(len(rows)),
            Text(f"{reached.mean():.2%}", style="bold"),
            f"± {reached.std():.2%}" if len(reached) > 1 else "",
            f"{reached.min():.2%}",
            f"{reached.max():.2%}",
        )
    if len(ranked) > _MOST_ROWS:
        table.caption = f"and {len(ranked) - _MOST_ROWS:,} more combinations"
    return table


def _histogram(accuracies: NDArray[np.float64]) -> Table:
    counts, edges = np.histogram(accuracies, bins=_BINS)
    table = Table.grid(padding=(0, 1))
    for count, low, high in zip(counts, edges, edges[1:], strict=False):
        table.add_row(
            Text(f"{low:.2%} – {high:.2%}", style=QUIET),
            Text(bar(count / counts.max(), 30), style=POSITIVE),
            Text(f"{count:,}"),
        )
    return table


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
