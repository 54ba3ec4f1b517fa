"""``backlit analyse surface`` shows the gradient of a function of two variables."""

from __future__ import annotations

import click

from backlit.cli.options.numbers import NumberList
from backlit.cli.output import RecordOutput, record_output_options
from backlit.maths.named_functions import named_surface
from backlit.maths.surface import descend_surface
from backlit.render.surface import surface_figure, surface_text

EPILOG = """\b
Examples:
  backlit analyse surface
  backlit analyse surface --at -1.5,1 --learning-rate 0.3
  backlit analyse surface "sin(x)*cos(y) + (x^2 + y^2)/20" --at 2,1 --span 5
  backlit analyse surface -o surface.svg
"""


@click.command(epilog=EPILOG)
@click.argument("formula", required=False)
@click.option("--at", "point", type=NumberList(n=2, example="-1.5,2"), default="1,1",
              show_default=True, metavar="X,Y", help="Point to start from.")  # fmt: skip
@click.option("--learning-rate", default=0.1, show_default=True, metavar="η",
              help="Learning rate.")  # fmt: skip
@click.option("--steps", default=40, show_default=True, type=click.IntRange(1, 100_000),
              metavar="N", help="Number of steps.")  # fmt: skip
@click.option("--span", default=2.0, show_default=True, metavar="NUMBER",
              help="Show x and y from -NUMBER to NUMBER.")  # fmt: skip
@record_output_options
def surface(
    output: RecordOutput,
    formula: str | None,
    point: tuple[float, float],
    learning_rate: float,
    steps: int,
    span: float,
) -> None:
    """Read the gradient of f(x, y) as a direction and as sensitivities; descend along it.

    FORMULA is a formula of x and y; without it, 3/2*x^2 + 1/2*y^2.
    """
    parsed = named_surface(formula)
    record = descend_surface(parsed, point, learning_rate, n_steps=steps, span=span)
    output.write(
        record,
        lambda colour: surface_text(record, colour=colour),
        lambda theme: surface_figure(record, theme),
    )
