"""``backlit analyse weights`` shows the weights of a layer."""

from __future__ import annotations

import click

from backlit.analyse.weights import analyse_weights
from backlit.cli.options.model import ModelAndData, model_options
from backlit.cli.output import RecordOutput
from backlit.render.weights import weights_figure, weights_text

EPILOG = """\b
Examples:
  backlit analyse weights
  backlit analyse weights --layer 2
  backlit analyse weights -o weights.svg --theme dark
"""


@click.command(epilog=EPILOG)
@click.option("--layer", default=1, show_default=True, metavar="N",
              help="Layer, from 1 to the last.")  # fmt: skip
@model_options
def weights(model: ModelAndData, output: RecordOutput, layer: int) -> None:
    """Show the weights of every neuron of a layer; the first layer's as pictures."""
    record = analyse_weights(model.network, layer)
    output.write(
        record,
        lambda colour: weights_text(record, model.names, colour=colour),
        lambda theme: weights_figure(record, model.names, theme),
        model.json_fields,
    )
