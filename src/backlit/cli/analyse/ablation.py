"""``backlit analyse ablation`` switches off each hidden neuron in turn."""

from __future__ import annotations

import click

from backlit.analyse.ablation import REPLACEMENTS, analyse_ablation
from backlit.cli.options.examples import split_option
from backlit.cli.options.model import ModelAndData, model_options
from backlit.cli.options.numbers import limit_option
from backlit.cli.output import RecordOutput
from backlit.render.ablation import ablation_figure, ablation_text

EPILOG = """\b
Examples:
  backlit analyse ablation
  backlit analyse ablation --replace-with mean     keep its mean activation instead of 0
  backlit analyse ablation --limit 5 -o ablation.svg
  backlit analyse what-if --off 1:3                look closer at one neuron
"""


@click.command(epilog=EPILOG)
@click.option("--replace-with", "replacement", type=click.Choice(REPLACEMENTS), default="zero",
              show_default=True,
              help="Activation of a neuron that is switched off.")  # fmt: skip
@limit_option(40, "neurons")
@split_option()
@model_options
def ablation(
    model: ModelAndData, output: RecordOutput, split: str, replacement: str, limit: int
) -> None:
    """Switch off each hidden neuron in turn, and measure the loss of accuracy."""
    record = analyse_ablation(
        model.network, model.examples(split), model.cost, replacement=replacement
    )
    output.write(
        record,
        lambda colour: ablation_text(record, model.names, colour=colour, limit=limit),
        lambda theme: ablation_figure(record, model.names, theme),
        model.json_fields,
    )
