"""Mini-batches against everything, as figures."""

from __future__ import annotations

from collections.abc import Sequence

from backlit.gradients.compare_batch_sizes import TwoPaths
from backlit.gradients.mini_batches import BatchAngles
from backlit.render.figure.canvas import Canvas

_MARKERS = "os^Dv"


def batches_figure(
    record: BatchAngles, paths: TwoPaths, moments: Sequence[str], theme: str = "light"
) -> Canvas:
    """Draw the angles with their spread, and both ways down. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (12.0, 4.2))
    colours = canvas.theme
    shades = (colours.quiet, colours.positive, colours.negative, colours.marked, colours.text)
    angles = canvas.axes(1, 3, 1)
    for place, moment in enumerate(moments):
        low, middle, high = record.angles[place].T
        shade = shades[place % len(shades)]
        marker = _MARKERS[place % len(_MARKERS)]
        angles.fill_between(record.batch_sizes, low, high, color=shade, alpha=0.18, linewidth=0)
        angles.plot(record.batch_sizes, middle, marker + "-", color=shade, markersize=4,
                    label=moment)  # fmt: skip
    angles.axhline(90, color=colours.grid, linewidth=1)
    angles.set_xscale("log")
    angles.set_ylim(0, 100)
    angles.set_title("angle to the true gradient, degrees")
    angles.set_xlabel("examples in the mini-batch")
    angles.legend(frameon=False, labelcolor=colours.text, fontsize=8, loc="lower left",
                  bbox_to_anchor=(0.0, 0.28))  # fmt: skip

    careful = f"all {paths.careful.batch_size:,} for each step"
    quick = f"{paths.quick.batch_size} for each step"
    costs = canvas.axes(1, 3, 2)
    costs.plot(paths.careful.costs, color=colours.quiet, label=careful)
    costs.plot(paths.quick.costs, color=colours.positive, label=quick)
    costs.set_title("cost over all examples")
    costs.set_xlabel("steps")
    costs.legend(frameon=False, labelcolor=colours.text, fontsize=8)

    plane = canvas.axes(1, 3, 3)
    shown = ((paths.careful, colours.quiet, "s"), (paths.quick, colours.positive, "o"))
    for path, shade, marker in shown:
        plane.plot(*path.places.T, marker + "-", color=shade, markersize=3, linewidth=1)
    plane.plot(*paths.quick.places[0], "*", color=colours.marked, markersize=13)
    plane.set_aspect("equal", adjustable="datalim")
    plane.set_xticks([])
    plane.set_yticks([])
    plane.set_title("both ways, from the star")
    plane.set_xlabel(f"{paths.explained:.0%} of their variance lies in this plane")
    return canvas
