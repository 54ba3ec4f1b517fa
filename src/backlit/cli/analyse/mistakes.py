"""``backlit analyse mistakes`` shows the worst mistakes of a network."""

from __future__ import annotations

import click

from backlit.analyse.mistakes import ORDERS, analyse_mistakes
from backlit.cli.options.examples import split_option
from backlit.cli.options.model import ModelAndData, model_options
from backlit.cli.options.numbers import limit_option
from backlit.cli.output import RecordOutput
from backlit.render.mistakes import mistakes_figure, mistakes_text

EPILOG = """\b
Examples:
  backlit analyse mistakes                             the most confident first
  backlit analyse mistakes --actual 4 --predicted 9    fours taken for nines
  backlit analyse mistakes --sort-by cost --limit 30 -o mistakes.svg
  backlit analyse mistakes --split train --json | jq .indices
"""


@click.command(epilog=EPILOG)
@click.option("--sort-by", "order", type=click.Choice(ORDERS), default="margin",
              show_default=True,
              help="Margin (wrong output minus correct output), or cost.")  # fmt: skip
@click.option("--actual", type=int, metavar="N", help="Only examples of this class, from 0.")
@click.option("--predicted", type=int, metavar="N",
              help="Only examples classified as this class, from 0.")  # fmt: skip
@limit_option(12, "mistakes")
@split_option()
@model_options
def mistakes(
    model: ModelAndData,
    output: RecordOutput,
    split: str,
    order: str,
    actual: int | None,
    predicted: int | None,
    limit: int,
) -> None:
    """Show the worst mistakes: misclassified examples, the most confident first."""
    record = analyse_mistakes(
        model.network,
        model.examples(split),
        model.cost,
        by=order,
        limit=limit,
        label=actual,
        predicted=predicted,
    )
    output.write(
        record,
        lambda colour: mistakes_text(record, model.names, colour=colour),
        lambda theme: mistakes_figure(record, model.names, theme),
        model.json_fields,
    )
