"""``backlit analyse what-if`` edits a network by hand."""

from __future__ import annotations

import click

from backlit.analyse.what_if import analyse_what_if
from backlit.cli.options.edits import parse_edits
from backlit.cli.options.examples import SelectedExample, example_options
from backlit.cli.options.model import ModelAndData
from backlit.cli.output import RecordOutput
from backlit.render.what_if import what_if_figure, what_if_text

EPILOG = """\b
Examples:
  backlit analyse what-if --off 1:3                switch off neuron 3 of layer 1
  backlit analyse what-if 17 --scale 2:5=0.5       halve an activation; test example 17
  backlit analyse what-if --weight 3:7:2=-1.5 --bias 2:4=0
  backlit analyse what-if --off 1:3 --off 1:7 --json | jq .after.accuracy
"""


@click.command("what-if", epilog=EPILOG)
@click.option("--off", multiple=True, metavar="L:J",
              help="Switch off neuron J of layer L; layer 0 is the input.")  # fmt: skip
@click.option("--scale", "scales", multiple=True, metavar="L:J=FACTOR",
              help="Multiply the activation of neuron J of layer L.")  # fmt: skip
@click.option("--weight", "weights", multiple=True, metavar="L:J:K=VALUE",
              help="Set the weight to neuron J of layer L from neuron K.")  # fmt: skip
@click.option("--bias", "biases", multiple=True, metavar="L:J=VALUE",
              help="Set the bias of neuron J of layer L.")  # fmt: skip
@example_options
def what_if(
    model: ModelAndData,
    example: SelectedExample,
    output: RecordOutput,
    off: tuple[str, ...],
    scales: tuple[str, ...],
    weights: tuple[str, ...],
    biases: tuple[str, ...],
) -> None:
    """Edit a network: the effect on accuracy, cost and one example's outputs.

    IMAGE is the index of an example, from 0, or a picture of a digit.

    Each option may be repeated. The model file does not change. Switching off an output sets its
    weights to 0 and its bias so low that the output is 0; its cross-entropy, which would be
    infinite, is then a large number.
    """
    edits = parse_edits(off, scales, weights, biases)
    record = analyse_what_if(model.network, edits, model.examples(), example.x, model.cost)
    output.write(
        record,
        lambda colour: what_if_text(record, model.names, example.name, colour=colour),
        lambda theme: what_if_figure(record, model.names, example.name, theme),
        model.json_fields | example.json_fields,
    )
