"""The verdict on "edges, then loops?" as a figure: each layer against chance."""

from __future__ import annotations

from backlit.analyse.edges_and_loops import EdgesAndLoops
from backlit.analyse.stimuli import bank_of_shapes
from backlit.core.network import Network
from backlit.render.figure.canvas import Canvas
from backlit.render.names import Names
from backlit.render.text.edges import MEASURES

_SHOWN = 8


def edges_figure(
    record: EdgesAndLoops, network: Network, names: Names, theme: str = "light"
) -> Canvas:
    """Draw each layer's measures against chance, and what layer 1 prefers.

    Args:
        record: What was measured.
        network: Whose weights are drawn.
        names: Of the network.
        theme: ``light`` or ``dark``.

    Raises:
        SettingsError: as ``Canvas`` does.
    """
    canvas = Canvas(theme, (10.0, 6.2))
    colours = canvas.theme
    n_layers = len(record.layers)
    canvas.figure.suptitle("edges first, then loops?", color=colours.text)
    parts = canvas.figure.subfigures(2, 1, height_ratios=[1.35, 1], squeeze=False)[:, 0]
    for part in parts:
        part.set_facecolor(colours.page)
    for row, response in enumerate(record.layers):
        for column, measure in enumerate(MEASURES):
            axes = canvas.axes(n_layers, 3, row * 3 + column + 1, on=parts[0])
            axes.hist(response.shuffled[:, column], 12, color=colours.quiet, alpha=0.6)
            axes.axvline(response.untrained[column], color=colours.negative, linestyle=":")
            axes.axvline(response.means[column], color=colours.positive, linewidth=2)
            more = "more than chance" if response.more[column] else "no more than chance"
            axes.set_title(f"layer {response.layer}, {measure}: {more}", fontsize=9)
            axes.set_yticks([])
    assert names.image_shape is not None
    shapes = bank_of_shapes(names.image_shape)
    first = record.layers[0]
    for j in range(min(_SHOWN, len(first.preferred))):
        weights = canvas.axes(2, _SHOWN, j + 1, on=parts[1])
        canvas.picture(weights, network.layers[0].W[j].reshape(names.image_shape), signed=True)
        weights.set_title(f"neuron {j}", fontsize=8)
        liked = canvas.axes(2, _SHOWN, _SHOWN + j + 1, on=parts[1])
        shape = shapes.X[first.preferred[j]].reshape(names.image_shape)
        canvas.picture(liked, shape, signed=False)
    key = "above, solid: trained; dotted: untrained; bars: shuffled. Below: what each likes best"
    parts[1].supxlabel(key, color=colours.quiet, fontsize=8)
    return canvas
