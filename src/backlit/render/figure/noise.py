"""What a network says to noise, as a figure."""

from __future__ import annotations

import numpy as np

from backlit.analyse.noise import NoiseAnswers
from backlit.render.figure.canvas import Canvas
from backlit.render.names import Names
from backlit.render.text.noise import KINDS


def noise_figure(record: NoiseAnswers, names: Names, theme: str = "light") -> Canvas:
    """Draw how confident it is about each kind, what it says, and some. Raises as ``Canvas``."""
    rows = len(record.kinds)
    canvas = Canvas(theme, (10.0, 1.55 * rows + 0.8))
    colours = canvas.theme
    canvas.figure.suptitle("what the network says to noise", color=colours.text)
    grid = canvas.figure.add_gridspec(rows, 6, width_ratios=[2.2, 2.2, 1, 1, 1, 1])
    edges = np.linspace(0, 1, 21)
    for row, answered in enumerate(record.kinds):
        shade = colours.quiet if answered.kind == "examples" else colours.positive
        sure = canvas.axes(grid[row, 0])
        sure.bar(edges[:-1] + 0.025, answered.counts / record.n, 0.045, color=shade)
        sure.set_ylabel(KINDS[answered.kind].replace(", ", ",\n"), fontsize=8, color=colours.text)
        said = canvas.axes(grid[row, 1])
        places = np.arange(len(names.classes))
        said.bar(places, answered.said / record.n, color=shade)
        if len(places) <= 12:
            said.set_xticks(places, names.classes)
        if row == 0:
            sure.set_title("the largest output")
            said.set_title("how often it says each")
        if names.image_shape is None:
            continue
        for column in range(min(4, len(answered.some))):
            axes = canvas.axes(grid[row, 2 + column])
            canvas.picture(axes, answered.some[column].reshape(names.image_shape), signed=False)
            name = names.classes[answered.some_said[column]]
            axes.set_title(f"“{name}” {answered.some_largest[column]:.2f}", fontsize=8)
    return canvas
