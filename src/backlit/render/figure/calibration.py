"""Calibration as a figure: reliability diagrams, with how many examples each bar stands for."""

from __future__ import annotations

from typing import Any

import numpy as np

from backlit.analyse.calibration import Calibration, Reliability
from backlit.render.figure.canvas import Canvas
from backlit.render.text.calibration import MEANINGS

# What fewer examples say is as good as chance: their bar is pale.
_FEW = 10


def calibration_figure(record: Calibration, theme: str = "light") -> Canvas:
    """Draw reliability diagrams. Raises SettingsError as ``Canvas`` does."""
    n = len(record.curves)
    canvas = Canvas(theme, (max(5.2 * n, 6.2), 6.2))
    canvas.figure.suptitle(
        f"is it as often right as it is confident? ({record.activation} outputs, "
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
        "- - -  as often right as sure",
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
    axes.set_ylabel("share that is right (pale: of fewer than 10)")


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
