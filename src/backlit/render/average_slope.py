"""The derivative of one weight or bias as the mean over many examples."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.gradients.average_slope import AverageSlope
from backlit.render.colours import QUIET
from backlit.render.figures import Canvas
from backlit.render.latex.average_slope import average_latex
from backlit.render.names import Names, capitalised
from backlit.render.symbols import below, indexed
from backlit.render.terminal.agreement import agreement
from backlit.render.terminal.signed import signed, signed_bar


def average_slope_text(
    record: AverageSlope, names: Names, *, colour: bool, limit: int = 10
) -> RenderableType:
    """The average over examples: the first slopes, the sum of the others, and the mean.

    Args:
        record: The average.
        names: Of the network.
        colour: Whether the terminal has colours.
        limit: How many examples to show.
    """
    parameter, n = record.parameter, len(record.slopes)
    letter = indexed("b" if parameter.is_bias else "w", parameter.layer, parameter.neuron)
    w = letter if parameter.source is None else f"{letter},{below(parameter.source)}"
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("k", justify="right", no_wrap=True)
    table.add_column("shows", no_wrap=True)
    table.add_column("∂C_k/∂w", justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    shown = record.slopes[:limit]
    largest = float(abs(shown).max(initial=0.0))
    for k, slope in enumerate(shown.tolist()):
        label = names.classes[int(record.labels[k])]
        table.add_row(str(k), label, signed(slope), signed_bar(slope, largest, 30))
    if n > limit:
        rest = float(record.slopes[limit:].sum())
        table.add_row("", f"the other {n - limit:,}", signed(rest), "", style=QUIET)
    table.add_row("", "sum", signed(float(record.slopes.sum())), "", style="bold")
    table.add_row(
        "", f"÷ {n:,}", signed(record.mean), f"± {record.standard_deviation:.4f}", style="bold"
    )
    rows = [
        ("mean of the examples", record.mean, ""),
        ("backpropagation of all", record.derivative, ""),
        ("finite difference", record.finite_difference, f"w changed by ±{record.step:g}, ±2 times"),
    ]
    return Group(
        Text(capitalised(names.parameter(parameter)), style="bold"),
        Text(f"∂C/∂{w} = 1/n Σ ∂C_k/∂{w}", QUIET),
        Text(),
        table,
        Text(),
        agreement(rows, at_kink=record.at_kink),
    )


def average_slope_figure(record: AverageSlope, names: Names, theme: str = "light") -> Canvas:
    """Draw ∂C_k/∂w of every example and their mean. Raises SettingsError as ``Canvas`` does."""
    canvas = Canvas(theme, (9.0, 4.0))
    formula = average_latex(record)["symbols"].replace(r"\frac", r"\dfrac")
    canvas.figure.suptitle(names.parameter(record.parameter), color=canvas.theme.text, fontsize=11)
    axes = canvas.axes()
    axes.set_title(f"${formula} = {record.mean:.4g}$".replace("-", "−"), fontsize=11, pad=12)
    n = len(record.slopes)
    axes.vlines(range(n), 0, record.slopes, color=canvas.sign_colours(record.slopes), linewidth=1.5)
    axes.axhline(0, color=canvas.theme.quiet, linewidth=0.8)
    axes.axhline(record.mean, color=canvas.theme.marked, linewidth=1.5, linestyle="--")
    axes.annotate(
        f"mean {record.mean:+.4g}".replace("-", "−"),
        (1, record.mean),
        xycoords=("axes fraction", "data"),
        xytext=(-2, 8),
        textcoords="offset points",
        ha="right",
        color=canvas.theme.marked,
        fontsize=9,
    )
    axes.set_xlabel("example k")
    axes.set_ylabel("slope: $\\partial C_k / \\partial w$")
    return canvas
