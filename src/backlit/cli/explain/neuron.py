"""``backlit explain neuron`` explains a neuron: every term of its weighted sum."""

from __future__ import annotations

import click

from backlit.cli.options.examples import SelectedExample, example_options
from backlit.cli.options.model import ModelAndData
from backlit.cli.options.numbers import limit_option
from backlit.cli.output import RecordOutput
from backlit.explain.neuron import explain_neuron
from backlit.render.neuron import neuron_figure, neuron_text

EPILOG = """\b
Examples:
  backlit explain neuron                               neuron 0 of layer 1, first test example
  backlit explain neuron 17 --layer 3 --neuron 7       output 7 for test example 17
  backlit explain neuron my-seven.png --neuron 3 -o neuron.svg
  backlit explain neuron --json | jq .z
"""


@click.command(epilog=EPILOG)
@click.option("--layer", default=1, show_default=True, metavar="N",
              help="Layer, from 1 to the last.")  # fmt: skip
@click.option("--neuron", "index", default=0, show_default=True, metavar="N",
              help="Neuron of the layer, from 0.")  # fmt: skip
@limit_option(10, "terms")
@example_options
def neuron(
    model: ModelAndData,
    example: SelectedExample,
    output: RecordOutput,
    layer: int,
    index: int,
    limit: int,
) -> None:
    """Explain a neuron: every term w·a of its weighted sum, the bias, z and a.

    IMAGE is the index of an example, from 0, or a picture of a digit.
    """
    record = explain_neuron(model.network, example.x, layer, index)
    output.write(
        record,
        lambda colour: neuron_text(record, model.names, colour=colour, limit=limit),
        lambda theme: neuron_figure(record, model.names, theme),
        model.json_fields | example.json_fields,
    )
