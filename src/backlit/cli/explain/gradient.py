"""``backlit explain gradient`` shows the negative gradient: how each parameter should change."""

from __future__ import annotations

import click

from backlit.cli.options.examples import example_subset_options
from backlit.cli.options.model import ModelAndData
from backlit.cli.options.numbers import limit_option
from backlit.cli.output import RecordOutput
from backlit.data.examples import Examples
from backlit.gradients.negative_gradient import explain_gradient
from backlit.render.negative_gradient import gradient_figure, gradient_text

EPILOG = """\b
Examples:
  backlit explain gradient                       over all test examples
  backlit explain gradient 18                    for one example
  backlit explain gradient --split train --class 3
  backlit explain gradient --compare 12970 500   how many times more does one matter?
  backlit explain gradient -o gradient.svg
"""


@click.command(epilog=EPILOG)
@limit_option(10, "largest components")
@click.option("--compare", "compared", nargs=2, type=int, metavar="N N",
              help="Compare two weights or biases, by index in the flat vector.")  # fmt: skip
@example_subset_options
def gradient(
    model: ModelAndData,
    examples: Examples,
    output: RecordOutput,
    limit: int,
    compared: tuple[int, int] | None,
) -> None:
    """Show −∇C: how each weight and bias should change, and how much each matters.

    INDEX is an example of the split, from 0. Without one, all examples of the split are used.
    """
    record = explain_gradient(model.network, examples, model.cost)
    output.write(
        record,
        lambda colour: gradient_text(
            record, model.names, colour=colour, limit=limit, compared=compared or ()
        ),
        lambda theme: gradient_figure(record, model.names, theme),
        model.json_fields,
    )
