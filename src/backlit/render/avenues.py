"""The three avenues of a neuron: its bias, its weights, the activations before it."""

from __future__ import annotations

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.explain.nudges import Avenues
from backlit.render.colours import POSITIVE, QUIET
from backlit.render.figures import Canvas
from backlit.render.names import Names
from backlit.render.terminal.bars import bar
from backlit.render.terminal.signed import signed

AVENUES = ("change b", "change w, in proportion to a", "change a, in proportion to w")


def avenues_text(record: Avenues, names: Names, *, limit: int = 8) -> RenderableType:
    """The three avenues of a neuron, and which of them has the largest effect.

    Args:
        record: The avenues.
        names: Of the network.
        limit: How many weights to list, those with the largest changes.
    """
    name = names.neuron(record.layer, record.neuron)
    direction = "rise" if record.wish > 0 else "fall"
    heading = Text(f"{name.capitalize()} is {record.a:.4f} and should {direction}", style="bold")
    heading.append("  wish ", QUIET)
    heading.append_text(signed(record.wish))
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("avenue", no_wrap=True)
    table.add_column("gain / η", justify="right")
    table.add_column()
    most_gain = float(record.gains.max(initial=0.0))
    for avenue, gain in zip(AVENUES, record.gains.tolist(), strict=True):
        best = gain == most_gain and gain > 0
        share = Text(bar(gain / most_gain if most_gain else 0.0, 20), style=POSITIVE)
        share.append("  largest" if best else "", "bold")
        table.add_row(avenue, f"{gain:.4g}", share)
    return Group(heading, _slope(record), Text(), table, Text(), _parts(record, names, limit))


def _slope(record: Avenues) -> Text:
    text = Text("each nudge is −∂C/∂z = ", style=QUIET)
    text.append_text(signed(record.bias_nudge))
    if record.da_dz is not None:
        slope = f"{record.activation}′({record.z:+.3f}), {record.da_dz:.4f}"
        text.append(f" = wish · {slope}", QUIET)
    return text


def _parts(record: Avenues, names: Names, limit: int) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("from", no_wrap=True)
    for heading in ("a", "w", "change w by η ·", "change a by η ·"):
        table.add_column(heading, justify="right", no_wrap=True)
    strongest = np.abs(record.weight_nudges) + np.abs(record.input_nudges)
    order = np.argsort(-strongest, kind="stable")
    for k in order[:limit].tolist():
        table.add_row(
            names.neuron(record.layer - 1, k), f"{record.inputs[k]:.4f}",
            signed(float(record.weights[k])), signed(float(record.weight_nudges[k])),
            signed(float(record.input_nudges[k])),
        )  # fmt: skip
    if len(order) > limit:
        table.add_row(f"and {len(order) - limit} others", style=QUIET)
    table.add_row("bias", "", "", signed(record.bias_nudge))
    return table


def avenues_figure(record: Avenues, names: Names, theme: str = "light", limit: int = 14) -> Canvas:
    """Draw the changes of each avenue. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (9.0, 4.6))
    colours = canvas.theme
    name = names.neuron(record.layer, record.neuron)
    canvas.figure.suptitle(
        f"{name}: a = {record.a:.3f}, wish {record.wish:+.3f}", color=colours.text
    )
    strongest = np.abs(record.weight_nudges) + np.abs(record.input_nudges)
    order = np.argsort(-strongest, kind="stable")[:limit]
    own = np.append(record.weight_nudges[order], record.bias_nudge)
    others = np.append(record.input_nudges[order], 0.0)
    shown = (
        ("weights and bias: change by η ·", own),
        ("activations before: change by η ·", others),
    )
    labels = [names.neuron(record.layer - 1, k) for k in order.tolist()] + ["bias"]
    for place, (title, values) in enumerate(shown):
        axes = canvas.axes(1, 2, place + 1)
        axes.barh(np.arange(len(values)), values, color=canvas.sign_colours(values), height=0.7)
        axes.axvline(0, color=colours.quiet, linewidth=0.8)
        axes.set_yticks(np.arange(len(values)), labels if place == 0 else [""] * len(values))
        axes.invert_yaxis()
        axes.set_title(title)
    return canvas
