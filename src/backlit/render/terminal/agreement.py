"""One derivative computed in three ways, in a table that compares their digits."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from backlit.render.colours import QUIET
from backlit.render.terminal.signed import sign_style


def agreement(rows: Sequence[tuple[str, float, str]], *, at_kink: bool) -> Table:
    """A table of numbers that should agree.

    Args:
        rows: The method, the number, and a remark.
        at_kink: Whether the last one, a finite difference, crosses a corner of the cost.
    """
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(style=QUIET)
    for name, value, remark in rows:
        table.add_row(name, exactly(value), remark)
    if at_kink:
        table.add_row("", "", "a ReLU turns on or off within the step: there is a corner here")
    return table


def exactly(value: float) -> Text:
    """A number with its sign and nine digits: −1.23456789e-03."""
    return Text(f"{value:+.8e}".replace("-", "−", 1 if value < 0 else 0), sign_style(value))
