"""Outputs and shares as bars, each with its number."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from backlit.render.colours import POSITIVE, QUIET, TARGET

_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(share: float, width: int) -> str:
    """A bar of at most ``width`` characters, to an eighth of one, for a share of 0–1."""
    eighths = round(min(max(share, 0.0), 1.0) * width * 8)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(width)


def outputs_table(classes: Sequence[str], outputs: Sequence[float], *, width: int = 24) -> Table:
    """The outputs as bars, the largest one marked."""
    table = Table.grid(padding=(0, 1))
    predicted = max(range(len(outputs)), key=lambda index: outputs[index])
    for index, (name, output) in enumerate(zip(classes, outputs, strict=True)):
        style = TARGET if index == predicted else POSITIVE
        table.add_row(
            Text(name, style="bold" if index == predicted else ""),
            Text(bar(output, width), style=style),
            Text(f"{output:.2f}", style="bold" if index == predicted else QUIET),
            Text("◀" if index == predicted else ""),
        )
    return table


def accuracy_table(
    classes: Sequence[str], n_correct: Sequence[int], n: Sequence[int], *, width: int = 24
) -> Table:
    """The accuracy on each class: share, bar and counts."""
    table = Table.grid(padding=(0, 1))
    for name, correct, all_ in zip(classes, n_correct, n, strict=True):
        share = correct / all_ if all_ else 0.0
        table.add_row(
            Text(name, style="bold"),
            Text(bar(share, width), style=POSITIVE),
            Text(f"{share:6.1%}" if all_ else "     –"),
            Text(f"{correct} of {all_}", style=QUIET),
        )
    return table
