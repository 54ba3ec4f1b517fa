"""``backlit explain step`` takes one gradient step."""

from __future__ import annotations

import click

from backlit.cli.options.examples import example_subset_options
from backlit.cli.options.model import ModelAndData
from backlit.cli.output import RecordOutput
from backlit.data.examples import Examples
from backlit.gradients.gradient_step import LEARNING_RATES, explain_step
from backlit.render.gradient_step import steps_figure, steps_text

EPILOG = """\b
Examples:
  backlit explain step                            over all test examples
  backlit explain step 18 --learning-rate 0.5     for one example
  backlit explain step --learning-rate 1 --learning-rate 10 --learning-rate 100
  backlit explain step --json | jq .actual
"""


@click.command(epilog=EPILOG)
@click.option("--learning-rate", "rates", multiple=True, type=float, metavar="η",
              help="Learning rate; may be repeated.  [default: 0.01 to 3]")  # fmt: skip
@example_subset_options
def step(
    model: ModelAndData, examples: Examples, output: RecordOutput, rates: tuple[float, ...]
) -> None:
    """Take one gradient step: the predicted and the actual change of the cost.

    INDEX is an example of the split, from 0. Without one, all examples of the split are used.
    """
    record = explain_step(model.network, examples, rates or LEARNING_RATES, model.cost)
    output.write(
        record,
        lambda colour: steps_text(record),
        lambda theme: steps_figure(record, theme),
        model.json_fields,
    )
