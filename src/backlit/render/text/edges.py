"""The verdict on "edges, then loops?" as text, with its numbers."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.analyse.edges_and_loops import LEVEL, EdgesAndLoops, LayerResponse
from backlit.render.colours import DESIRED, QUIET

MEASURES = ("strokes", "edges", "loops")


def edges_text(record: EdgesAndLoops) -> RenderableType:
    """The verdict, and every layer's measures against chance.

    Args:
        record: What was measured.
    """
    heading = Text("Edges first, then loops? ", style="bold")
    heading.append_text(Text(verdict(record), style=DESIRED))
    parts: list[RenderableType] = [heading, Text()]
    for each in record.layers:
        parts += [_layer(each), Text()]
    about = (
        "Strokes and edges: how much each neuron prefers one direction, at the place where "
        "direction matters most to it. Loops: how well its response tells whole loops from broken "
        "ones with as much ink. All 0 to 1, the means over the neurons. By chance: "
        f"{record.n_shuffles} networks with the same weights, each neuron's own in a random order. "
        f"More than chance: above {LEVEL:.0%} of them, and above the untrained network."
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
        "and a later layer tells loops better than chance."
        if record.loops_later
        else "and no later layer tells loops better than chance."
    )
    joint = ", " if record.edges_first == record.loops_later else ", but "
    return edges + joint + loops.removeprefix("and " if joint == ", but " else "")


def _layer(record: LayerResponse) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column(f"layer {record.layer}", style="bold", no_wrap=True)
    for name in ("trained", "untrained", "by chance", "above", "deviations"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("more than chance", no_wrap=True)
    means, spreads = record.shuffled.mean(axis=0), record.shuffled.std(axis=0, ddof=1)
    for place, name in enumerate(MEASURES):
        table.add_row(
            name, f"{record.means[place]:.3f}", f"{record.untrained[place]:.3f}",
            f"{means[place]:.3f} ± {spreads[place]:.3f}", f"{record.above[place]:.0%}",
            f"{record.deviations[place]:+.1f}".replace("-", "−"),
            Text("yes", style=DESIRED) if record.more[place] else Text("no", style=QUIET),
        )  # fmt: skip
    return table
