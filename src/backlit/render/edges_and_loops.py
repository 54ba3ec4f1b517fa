"""The verdict on "edges, then loops?", with its measures against chance."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.analyse.edges_and_loops import LEVEL, EdgesAndLoops, LayerResponse
from backlit.analyse.stimuli import make_stimuli
from backlit.core.network import Network
from backlit.render.colours import QUIET, TARGET
from backlit.render.figures import Canvas
from backlit.render.names import Names

MEASURES = ("strokes", "edges", "loops")
_SHOWN = 8


def edges_text(record: EdgesAndLoops) -> RenderableType:
    """The verdict, and the measures of every layer against chance.

    Args:
        record: What was measured.
    """
    heading = Text("Edges first, then loops? ", style="bold")
    heading.append_text(Text(verdict(record), style=TARGET))
    parts: list[RenderableType] = [heading, Text()]
    for each in record.layers:
        parts += [_layer(each), Text()]
    about = (
        "Strokes and edges: how much each neuron prefers one direction, at the place where "
        "direction matters most to it. Loops: how well its response separates whole loops from "
        "broken ones with equal ink. All 0 to 1, means over the neurons. Shuffled: "
        f"{record.n_shuffles} networks with the same weights, each neuron's own in a random order. "
        f"Above chance: above {LEVEL:.0%} of them, and above the untrained network."
    )
    return Group(*parts, Text(about, style=QUIET))


def verdict(record: EdgesAndLoops) -> str:
    """One sentence, from the numbers alone."""
    first = record.layers[0]
    strength = max(float(first.deviations[0]), float(first.deviations[1]))
    edges = (
        f"Layer 1 prefers directions more than chance, by {strength:.1f} standard deviations"
        if record.edges_first
        else "Layer 1 prefers directions no more than chance"
    )
    if len(record.layers) < 2:
        return edges + "; there is no later layer for loops."
    loops = (
        "and a later layer separates loops better than chance."
        if record.loops_later
        else "and no later layer separates loops better than chance."
    )
    joint = ", " if record.edges_first == record.loops_later else ", but "
    return edges + joint + loops.removeprefix("and " if joint == ", but " else "")


def _layer(record: LayerResponse) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column(f"layer {record.layer}", style="bold", no_wrap=True)
    for name in ("trained", "untrained", "shuffled", "above", "deviations"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("above chance", no_wrap=True)
    means, spreads = record.shuffled.mean(axis=0), record.shuffled.std(axis=0, ddof=1)
    for place, name in enumerate(MEASURES):
        table.add_row(
            name, f"{record.means[place]:.3f}", f"{record.untrained[place]:.3f}",
            f"{means[place]:.3f} ± {spreads[place]:.3f}", f"{record.above[place]:.0%}",
            f"{record.deviations[place]:+.1f}".replace("-", "−"),
            Text("yes", style=TARGET) if record.above_chance[place] else Text("no", style=QUIET),
        )  # fmt: skip
    return table


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
            verdict = "above chance" if response.above_chance[column] else "not above chance"
            axes.set_title(f"layer {response.layer}, {measure}: {verdict}", fontsize=9)
            axes.set_yticks([])
    assert names.image_shape is not None
    stimuli = make_stimuli(names.image_shape)
    first = record.layers[0]
    for j in range(min(_SHOWN, len(first.preferred))):
        weights = canvas.axes(2, _SHOWN, j + 1, on=parts[1])
        canvas.picture(weights, network.layers[0].W[j].reshape(names.image_shape), signed=True)
        weights.set_title(f"neuron {j}", fontsize=8)
        preferred = canvas.axes(2, _SHOWN, _SHOWN + j + 1, on=parts[1])
        shape = stimuli.X[first.preferred[j]].reshape(names.image_shape)
        canvas.picture(preferred, shape, signed=False)
    key = "above, solid: trained; dotted: untrained; bars: shuffled. Below: the preferred stimulus"
    parts[1].supxlabel(key, color=colours.quiet, fontsize=8)
    return canvas
