"""Which hidden neuron matters most, as a figure: accuracy lost in all, and on each class."""

from __future__ import annotations

from typing import Any

import numpy as np

from backlit.analyse.ablation import Ablation
from backlit.render.classes import class_characters
from backlit.render.figure.canvas import Canvas
from backlit.render.names import Names

# More rows would not be legible on a page.
_MOST = 40
# More classes leave no room for a number in a cell.
_MOST_NUMBERED = 12


def ablation_figure(record: Ablation, names: Names, theme: str = "light") -> Canvas:
    """Draw what the network loses without each hidden neuron, the most missed first.

    Raises SettingsError as ``Canvas`` does.
    """
    shown = record.ranking[:_MOST]
    canvas = Canvas(theme, (11.0, 0.22 * len(shown) + 1.8))
    left_out = len(record.ranking) - len(shown)
    instead = "0" if record.replacement == "zero" else "its mean"
    canvas.figure.suptitle(
        f"each hidden neuron made {instead} in turn; accuracy with all: {record.accuracy:.2%}"
        + (f" ({left_out} more neurons matter less)" if left_out else ""),
        color=canvas.theme.text,
        fontsize=11,
    )
    grid = canvas.figure.add_gridspec(1, 2, width_ratios=(2, 3))
    axes = canvas.axes(grid[0, 0])
    lost = 100 * (record.accuracy - record.accuracies[shown])
    places = range(len(shown))
    axes.barh(places, lost, color=canvas.sign_colours(-lost))
    axes.set_yticks(
        places,
        [
            names.neuron(int(record.layers[place]), int(record.neurons[place]))
            for place in shown.tolist()
        ],
        fontsize=8,
    )
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.axvline(0, color=canvas.theme.quiet, linewidth=0.8)
    axes.set_xlabel("points of accuracy lost")
    _draw_classes(canvas, canvas.axes(grid[0, 1]), record, names)
    return canvas


def _draw_classes(canvas: Canvas, axes: Any, record: Ablation, names: Names) -> None:
    shown = record.ranking[:_MOST]
    changes = 100 * (record.accuracies_per_class[shown] - record.accuracy_per_class)
    most = float(np.nanmax(np.abs(changes))) or 1.0
    axes.imshow(
        np.nan_to_num(0.8 * changes),
        cmap=canvas.signed_colours(),
        vmin=-most,
        vmax=most,
        aspect="auto",
        interpolation="nearest",
    )
    axes.set_yticks([])
    axes.set_xticks(range(changes.shape[1]), class_characters(names.classes))
    axes.set_xlabel("change of the accuracy on each class, in points")
    for spine in axes.spines.values():
        spine.set_visible(False)
    if changes.shape[1] > _MOST_NUMBERED:
        return
    for (i, j), change in np.ndenumerate(changes):
        if abs(change) >= 0.5:  # NaN is not
            axes.text(
                j,
                i,
                f"{change:+.0f}".replace("-", "−"),
                ha="center",
                va="center",
                fontsize=7,
                color=canvas.theme.text,
            )
