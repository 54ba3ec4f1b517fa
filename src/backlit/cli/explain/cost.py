"""``backlit explain cost`` explains the cost of one example, term by term."""

from __future__ import annotations

import click

from backlit.cli.options.examples import SelectedExample, example_options
from backlit.cli.options.model import ModelAndData
from backlit.cli.output import RecordOutput
from backlit.explain.cost import explain_cost
from backlit.render.cost import cost_figure, cost_text

EPILOG = """\b
Examples:
  backlit explain cost 18                       test example 18
  backlit explain cost my-seven.png --label 7   your own digit
  backlit explain cost 18 -o cost.svg
  backlit explain cost 18 --json | jq .terms
"""


@click.command(epilog=EPILOG)
@example_options
def cost(model: ModelAndData, example: SelectedExample, output: RecordOutput) -> None:
    """Break the cost of one example into one term per output.

    IMAGE is the index of an example, from 0, or a picture of a digit.
    """
    record = explain_cost(model.network, example.x, example.required_label(), model.cost)
    output.write(
        record,
        lambda colour: cost_text(record, model.names),
        lambda theme: cost_figure(record, model.names, theme),
        model.json_fields | example.json_fields,
    )
