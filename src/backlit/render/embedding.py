"""A 2-D embedding of examples, and how well every layer separates the classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from backlit.analyse.embedding import LayerEmbedding
from backlit.analyse.separation import Separation
from backlit.render.classes import class_characters, class_colour, class_key
from backlit.render.colours import POSITIVE, QUIET
from backlit.render.figures import Canvas
from backlit.render.names import Names
from backlit.render.terminal.bars import bar

METHOD_NAMES = {"pca": "principal components", "tsne": "t-SNE", "umap": "UMAP"}
_WIDEST = 110


def embedding_text(record: LayerEmbedding, names: Names, *, colour: bool) -> RenderableType:
    """The embedding, what its axes mean, and how well every layer separates the classes.

    Args:
        record: The map.
        names: Of the network.
        colour: Whether the terminal has colours.
    """
    heading = Text(
        f"{len(record.labels):,} examples by the activations of "
        f"{layer_words(record.layer, names)}, {METHOD_NAMES[record.method]}",
        "bold",
    )
    parts: list[RenderableType] = [heading, _Places(record, names, colour)]
    parts.append(Text(axes_words(record), style=QUIET))
    key = class_key(names.classes)
    if key:
        parts.append(Text(key, style=QUIET))
    parts += [Text(), separation_table(record.separation, names, record.layer)]
    return Group(*parts)


def layer_words(layer: int, names: Names) -> str:
    """The name of a layer: "the input", "layer 2", "the output layer"."""
    if layer == 0:
        return "the input"
    return "the output layer" if layer == len(names.sizes) - 1 else f"layer {layer}"


def axes_words(record: LayerEmbedding) -> str:
    """What the axes of the map mean."""
    if record.method == "pca":
        first, second = record.explained
        return (
            f"Across: {first:.1%} of the variance; up: {second:.1%}; together {first + second:.1%}."
        )
    return "Neighbourhoods are preserved; sizes of groups and distances between them mean nothing."


def separation_table(separation: Separation, names: Names, layer: int | None = None) -> Table:
    """How well each layer separates the classes; the embedded layer is marked."""
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("class separation in", no_wrap=True)
    table.add_column("neurons", justify="right", no_wrap=True)
    table.add_column("nearest centroid", justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column("silhouette", justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    for place, width in enumerate(separation.widths.tolist()):
        share = float(separation.centroid_accuracies[place])
        near = float(separation.silhouettes[place])
        table.add_row(
            Text(layer_words(place, names), style="bold" if place == layer else ""),
            f"{width:,}",
            "–" if np.isnan(share) else f"{share:.1%}",
            Text(bar(0.0 if np.isnan(share) else share, 12), style=POSITIVE),
            "–" if np.isnan(near) else f"{near:+.3f}".replace("-", "−"),
            "◀" if place == layer else "",
        )
    return table


@dataclass(frozen=True)
class _Places:
    """The embedding in characters, as wide as the screen."""

    record: LayerEmbedding
    names: Names
    colour: bool

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        columns = min(options.max_width, _WIDEST)
        rows = max(columns * 3 // 10, 8)
        counts = self._counts(rows, columns)
        characters = class_characters(self.names.classes)
        text = Text(no_wrap=True)
        there, majority = counts.sum(axis=-1), counts.argmax(axis=-1)
        for row in range(rows):
            for column in range(columns):
                if not there[row, column]:
                    text.append(" ")
                    continue
                index = int(majority[row, column])
                # Where fewer than two thirds agree, the character is grey.
                agree = 3 * counts[row, column, index] >= 2 * there[row, column]
                style = f"bold {class_colour(index)}" if agree else QUIET
                text.append(characters[index], style if self.colour else "")
            text.append("\n")
        text.rstrip()
        yield text

    def _counts(self, rows: int, columns: int) -> NDArray[np.int64]:
        """How many examples of each class fall into each cell, (rows, columns, n_classes)."""
        positions = self.record.positions
        low, high = positions.min(axis=0), positions.max(axis=0)
        span = np.where(high > low, high - low, 1.0)
        size = np.array([columns, rows])
        cells = np.minimum(((positions - low) / span * size).astype(int), size - 1)
        counts = np.zeros((rows, columns, len(self.names.classes)), np.int64)
        np.add.at(counts, (rows - 1 - cells[:, 1], cells[:, 0], self.record.labels), 1)
        return counts


def embedding_figure(record: LayerEmbedding, names: Names, theme: str = "light") -> Canvas:
    """Draw an embedding: a ring marks misclassified examples.

    Raises SettingsError as ``Canvas`` does.
    """
    canvas = Canvas(theme, (11.0, 7.0))
    canvas.figure.suptitle(
        f"{len(record.labels):,} examples by the activations of "
        f"{layer_words(record.layer, names)}, {METHOD_NAMES[record.method]}",
        color=canvas.theme.text,
    )
    grid = canvas.figure.add_gridspec(2, 2, width_ratios=(7, 2))
    _draw_places(canvas, canvas.axes(grid[:, 0]), record, names)
    apart = record.separation
    axes = canvas.axes(grid[0, 1])
    _draw_layers(canvas, axes, apart, names, apart.centroid_accuracies, record.layer)
    axes.set_title("accuracy by nearest centroid")
    axes.set_ylim(0, 1.12)
    axes = canvas.axes(grid[1, 1])
    _draw_layers(canvas, axes, apart, names, apart.silhouettes, record.layer)
    axes.set_title("silhouette")
    return canvas


def _draw_places(canvas: Canvas, axes: Any, record: LayerEmbedding, names: Names) -> None:
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
    about = f"{axes_words(record)} Ring: {len(wrong):,} misclassified."
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
