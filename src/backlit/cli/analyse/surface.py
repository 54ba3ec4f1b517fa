"""``backlit analyse surface``: a function of two variables, its gradient read in two ways."""

from __future__ import annotations

import click

from backlit.cli.answering import Answer, answer_options, gathered
from backlit.cli.places import pair
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
@click.option("--at", default="1,1", show_default=True, metavar="X,Y", help="The place.")
@click.option("--learning-rate", default=0.1, show_default=True, help="How far a step goes.")
@click.option("--steps", default=40, show_default=True, type=click.IntRange(1, 100_000),
              help="How many steps down.")  # fmt: skip
@click.option("--span", default=2.0, show_default=True, help="How far from 0 to show.")
@answer_options
def surface(
    formula: str | None, at: str, learning_rate: float, steps: int, span: float, **values: object
) -> None:
    """Read the gradient of a function of x and y as a direction and as importances; go down.

    FORMULA is a formula of x and y; 3/2*x^2 + 1/2*y^2 when it is left out.
    """
    answer: Answer = gathered(values)
    parsed = named_surface(formula)
    record = descend_surface(parsed, pair(at, "--at"), learning_rate, n_steps=steps, span=span)
    answer.give(
        record,
        lambda colour: surface_text(record, colour=colour),
        lambda theme: surface_figure(record, theme),
    )
