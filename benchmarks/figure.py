"""The races as a picture, for light and for dark pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("svg")

import matplotlib.pyplot as plt
from entries import GEMM, ours, peer
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from rounds import Outcome, Race, ratio

# The workload of the upper picture; the lower one shows all of these.
MAIN = "batch-10"
SHOWN = {
    "batch-1": "784-16-16-10, batch 1",
    "batch-10": "784-16-16-10, batch 10",
    "batch-32": "784-16-16-10, batch 32",
    "batch-100": "784-16-16-10, batch 100",
    "batch-1000": "784-16-16-10, batch 1,000",
    "wider": "784-100-10, batch 10",
    "wide": "784-512-512-10, batch 128",
    "table": "30-64-64-2, batch 32",
    "population": "64 networks, batch 32, two cores",
}


@dataclass(frozen=True)
class Colours:
    """What a page of one kind is drawn in."""

    text: str
    quiet: str
    grid: str
    ours: str
    peer: str


LIGHT = Colours("#1f2328", "#656d76", "#e4e8ec", "#0e7c9b", "#b9c2cb")
DARK = Colours("#e6edf3", "#8d96a0", "#262c34", "#58c4dd", "#525b66")


def draw(races: Mapping[str, Race], folder: Path) -> None:
    """Write ``speed-light.svg`` and ``speed-dark.svg``."""
    for name, colours in (("light", LIGHT), ("dark", DARK)):
        settings: dict[Any, Any] = {
            # The same figures give the same file.
            "svg.hashsalt": "backlit",
            "font.size": 10,
            "text.color": colours.text,
            "xtick.color": colours.quiet,
            "ytick.color": colours.text,
        }
        with plt.rc_context(settings):
            figure, (bars, dots) = plt.subplots(2, 1, figsize=(8.6, 7.8))
            figure.subplots_adjust(left=0.3, right=0.98, top=0.91, bottom=0.045, hspace=0.34)
            _epoch(bars, races[MAIN], colours)
            _ratios(dots, races, colours)
            figure.savefig(folder / f"speed-{name}.svg", transparent=True, metadata={"Date": None})
            plt.close(figure)


def _epoch(axes: Axes, race: Race, colours: Colours) -> None:
    """A bar for each contestant with one thread, the fastest on top."""
    hidden = {GEMM.key, "ours.native_16", "ours.native_8", "ours.native_4"}
    shown = sorted(
        (
            each
            for each in race.outcomes
            if each.entry.threads == 1 and each.entry.key not in hidden
        ),
        key=lambda outcome: outcome.median,
    )
    own = race.find(ours(race.key))
    seconds = [each.median for each in shown]
    colour = [colours.ours if each.entry.is_ours else colours.peer for each in shown]
    left = min(seconds) / 2.5
    axes.barh(range(len(shown)), [each - left for each in seconds], 0.64, left=left, color=colour)
    for place, each in enumerate(shown):
        label = axes.annotate(
            _seconds(each.median),
            (each.median, place),
            (7, 0),
            textcoords="offset points",
            va="center",
            fontweight="bold" if each is own else "normal",
        )
        if each is not own:
            axes.annotate(
                _times(ratio(each, own)),
                (1, place),
                (10, 0),
                xycoords=(label, "data"),
                textcoords="offset points",
                va="center",
                color=colours.quiet,
            )
    axes.set_yticks(range(len(shown)), [_name(each) for each in shown])
    for tick, each in zip(axes.get_yticklabels(), shown, strict=True):
        if each is own:
            tick.set_fontweight("bold")
    _plain(axes, colours)
    axes.set_xlim(left, max(seconds) * 3)
    _titles(
        axes,
        colours,
        "An epoch of MNIST",
        [("60,000 images, 784-16-16-10, mini-batches of 10, one core; log scale", colours.quiet)],
    )


def _ratios(axes: Axes, races: Mapping[str, Race], colours: Colours) -> None:
    """A row for each workload: from the fastest peer to PyTorch."""
    largest = 1.0
    for place, key in enumerate(SHOWN):
        race = races[key]
        threads = 2 if key == "population" else 1
        torch = race.find(peer(key), threads)
        own = race.beside(ours(key), torch)
        fastest = min(race.peers(threads), key=lambda each: each.median)
        low, high = ratio(fastest, own), ratio(torch, own)
        largest = max(largest, high)
        axes.plot([low, high], [place, place], color=colours.grid, lw=5, zorder=1)
        axes.plot(high, place, "o", color=colours.peer, ms=9, zorder=2)
        axes.plot(low, place, "o", color=colours.ours, ms=9, zorder=3)
        axes.annotate(
            f"{_library(fastest)}  {_times(low)}",
            (low, place),
            (-9, 0),
            textcoords="offset points",
            ha="right",
            va="center",
        )
        axes.annotate(
            _times(high),
            (high, place),
            (9, 0),
            textcoords="offset points",
            va="center",
            color=colours.quiet,
        )
    axes.axvline(1, color=colours.quiet, lw=1, zorder=0)
    axes.set_yticks(range(len(SHOWN)), list(SHOWN.values()))
    _plain(axes, colours)
    axes.set_xlim(0.15, largest * 2.2)
    axes.set_ylim(len(SHOWN) - 0.5, -0.7)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}×" if value >= 1 else "")
    _titles(
        axes,
        colours,
        "Backlit is so many times as fast as …",
        [
            ("●", colours.ours),
            (" the fastest peer     ", colours.quiet),
            ("●", colours.peer),
            (" the loop that people write in PyTorch     one core each; log scale", colours.quiet),
        ],
    )


def _name(outcome: Outcome) -> str:
    return outcome.entry.name.replace("`", "")


def _library(outcome: Outcome) -> str:
    return outcome.entry.name.split(",")[0]


def _seconds(seconds: float) -> str:
    """Two figures that count."""
    digits = 3 if seconds < 0.095 else 2 if seconds < 0.95 else 1
    return f"{seconds:.{digits}f} s"


def _times(times: float) -> str:
    digits = 2 if times < 1 else 1 if times < 9.95 else 0
    return f"{times:.{digits}f}×"


def _titles(axes: Axes, colours: Colours, title: str, subtitle: Sequence[tuple[str, str]]) -> None:
    """A title at the left edge of the picture, and a line of pieces in colours of their own."""
    axes.annotate(
        title, (0.015, 1), (0, 30), xycoords=("figure fraction", "axes fraction"),
        textcoords="offset points", fontweight="bold", fontsize=12.5, color=colours.text,
    )  # fmt: skip
    x: str | Artist = "figure fraction"
    for number, (piece, colour) in enumerate(subtitle):
        x = axes.annotate(
            piece, (1 if number else 0.015, 1), (0, 12), xycoords=(x, "axes fraction"),
            textcoords="offset points", color=colour,
        )  # fmt: skip


def _plain(axes: Axes, colours: Colours) -> None:
    """A logarithmic axis with as little around it as will do."""
    axes.set_xscale("log")
    axes.invert_yaxis()
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, which="both")
    axes.tick_params(axis="x", labelsize=9)
    axes.grid(axis="x", color=colours.grid, lw=0.8)
    axes.set_axisbelow(True)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g} s")
