"""The cost of one example, or of many, as figures."""

from __future__ import annotations

import numpy as np

from backlit.explain.cost import CostBreakdown
from backlit.gradients.cost_distribution import CostOver
from backlit.render.figure.canvas import Canvas
from backlit.render.names import Names


def cost_figure(record: CostBreakdown, names: Names, theme: str = "light") -> Canvas:
    """Draw the outputs beside what they should be, and the terms. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (8.0, 4.2))
    colours = canvas.theme
    places = np.arange(len(record.terms))
    canvas.figure.suptitle(
        f"cost of {names.classes[record.label]}: {record.total:.4f}", color=colours.text
    )
    outputs = canvas.axes(1, 2, 1)
    outputs.barh(places, record.outputs, color=colours.positive, height=0.6)
    outputs.plot(record.desired, places, "|", color=colours.marked, markersize=16, mew=2.5)
    outputs.set_title("outputs, and what they should be ( | )")
    terms = canvas.axes(1, 2, 2, sharey=outputs)
    terms.barh(places, record.terms, color=colours.negative, height=0.6)
    terms.set_title(f"what each adds to the cost ({record.cost})")
    terms.tick_params(labelleft=False)
    outputs.set_yticks(places, names.classes)
    outputs.invert_yaxis()
    return canvas


def costs_figure(record: CostOver, names: Names, theme: str = "light") -> Canvas:
    """Draw the cost of each class, and its distribution. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (9.0, 4.2))
    colours = canvas.theme
    canvas.figure.suptitle(
        f"cost {record.total:.4f}, the mean over {int(record.n_per_class.sum()):,} examples",
        color=colours.text,
    )
    classes = canvas.axes(1, 2, 1)
    places = np.arange(len(record.per_class))
    classes.barh(places, record.per_class, color=colours.negative, height=0.6)
    classes.axvline(record.total, color=colours.marked, linewidth=1.2, linestyle="--")
    classes.set_yticks(places, names.classes)
    classes.invert_yaxis()
    classes.set_title("by class; the line is the mean of all")
    spread = canvas.axes(1, 2, 2)
    bins = np.arange(len(record.counts))
    spread.bar(bins, record.counts, color=colours.negative, width=0.92)
    spread.set_xticks(np.arange(len(record.edges)) - 0.5, [f"{e:.2g}" for e in record.edges])
    spread.tick_params(axis="x", labelrotation=45)
    spread.set_title("how many examples cost how much")
    return canvas
