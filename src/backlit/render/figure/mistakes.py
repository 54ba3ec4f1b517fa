"""The worst mistakes as a figure: a grid of pictures, or bars of margins where there are none."""

from __future__ import annotations

import math
from typing import Any

from backlit.analyse.mistakes import Mistakes
from backlit.render.figure.canvas import Canvas
from backlit.render.names import Names

_COLUMNS = 6
# Longer titles take two lines.
_LONGEST_TITLE = 16


def mistakes_figure(record: Mistakes, names: Names, theme: str = "light") -> Canvas:
    """Draw the worst mistakes, the worst first. Raises SettingsError as ``Canvas`` does."""
    m = len(record.indices)
    columns = max(1, min(_COLUMNS, m))
    rows = max(1, math.ceil(m / columns))
    with_pictures = names.image_shape is not None and m > 0
    size = (1.75 * max(columns, 3), 2.15 * rows + 0.6) if with_pictures else (8.0, 0.3 * m + 1.5)
    canvas = Canvas(theme, size)
    canvas.figure.suptitle(
        f"the worst {m} of {record.n_asked:,} mistakes, by {record.by}", color=canvas.theme.text
    )
    if not with_pictures:
        _draw_bars(canvas, canvas.axes(), record, names)
        return canvas
    for place in range(m):
        axes = canvas.axes(rows, columns, place + 1)
        canvas.picture(axes, record.inputs[place].reshape(names.image_shape), signed=False)
        title = _change(record, names, place)
        if len(title) > _LONGEST_TITLE:
            title = title.replace(" said", "\nsaid")
        axes.set_title(title, fontsize=10 if len(title) <= _LONGEST_TITLE else 8)
        axes.set_xlabel(
            f"{record.by} {_badness(record)[place]:.2f}\nexample {record.indices[place]}",
            fontsize=8,
            color=canvas.theme.quiet,
        )
    return canvas


def _draw_bars(canvas: Canvas, axes: Any, record: Mistakes, names: Names) -> None:
    places = range(len(record.indices))
    axes.barh(places, _badness(record), color=canvas.theme.negative)
    axes.set_yticks(
        places,
        [f"example {record.indices[each]}: {_change(record, names, each)}" for each in places],
    )
    axes.invert_yaxis()
    axes.set_xlabel(record.by)


def _badness(record: Mistakes) -> Any:
    return record.margins if record.by == "margin" else record.costs


def _change(record: Mistakes, names: Names, place: int) -> str:
    label, said = int(record.labels[place]), int(record.predicted[place])
    return f"{names.classes[label]} said to be {names.classes[said]}"
