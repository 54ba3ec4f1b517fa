"""``backlit analyse what-if``: edit a network by hand, and see what changes."""

from __future__ import annotations

import click

from backlit.analyse.what_if import analyse_what_if
from backlit.cli.analyse.editing import asked_edits
from backlit.cli.answering import Answer
from backlit.cli.asking import Example, Subject, about_an_example
from backlit.render.what_if import what_if_figure, what_if_text

EPILOG = """\b
Examples:
  backlit analyse what-if --off 1:3                switch off neuron 3 of layer 1
  backlit analyse what-if 17 --scale 2:5=0.5       halve an activation; see test example 17
  backlit analyse what-if --weight 3:7:2=-1.5 --bias 2:4=0
  backlit analyse what-if --off 1:3 --off 1:7 --json | jq .after.accuracy
"""


@click.command("what-if", epilog=EPILOG)
@about_an_example
@click.option("--off", multiple=True, metavar="L:J",
              help="Switch off neuron J of layer L (an input in layer 0).")  # fmt: skip
@click.option("--scale", "scales", multiple=True, metavar="L:J=FACTOR",
              help="Multiply the activation of neuron J of layer L.")  # fmt: skip
@click.option("--weight", "weights", multiple=True, metavar="L:J:K=VALUE",
              help="Set the weight to neuron J of layer L from neuron K before it.")  # fmt: skip
@click.option("--bias", "biases", multiple=True, metavar="L:J=VALUE",
              help="Set the bias of neuron J of layer L.")  # fmt: skip
def what_if(
    subject: Subject,
    example: Example,
    answer: Answer,
    off: tuple[str, ...],
    scales: tuple[str, ...],
    weights: tuple[str, ...],
    biases: tuple[str, ...],
) -> None:
    """Edit neurons, weights and biases: what becomes of accuracy, cost and one example's outputs?

    Each edit can be given several times. The model's file stays as it is. An output that is
    switched off gets weights of 0 and a bias at which it is 0; cross-entropy then counts a large
    number for each example of its class, in truth infinity.
    """
    edits = asked_edits(off, scales, weights, biases)
    record = analyse_what_if(subject.network, edits, subject.examples(), example.x, subject.cost)
    answer.give(
        record,
        lambda colour: what_if_text(record, subject.names, example.name, colour=colour),
        lambda theme: what_if_figure(record, subject.names, example.name, theme),
        subject.about | example.about,
    )
