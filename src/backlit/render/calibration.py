"""Calibration: the accuracy in each bin of confidence."""

from __future__ import annotations

from typing import Any

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.analyse.calibration import Calibration, Reliability
from backlit.render.colours import POSITIVE, QUIET
from backlit.render.figures import Canvas
from backlit.render.terminal.bars import bar
from backlit.render.terminal.signed import sign_style, signed_bar

MEANINGS = {
    "largest": "the largest output",
    "share": "the largest output's share of the sum of all outputs",
}
# Bars of fewer examples are pale: their accuracy is mostly chance.
_FEW = 10


def calibration_text(record: Calibration, *, colour: bool) -> RenderableType:
    """A table of bins for each definition of confidence, and the calibration errors.

    Args:
        record: What was measured.
        colour: Whether the terminal has colours.
    """
    parts: list[RenderableType] = [
        Text(f"Accuracy {record.accuracy:.2%} of {record.n_examples:,} examples", style="bold"),
        Text(_about_outputs(record.activation), style=QUIET),
    ]
    for each in record.curves:
        parts += [Text(), Text(f"Confidence: {MEANINGS[each.meaning]}", style="bold")]
        parts += [_bins(each), Text(), _whole(each)]
    return Group(*parts)


def _about_outputs(activation: str) -> str:
    if activation == "softmax":
        return "Softmax outputs add up to 1: the largest output is also its share of the sum."
    return (
        "Sigmoid outputs are not probabilities: they are independent and need not add up to 1. "
        "Two ways to read them as confidence:"
    )


def _bins(curve: Reliability) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("confidence", justify="right", no_wrap=True)
    for heading in ("examples", "mean", "accuracy"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column("gap", justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    for place, count in enumerate(curve.counts.tolist()):
        lower, upper = curve.edges[place], curve.edges[place + 1]
        span = f"{lower:.2f}–{upper:.2f}"
        if not count:
            table.add_row(span, "0", "–", "–", style=QUIET)
            continue
        confidence, accuracy = float(curve.confidence[place]), float(curve.accuracy[place])
        table.add_row(
            span,
            f"{count:,}",
            f"{confidence:.3f}",
            f"{accuracy:.1%}",
            Text(bar(accuracy, 12), style=POSITIVE),
            _gap(accuracy - confidence),
            signed_bar(accuracy - confidence, 0.5, 12),
        )
    return table


def _gap(value: float) -> Text:
    return Text(f"{value:+.3f}".replace("-", "−"), style=sign_style(value))


def _whole(curve: Reliability) -> Text:
    text = Text(f"Expected calibration error {curve.expected_calibration_error:.4f}", style="bold")
    text.append(f", largest of a bin {curve.maximum_calibration_error:.4f}.\n", "not bold")
    too = "above the accuracy" if curve.overconfidence > 0 else "below the accuracy"
    text.append(f"Mean confidence {curve.mean_confidence:.4f}: ", "not bold")
    text.append(f"{abs(curve.overconfidence):.4f} {too}.", "not bold")
    return text


def calibration_figure(record: Calibration, theme: str = "light") -> Canvas:
    """Draw reliability diagrams. Raises SettingsError as ``Canvas`` does."""
    n = len(record.curves)
    canvas = Canvas(theme, (max(5.2 * n, 6.2), 6.2))
    canvas.figure.suptitle(
        f"does confidence match accuracy? ({record.activation} outputs, "
        f"{record.n_examples:,} examples)",
        color=canvas.theme.text,
        fontsize=11,
    )
    grid = canvas.figure.add_gridspec(2, n, height_ratios=(3, 1))
    for column, curve in enumerate(record.curves):
        _draw_bars(canvas, canvas.axes(grid[0, column]), curve)
        _draw_counts(canvas, canvas.axes(grid[1, column]), curve)
    return canvas


def _draw_bars(canvas: Canvas, axes: Any, curve: Reliability) -> None:
    theme = canvas.theme
    filled = curve.counts > 0
    few = curve.counts < _FEW
    for which, strength in ((filled & ~few, 1.0), (filled & few, 0.35)):
        axes.bar(
            curve.edges[:-1][which],
            curve.accuracy[which],
            np.diff(curve.edges)[which],
            align="edge",
            color=theme.positive,
            edgecolor=theme.page,
            alpha=strength,
        )
    axes.plot([0, 1], [0, 1], color=theme.marked, linestyle="--", linewidth=1.5)
    axes.text(
        0.03,
        0.96,
        "- - -  perfect calibration",
        transform=axes.transAxes,
        va="top",
        fontsize=9,
        color=theme.marked,
        bbox={"facecolor": theme.page, "edgecolor": theme.grid},
    )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_title(
        f"{MEANINGS[curve.meaning]}\n"
        f"expected calibration error {curve.expected_calibration_error:.4f}"
    )
    axes.set_ylabel("accuracy (pale: fewer than 10 examples)")


def _draw_counts(canvas: Canvas, axes: Any, curve: Reliability) -> None:
    axes.bar(
        curve.edges[:-1],
        curve.counts,
        np.diff(curve.edges),
        align="edge",
        color=canvas.theme.quiet,
        edgecolor=canvas.theme.page,
    )
    axes.set_yscale("symlog", linthresh=1)
    axes.set_ylim(0, curve.counts.max() * 4)
    for left, right, count in zip(curve.edges[:-1], curve.edges[1:], curve.counts, strict=True):
        if count and len(curve.counts) <= 12:
            axes.text(
                (left + right) / 2,
                count,
                f"{count:,}",
                ha="center",
                va="bottom",
                fontsize=7,
                color=canvas.theme.text,
            )
    axes.set_xlim(0, 1)
    axes.set_xlabel("confidence")
    axes.set_ylabel("examples")
