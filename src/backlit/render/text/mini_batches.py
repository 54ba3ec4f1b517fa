"""Mini-batches against everything, as text."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.gradients.compare_batch_sizes import TwoPaths
from backlit.gradients.mini_batches import BatchAngles
from backlit.render.bars import bar
from backlit.render.colours import POSITIVE, QUIET


def angles_text(record: BatchAngles, moments: Sequence[str]) -> RenderableType:
    """The angle between mini-batch and full gradient, by batch size, at each moment.

    Args:
        record: The angles.
        moments: What to call each moment.
    """
    parts: list[RenderableType] = [
        Text("How far is a mini-batch's gradient from that of everything?", style="bold"),
        Text(
            f"{record.n_draws} mini-batches of each size against all {record.n_examples:,} "
            "examples; 0° is the same direction, 90° no relation.",
            style=QUIET,
        ),
    ]
    for place, moment in enumerate(moments):
        heading = Text(f"\n{moment}", style="bold")
        heading.append(
            f"   cost {record.costs[place]:.4f}, ‖∇C‖ {record.lengths[place]:.3g}", QUIET
        )
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
    about = "distance: the difference of the two, in lengths of the true gradient (median)"
    return Group(*parts, Text(), Text(about, style=QUIET))


def two_paths_text(record: TwoPaths) -> RenderableType:
    """The cost along both ways, by steps and by examples looked at.

    Args:
        record: The paths.
    """
    steps = len(record.quick.costs) - 1
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("step", justify="right")
    for path in (record.careful, record.quick):
        table.add_column(f"cost, batches of {path.batch_size:,}", justify="right")
        table.add_column("examples seen", justify="right", style=QUIET)
    for step in sorted({round(steps * share / 8) for share in range(9)}):
        cells = []
        for path in (record.careful, record.quick):
            cells += [f"{path.costs[step]:.4f}", f"{path.seen[step]:,}"]
        table.add_row(str(step), *cells)
    heading = Text(f"Two ways down the same slope, η = {record.learning_rate:g}", style="bold")
    return Group(heading, table)
