"""Mini-batches against all examples: the angles of their gradients, and both paths."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.gradients.compare_batch_sizes import BatchSizeComparison
from backlit.gradients.mini_batches import BatchAngles
from backlit.render.colours import POSITIVE, QUIET
from backlit.render.figures import Canvas
from backlit.render.terminal.bars import bar

_MARKERS = "os^Dv"


def angles_text(record: BatchAngles, stages: Sequence[str]) -> RenderableType:
    """The angle between mini-batch and full gradient, by batch size, at each stage.

    Args:
        record: The angles.
        stages: The name of each stage.
    """
    parts: list[RenderableType] = [
        Text("How far is a mini-batch's gradient from the full gradient?", style="bold"),
        Text(
            f"{record.n_draws} mini-batches of each size against all {record.n_examples:,} "
            "examples; 0° is the same direction, 90° is unrelated.",
            style=QUIET,
        ),
    ]
    for place, stage in enumerate(stages):
        heading = Text(f"\n{stage}", style="bold")
        heading.append(f"   cost {record.costs[place]:.4f}, ‖∇C‖ {record.norms[place]:.3g}", QUIET)
        table = Table(box=None, pad_edge=False, header_style=QUIET)
        for name in ("batch", "angle", "8 in 10 between"):
            table.add_column(name, justify="right", no_wrap=True)
        table.add_column("", no_wrap=True)
        for name in ("distance", "downhill"):
            table.add_column(name, justify="right", no_wrap=True)
        for column, size in enumerate(record.batch_sizes.tolist()):
            low, middle, high = record.angles[place, column].tolist()
            table.add_row(
                f"{size:,}", f"{middle:.0f}°", f"{low:.0f}° – {high:.0f}°",
                Text(bar(middle / 90, 18), style=POSITIVE),
                f"{record.distances[place, column, 1]:.2f}",
                f"{record.downhill[place, column]:.0%}",
            )  # fmt: skip
        parts += [heading, table]
    about = "distance: the norm of the difference, divided by that of the full gradient (median)"
    return Group(*parts, Text(), Text(about, style=QUIET))


def batch_size_comparison_text(record: BatchSizeComparison) -> RenderableType:
    """The cost along both paths, by steps and by examples seen.

    Args:
        record: The paths.
    """
    steps = len(record.mini_batch.costs) - 1
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("step", justify="right")
    for path in (record.full_batch, record.mini_batch):
        table.add_column(f"cost, batches of {path.batch_size:,}", justify="right")
        table.add_column("examples seen", justify="right", style=QUIET)
    for step in sorted({round(steps * share / 8) for share in range(9)}):
        cells = []
        for path in (record.full_batch, record.mini_batch):
            cells += [f"{path.costs[step]:.4f}", f"{path.examples_seen[step]:,}"]
        table.add_row(str(step), *cells)
    heading = Text(f"Full batch and mini-batches, η = {record.learning_rate:g}", style="bold")
    return Group(heading, table)


def batches_figure(
    record: BatchAngles, paths: BatchSizeComparison, stages: Sequence[str], theme: str = "light"
) -> Canvas:
    """Draw the angles with their spread, and both paths. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (12.0, 4.2))
    colours = canvas.theme
    shades = (colours.quiet, colours.positive, colours.negative, colours.marked, colours.text)
    angles = canvas.axes(1, 3, 1)
    for place, stage in enumerate(stages):
        low, middle, high = record.angles[place].T
        shade = shades[place % len(shades)]
        marker = _MARKERS[place % len(_MARKERS)]
        angles.fill_between(record.batch_sizes, low, high, color=shade, alpha=0.18, linewidth=0)
        angles.plot(record.batch_sizes, middle, marker + "-", color=shade, markersize=4,
                    label=stage)  # fmt: skip
    angles.axhline(90, color=colours.grid, linewidth=1)
    angles.set_xscale("log")
    angles.set_ylim(0, 100)
    angles.set_title("angle to the full gradient, degrees")
    angles.set_xlabel("examples in the mini-batch")
    angles.legend(frameon=False, labelcolor=colours.text, fontsize=8, loc="lower left",
                  bbox_to_anchor=(0.0, 0.28))  # fmt: skip

    full_batch = f"all {paths.full_batch.batch_size:,} for each step"
    mini_batch = f"{paths.mini_batch.batch_size} for each step"
    costs = canvas.axes(1, 3, 2)
    costs.plot(paths.full_batch.costs, color=colours.quiet, label=full_batch)
    costs.plot(paths.mini_batch.costs, color=colours.positive, label=mini_batch)
    costs.set_title("cost over all examples")
    costs.set_xlabel("steps")
    costs.legend(frameon=False, labelcolor=colours.text, fontsize=8)

    plane = canvas.axes(1, 3, 3)
    shown = ((paths.full_batch, colours.quiet, "s"), (paths.mini_batch, colours.positive, "o"))
    for path, shade, marker in shown:
        plane.plot(*path.positions.T, marker + "-", color=shade, markersize=3, linewidth=1)
    plane.plot(*paths.mini_batch.positions[0], "*", color=colours.marked, markersize=13)
    plane.set_aspect("equal", adjustable="datalim")
    plane.set_xticks([])
    plane.set_yticks([])
    plane.set_title("both paths, from the star")
    plane.set_xlabel(f"{paths.explained:.0%} of their variance is in this plane")
    return canvas
