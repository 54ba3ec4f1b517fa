"""A map of examples as text: at each place the class that most of those there are of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from backlit.analyse.embedding import LayerMap
from backlit.analyse.separation import Separation
from backlit.render.bars import bar
from backlit.render.classes import class_characters, class_colour, class_key
from backlit.render.colours import POSITIVE, QUIET
from backlit.render.names import Names

METHODS = {"pca": "principal components", "tsne": "t-SNE", "umap": "UMAP"}

_WIDEST = 110


def map_text(record: LayerMap, names: Names, *, colour: bool) -> RenderableType:
    """The map, what its axes mean, and how well every layer separates the classes.

    Args:
        record: The map.
        names: Of the network.
        colour: Whether the terminal has colours.
    """
    heading = Text(
        f"{len(record.labels):,} examples as {layer_words(record.layer, names)} ", "bold"
    )
    heading.append(f"sees them, by {METHODS[record.method]}", "bold")
    parts: list[RenderableType] = [heading, _Places(record, names, colour)]
    parts.append(Text(axes_words(record), style=QUIET))
    key = class_key(names.classes)
    if key:
        parts.append(Text(key, style=QUIET))
    parts += [Text(), separation_table(record.separation, names, record.layer)]
    return Group(*parts)


def layer_words(layer: int, names: Names) -> str:
    """What a layer is called: "the input", "layer 2", "the output layer"."""
    if layer == 0:
        return "the input"
    return "the output layer" if layer == len(names.sizes) - 1 else f"layer {layer}"


def axes_words(record: LayerMap) -> str:
    """What the axes of the map mean."""
    if record.method == "pca":
        first, second = record.explained
        return (
            f"Across: {first:.1%} of the variance; up: {second:.1%}; together {first + second:.1%}."
        )
    return "Neighbours stay together; sizes of groups and distances between groups mean nothing."


def separation_table(separation: Separation, names: Names, layer: int | None = None) -> Table:
    """How well each layer separates the classes; the layer of the map marked."""
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("classes apart in", no_wrap=True)
    table.add_column("numbers", justify="right", no_wrap=True)
    table.add_column("by nearest centroid", justify="right", no_wrap=True)
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
    """The map itself, as wide as the screen."""

    record: LayerMap
    names: Names
    colour: bool

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        columns = min(options.max_width, _WIDEST)
        rows = max(columns * 3 // 10, 8)
        counts = self._counts(rows, columns)
        characters = class_characters(self.names.classes)
        text = Text(no_wrap=True)
        there, most = counts.sum(axis=-1), counts.argmax(axis=-1)
        for row in range(rows):
            for column in range(columns):
                if not there[row, column]:
                    text.append(" ")
                    continue
                index = int(most[row, column])
                # Where fewer than two thirds agree, the character stands back.
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
