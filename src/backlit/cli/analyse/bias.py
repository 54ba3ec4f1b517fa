"""``backlit analyse bias`` shows what a neuron's bias does."""

from __future__ import annotations

import click

from backlit.analyse.bias import analyse_bias
from backlit.cli.options.examples import split_option
from backlit.cli.options.model import ModelAndData, model_options
from backlit.cli.output import RecordOutput
from backlit.render.bias import bias_figure, bias_text

EPILOG = """\b
Examples:
  backlit analyse bias --layer 1 --neuron 3
  backlit analyse bias --layer 3 --neuron 7 -o bias.svg
  backlit analyse bias --neuron 3 --json | jq .active
"""


@click.command(epilog=EPILOG)
@click.option("--layer", default=1, show_default=True, metavar="N",
              help="Layer, from 1 to the last.")  # fmt: skip
@click.option("--neuron", "index", default=0, show_default=True, metavar="N",
              help="Neuron of the layer, from 0.")  # fmt: skip
@split_option()
@model_options
def bias(model: ModelAndData, output: RecordOutput, split: str, layer: int, index: int) -> None:
    """Show a neuron's weighted sums, its threshold, and the effect of other biases."""
    record = analyse_bias(model.network, model.examples(split), layer, index)
    output.write(
        record,
        lambda colour: bias_text(record, model.names),
        lambda theme: bias_figure(record, model.names, theme),
        model.json_fields,
    )
