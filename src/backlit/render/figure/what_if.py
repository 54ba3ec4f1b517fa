"""A network before and after edits, as a figure."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.analyse.what_if import WhatIf
from backlit.render.classes import class_title
from backlit.render.edits import edit_words
from backlit.render.figure.canvas import Canvas
from backlit.render.names import Names

# More edits than these are counted, not named.
_MOST_NAMED = 3


def what_if_figure(record: WhatIf, names: Names, example: str, theme: str = "light") -> Canvas:
    """Draw what edits did to each class and to one input's outputs.

    An open ring is what was before, a dot what is after. Raises SettingsError as ``Canvas`` does.
    """
    n_classes = len(record.n_per_class)
    canvas = Canvas(theme, (11.0, max(3.0, 0.3 * n_classes + 1.9)))
    named = [edit_words(edit, names) for edit in record.edits[:_MOST_NAMED]]
    if len(record.edits) > _MOST_NAMED:
        named.append(f"{len(record.edits) - _MOST_NAMED} more edits")
    canvas.figure.suptitle(
        f"{'; '.join(named) or 'nothing changed'}\n"
        f"accuracy {record.before.accuracy:.2%} → {record.after.accuracy:.2%}, "
        f"cost {record.before.cost:.4f} → {record.after.cost:.4f}",
        color=canvas.theme.text,
        fontsize=11,
    )
    widths = (4, 4) if names.image_shape is None else (4, 4, 1.5)
    grid = canvas.figure.add_gridspec(1, len(widths), width_ratios=widths)
    before, after = record.before, record.after
    axes = canvas.axes(grid[0, 0])
    _draw_changes(canvas, axes, names, before.accuracy_per_class, after.accuracy_per_class)
    axes.set_title("accuracy on each class")
    axes = canvas.axes(grid[0, 1])
    _draw_changes(canvas, axes, names, before.outputs, after.outputs, shares=True)
    axes.set_title(f"outputs for {example}")
    if names.image_shape is not None:
        axes = canvas.axes(grid[0, 2])
        canvas.picture(axes, record.inputs.reshape(names.image_shape), signed=False)
    return canvas


def _draw_changes(
    canvas: Canvas,
    axes: Any,
    names: Names,
    before: NDArray[np.float64],
    after: NDArray[np.float64],
    *,
    shares: bool = False,
) -> None:
    theme = canvas.theme
    places = np.arange(len(before))
    signs = canvas.sign_colours(after - before)
    same = (after == before).tolist()
    colours = [theme.quiet if each else sign for each, sign in zip(same, signs, strict=True)]
    axes.hlines(places, before, after, color=colours, linewidth=2.5)
    axes.scatter(before, places, s=38, facecolor=theme.page, edgecolor=theme.quiet, zorder=3)
    axes.scatter(after, places, s=38, color=colours, zorder=4)
    axes.set_yticks(places, [class_title(names.classes, index) for index in places.tolist()])
    axes.invert_yaxis()
    axes.grid(axis="y", color=theme.grid, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.margins(x=0.08)
    both = np.concatenate([before, after])
    if shares and both.min() >= 0 and both.max() <= 1:
        axes.set_xlim(-0.04, 1.04)
    axes.set_xlabel("○ before   ● after: blue more, red less")
