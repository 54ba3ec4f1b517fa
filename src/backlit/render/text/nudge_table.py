"""The table of nudges as text: as on the slides, with the average at the right."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.core.parameters import parameter_at
from backlit.gradients.nudge_table import NudgeTable
from backlit.render.colours import QUIET
from backlit.render.names import Names
from backlit.render.signed import sign_style, signed


def nudge_table_text(record: NudgeTable, names: Names) -> RenderableType:
    """The table, and below it what each row is.

    Args:
        record: The table.
        names: Of the network.
    """
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    table.add_column("", style=QUIET, no_wrap=True)
    for label in record.labels.tolist():
        table.add_column(names.classes[label], justify="right", no_wrap=True)
    table.add_column("…", no_wrap=True)
    table.add_column("average", justify="right", no_wrap=True)
    numbers = [Text(f"#{column}", style=QUIET) for column in record.columns.tolist()]
    table.add_row("example", *numbers, "", Text(f"all {record.n_examples:,}", style=QUIET))
    for place, index in enumerate(record.parameters.tolist()):
        nudges = [_nudge(value) for value in record.nudges[place].tolist()]
        average = signed(float(record.average[place]), 5)
        table.add_row(f"w{index}", *nudges, Text("…", style=QUIET), average)
    key = Table(box=None, pad_edge=False, show_header=False)
    key.add_column(style=QUIET, no_wrap=True)
    key.add_column()
    for index in record.parameters.tolist():
        key.add_row(f"w{index}", names.parameter(parameter_at(names.sizes, index)))
    about = Text(
        "What each example asks of each weight, −∂C/∂w; the average over all of them is −∇C.",
        style=QUIET,
    )
    return Group(table, Text(), key, Text(), about)


def _nudge(value: float) -> Text:
    """Four digits always: a column of numbers is read by how long they are."""
    return Text(f"{value:+.4f}".replace("-", "−"), style=sign_style(value))
