"""``backlit analyse minima``: descent on a curve of one variable, and its basins."""

from __future__ import annotations

import click

from backlit.cli.answering import Answer, answer_options, gathered
from backlit.cli.places import pair
from backlit.maths.minima import Minima, descend_curve, find_basins
from backlit.maths.named_functions import CURVES, named_curve
from backlit.render.minima import minima_figure, minima_text

EPILOG = """\b
Examples:
  backlit analyse minima
  backlit analyse minima two-valleys --start 3
  backlit analyse minima "x^4 - 3*x^2 + x" --start 2 --learning-rate 0.05
  backlit analyse minima bowl --learning-rate 1.05     too large a step
\b
Curves known by name: """ + ", ".join(CURVES)


@click.command(epilog=EPILOG)
@click.argument("formula", default="waves")
@click.option("--start", default=3.0, show_default=True, help="Where to begin.")
@click.option("--learning-rate", default=0.1, show_default=True, help="How far a step goes.")
@click.option("--steps", default=100, show_default=True, type=click.IntRange(1, 100_000),
              help="How many steps at the most.")  # fmt: skip
@click.option("--interval", default="-6,6", show_default=True, metavar="A,B",
              help="Where the starts of the basins lie.")  # fmt: skip
@answer_options
def minima(
    formula: str, start: float, learning_rate: float, steps: int, interval: str, **values: object
) -> None:
    """Step down a curve of one variable, and see which minimum each start ends in.

    FORMULA is a formula of x, or the name of a known curve.
    """
    answer: Answer = gathered(values)
    parsed = named_curve(formula)
    descent = descend_curve(parsed, start, learning_rate, steps)
    basins = find_basins(parsed, pair(interval, "--interval"), learning_rate)
    answer.give(
        Minima(descent, basins),
        lambda colour: minima_text(descent, basins),
        lambda theme: minima_figure(descent, basins, theme),
    )
