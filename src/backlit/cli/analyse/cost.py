"""``backlit analyse cost`` shows the distribution of costs over examples."""

from __future__ import annotations

import click

from backlit.analyse.costs import cost_over
from backlit.cli.options.examples import example_subset_options
from backlit.cli.options.model import ModelAndData
from backlit.cli.options.numbers import limit_option
from backlit.cli.output import RecordOutput
from backlit.data.examples import Examples
from backlit.render.figure.cost import costs_figure
from backlit.render.text.cost import costs_text

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
    record = cost_over(model.network, examples, model.cost, limit)
    output.write(
        record,
        lambda colour: costs_text(record, model.names),
        lambda theme: costs_figure(record, model.names, theme),
        model.json_fields,
    )
