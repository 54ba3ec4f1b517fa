"""``backlit explain avenues`` shows the three avenues for changing a neuron."""

from __future__ import annotations

import click

from backlit.cli.options.examples import SelectedExample, example_options
from backlit.cli.options.model import ModelAndData
from backlit.cli.options.numbers import limit_option
from backlit.cli.output import RecordOutput
from backlit.explain.nudges import explain_avenues
from backlit.render.avenues import avenues_figure, avenues_text

EPILOG = """\b
Examples:
  backlit explain avenues 18 --neuron 3                output 3 for test example 18
  backlit explain avenues 18 --layer 1 --neuron 11
  backlit explain avenues 18 --neuron 8 --json | jq .gains
"""


@click.command(epilog=EPILOG)
@click.option("--layer", type=int, metavar="N",
              help="Layer, from 1 to the last.  [default: the last]")  # fmt: skip
@click.option("--neuron", "index", type=int, metavar="N",
              help="Neuron of the layer, from 0.  [default: the label's]")  # fmt: skip
@limit_option(8, "weights")
@example_options
def avenues(
    model: ModelAndData,
    example: SelectedExample,
    output: RecordOutput,
    layer: int | None,
    index: int | None,
    limit: int,
) -> None:
    """Show the three avenues for changing a neuron: its bias, its weights, its inputs.

    IMAGE is the index of an example, from 0, or a picture of a digit.
    """
    label = example.required_label()
    layer = len(model.network.layers) if layer is None else layer
    index = label if index is None else index
    record = explain_avenues(model.network, example.x, label, layer, index, model.cost)
    output.write(
        record,
        lambda colour: avenues_text(record, model.names, limit=limit),
        lambda theme: avenues_figure(record, model.names, theme),
        model.json_fields | example.json_fields,
    )
