"""``backlit analyse cost`` shows the distribution of costs over examples."""

from __future__ import annotations

import click

from backlit.cli.options.examples import example_subset_options
from backlit.cli.options.model import ModelAndData
from backlit.cli.options.numbers import limit_option
from backlit.cli.output import RecordOutput
from backlit.data.examples import Examples
from backlit.gradients.cost_distribution import cost_distribution
from backlit.render.cost_distribution import cost_distribution_figure, cost_distribution_text

EPILOG = """\b
Examples:
  backlit analyse cost                    over the test examples
  backlit analyse cost --split train --limit 30
  backlit analyse cost --class 5 --first 200
  backlit analyse cost -o cost.svg
  backlit analyse cost --json | jq .total
"""


@click.command(epilog=EPILOG)
@limit_option(10, "highest and lowest costs")
@example_subset_options
def cost(model: ModelAndData, examples: Examples, output: RecordOutput, limit: int) -> None:
    """Show the distribution of costs over examples: mean, spread, classes, extremes.

    INDEX is an example of the split, from 0. Without one, all examples of the split are used.
    """
    record = cost_distribution(model.network, examples, model.cost, limit)
    output.write(
        record,
        lambda colour: cost_distribution_text(record, model.names),
        lambda theme: cost_distribution_figure(record, model.names, theme),
        model.json_fields,
    )
