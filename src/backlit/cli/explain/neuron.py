"""``backlit explain neuron``: every term of a neuron's weighted sum."""

from __future__ import annotations

import click

from backlit.cli.answering import Answer
from backlit.cli.asking import Example, Subject, about_an_example
from backlit.explain.neuron import explain_neuron
from backlit.render.neuron import neuron_figure, neuron_text

EPILOG = """\b
Examples:
  backlit explain neuron                               of the first test example
  backlit explain neuron 17 --layer 3 --neuron 7       output 7 for test example 17
  backlit explain neuron my-seven.png --neuron 3 -o neuron.svg
  backlit explain neuron --json | jq .z
"""


@click.command(epilog=EPILOG)
@about_an_example
@click.option("--layer", default=1, show_default=True, help="Its layer, 1 to the last.")
@click.option("--neuron", "index", default=0, show_default=True, help="Its number, from 0.")
@click.option("--most", default=10, show_default=True, type=click.IntRange(1),
              help="How many terms to name.")  # fmt: skip
def neuron(
    subject: Subject, example: Example, answer: Answer, layer: int, index: int, most: int
) -> None:
    """Open a neuron: every term w·a of its weighted sum, the bias, z and a."""
    record = explain_neuron(subject.network, example.x, layer, index)
    answer.give(
        record,
        lambda colour: neuron_text(record, subject.names, colour=colour, limit=most),
        lambda theme: neuron_figure(record, subject.names, theme),
        subject.about | example.about,
    )
