"""``backlit analyse minima`` runs gradient descent on a curve of one variable."""

from __future__ import annotations

import click

from backlit.cli.options.numbers import NumberList
from backlit.cli.output import RecordOutput, record_output_options
from backlit.maths.minima import Minima, descend_curve, find_basins
from backlit.maths.named_functions import CURVES, named_curve
from backlit.render.minima import minima_figure, minima_text

EPILOG = """\b
Examples:
  backlit analyse minima
  backlit analyse minima two-valleys --start 3
  backlit analyse minima "x^4 - 3*x^2 + x" --start 2 --learning-rate 0.05
  backlit analyse minima bowl --learning-rate 1.05     diverges: the steps are too large
\b
Named curves: """ + ", ".join(CURVES)


@click.command(epilog=EPILOG)
@click.argument("formula", default="waves")
@click.option("--start", default=3.0, show_default=True, metavar="X", help="Start of the descent.")
@click.option("--learning-rate", default=0.1, show_default=True, metavar="η",
              help="Learning rate.")  # fmt: skip
@click.option("--steps", default=100, show_default=True, type=click.IntRange(1, 100_000),
              metavar="N", help="Largest number of steps.")  # fmt: skip
@click.option("--interval", type=NumberList(n=2, example="-6,6"), default="-6,6",
              show_default=True, metavar="A,B",
              help="Interval whose points are tried as starts.")  # fmt: skip
@record_output_options
def minima(
    output: RecordOutput,
    formula: str,
    start: float,
    learning_rate: float,
    steps: int,
    interval: tuple[float, float],
) -> None:
    """Run gradient descent on a curve, and show which minimum each start reaches.

    FORMULA is a formula of x, or the name of a curve.
    """
    parsed = named_curve(formula)
    descent = descend_curve(parsed, start, learning_rate, steps)
    basins = find_basins(parsed, interval, learning_rate)
    output.write(
        Minima(descent, basins),
        lambda colour: minima_text(descent, basins),
        lambda theme: minima_figure(descent, basins, theme),
    )
