"""The table of nudges, with the average at the right, as on the slides."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.core.parameters import parameter_at
from backlit.gradients.nudge_table import NudgeTable
from backlit.render.colours import QUIET
from backlit.render.figures import Canvas
from backlit.render.names import Names
from backlit.render.terminal.signed import sign_style, signed


def nudge_table_text(record: NudgeTable, names: Names) -> RenderableType:
    """The table, and below it the name of each row.

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
        "What each example wants of each weight, −∂C/∂w; the average over all of them is −∇C.",
        style=QUIET,
    )
    return Group(table, Text(), key, Text(), about)


def _nudge(value: float) -> Text:
    """Always four digits, so that the size of numbers in a column can be compared."""
    return Text(f"{value:+.4f}".replace("-", "−"), style=sign_style(value))


def nudge_table_figure(
    record: NudgeTable, names: Names, X: NDArray[np.floating], theme: str = "light"
) -> Canvas:
    """Draw the table, coloured by sign and size. Raises SettingsError as ``Canvas`` does.

    Args:
        record: The table.
        names: Of the network.
        X: (m, n_in) the examples of the columns, pixels in 0–1.
        theme: ``light`` or ``dark``.
    """
    p, m = record.nudges.shape
    canvas = Canvas(theme, (1.0 + 0.85 * (m + 1), 1.4 + 0.42 * p))
    colours = canvas.theme
    heights = [1.0, 0.42 * p]
    grid = canvas.figure.add_gridspec(2, m + 1, height_ratios=heights)
    for column in range(m):
        axes = canvas.axes(grid[0, column])
        if names.image_shape is None:
            axes.axis("off")
            axes.text(0.5, 0.5, names.classes[record.labels[column]], color=colours.text)
        else:
            canvas.picture(axes, X[column].reshape(names.image_shape), signed=False)
    corner = canvas.axes(grid[0, m])
    corner.axis("off")
    corner.text(0.5, 0.4, f"average\nover all\n{record.n_examples:,}", color=colours.text,
                ha="center", va="center", fontsize=9)  # fmt: skip
    axes = canvas.axes(grid[1, :])
    axes.set_xlim(-0.5, m + 0.5)
    axes.set_ylim(p - 0.5, -0.5)
    axes.set_xticks([])
    axes.set_yticks(range(p), [f"w{index}" for index in record.parameters.tolist()])
    for spine in axes.spines.values():
        spine.set_visible(False)
    for row in range(p):
        cells = [f"{value:+.3f}" for value in record.nudges[row]] + [f"{record.average[row]:+.5f}"]
        values = [*record.nudges[row].tolist(), float(record.average[row])]
        shades = canvas.sign_colours(values)
        for column, (cell, colour) in enumerate(zip(cells, shades, strict=True)):
            axes.text(column, row, cell.replace("-", "−"), color=colour, ha="center", va="center",
                      fontsize=10, fontweight="bold" if column == m else "normal")  # fmt: skip
    axes.axvline(m - 0.5, color=colours.grid, linewidth=1)
    return canvas
