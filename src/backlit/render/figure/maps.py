"""A map of examples as a figure: each a character, and how well every layer separates them."""

from __future__ import annotations

from typing import Any

import numpy as np

from backlit.analyse.embedding import LayerMap
from backlit.analyse.separation import Separation
from backlit.render.classes import class_characters, class_colour, class_key
from backlit.render.figure.canvas import Canvas
from backlit.render.names import Names
from backlit.render.text.maps import METHODS, axes_words, layer_words


def map_figure(record: LayerMap, names: Names, theme: str = "light") -> Canvas:
    """Draw a map of examples: a ring marks what the network says wrongly.

    Raises SettingsError as ``Canvas`` does.
    """
    canvas = Canvas(theme, (11.0, 7.0))
    canvas.figure.suptitle(
        f"{len(record.labels):,} examples as {layer_words(record.layer, names)} sees them, "
        f"by {METHODS[record.method]}",
        color=canvas.theme.text,
    )
    grid = canvas.figure.add_gridspec(2, 2, width_ratios=(7, 2))
    _draw_places(canvas, canvas.axes(grid[:, 0]), record, names)
    apart = record.separation
    axes = canvas.axes(grid[0, 1])
    _draw_layers(canvas, axes, apart, names, apart.centroid_accuracies, record.layer)
    axes.set_title("right by nearest centroid")
    axes.set_ylim(0, 1.12)
    axes = canvas.axes(grid[1, 1])
    _draw_layers(canvas, axes, apart, names, apart.silhouettes, record.layer)
    axes.set_title("silhouette")
    return canvas


def _draw_places(canvas: Canvas, axes: Any, record: LayerMap, names: Names) -> None:
    theme = canvas.theme
    characters = class_characters(names.classes)
    for index in np.unique(record.labels).tolist():
        here = record.positions[record.labels == index]
        axes.scatter(
            here[:, 0],
            here[:, 1],
            marker=f"${_plain(characters[index])}$",
            s=22,
            color=class_colour(index),
            linewidth=0,
            alpha=0.75,
        )
    wrong = record.positions[record.labels != record.predicted]
    axes.scatter(
        wrong[:, 0], wrong[:, 1], s=70, facecolor="none", edgecolor=theme.text, linewidth=0.7
    )
    for index, (x, y) in enumerate(record.centres.tolist()):
        if np.isnan(x):
            continue
        axes.text(
            x,
            y,
            characters[index],
            ha="center",
            va="center",
            fontsize=15,
            fontweight="bold",
            color=theme.text,
            bbox={
                "boxstyle": "circle,pad=0.25",
                "facecolor": theme.page,
                "edgecolor": class_colour(index),
                "linewidth": 2,
            },
        )
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_aspect("equal", adjustable="datalim")
    key = class_key(names.classes)
    about = f"{axes_words(record)} Ring: {len(wrong):,} said wrongly."
    axes.set_xlabel(f"{about}\n{key}" if key else about, fontsize=9)


def _draw_layers(
    canvas: Canvas, axes: Any, apart: Separation, names: Names, values: Any, layer: int
) -> None:
    theme = canvas.theme
    places = range(len(values))
    axes.plot(places, values, color=theme.positive, marker="o", linewidth=1.5)
    axes.plot([layer], values[layer], color=theme.marked, marker="o", markersize=10)
    last = len(values) - 1
    axes.set_xticks(
        places,
        ["input" if each == 0 else "output" if each == last else str(each) for each in places],
    )
    axes.grid(axis="y", color=theme.grid, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.margins(x=0.15, y=0.2)
    for place, value in enumerate(values):
        if not np.isnan(value):
            axes.annotate(
                f"{value:.2f}".replace("-", "−"),
                (place, value),
                xytext=(0, 9),
                textcoords="offset points",
                ha="center",
                fontsize=8,
                color=theme.text,
            )


def _plain(character: str) -> str:
    """A character as a marker's formula shows it as it is."""
    return f"\\mathrm{{{character}}}" if character.isalnum() else "\\bullet"
