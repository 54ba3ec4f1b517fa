"""One step of gradient descent: the predicted and the actual change of the cost."""

from __future__ import annotations

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.gradients.gradient_step import Steps
from backlit.render.colours import QUIET
from backlit.render.figures import Canvas
from backlit.render.terminal.signed import sign_style


def steps_text(record: Steps) -> RenderableType:
    """The predicted and the actual change of the cost, for each learning rate.

    Args:
        record: The steps.
    """
    heading = Text(f"Cost {record.before:.5f}", style="bold")
    n = record.n_examples
    heading.append(
        f"   the mean over {n:,} {'example' if n == 1 else 'examples'}, ‖∇C‖ = {record.norm:.4g}",
        QUIET,
    )
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for name in ("step η", "predicted", "second order", "actual", "actual / predicted"):
        table.add_column(name, justify="right", no_wrap=True)
    rows = (record.learning_rates, record.predicted, record.predicted_second_order, record.actual)
    for rate, first, second, actual in zip(*(each.tolist() for each in rows), strict=True):
        share = f"{actual / first:.3f}" if first else "–"
        table.add_row(f"{rate:g}", _change(first), _change(second), _change(actual), share)
    return Group(
        heading, Text(), table, Text(),
        Text("predicted: −η‖∇C‖², with constant slope;  second order: + ½η² ∇CᵀH∇C", style=QUIET),
    )  # fmt: skip


def _change(value: float) -> Text:
    text = f"{value:+.4e}".replace("-", "−", 1) if value < 0 else f"{value:+.4e}"
    return Text(text, style=sign_style(value))


def steps_figure(record: Steps, theme: str = "light") -> Canvas:
    """Draw the predicted and the actual change of the cost. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (6.5, 4.2))
    colours = canvas.theme
    axes = canvas.axes()
    order = np.argsort(record.learning_rates)
    rates = record.learning_rates[order]
    axes.plot(
        rates, record.predicted[order], "--", color=colours.quiet, label="predicted, first order"
    )
    axes.plot(rates, record.predicted_second_order[order], ":", color=colours.marked,
              label="predicted, second order")  # fmt: skip
    axes.plot(rates, record.actual[order], "o-", color=colours.positive, label="actual")
    axes.axhline(0, color=colours.grid, linewidth=0.8)
    axes.set_xlabel("learning rate η of the step")
    axes.set_ylabel("change of the cost")
    axes.set_title(f"one step of gradient descent from C = {record.before:.4f}")
    axes.legend(frameon=False, labelcolor=colours.text)
    return canvas
