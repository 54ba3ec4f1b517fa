"""``backlit explain avenues``: the three ways to change one neuron."""

from __future__ import annotations

import click

from backlit.cli.answering import Answer
from backlit.cli.asking import Example, Subject, about_an_example
from backlit.explain.nudges import explain_avenues
from backlit.render.avenues import avenues_figure, avenues_text

EPILOG = """\b
Examples:
  backlit explain avenues 18 --neuron 3                output 3 for test example 18
  backlit explain avenues 18 --layer 1 --neuron 11
  backlit explain avenues 18 --neuron 8 --json | jq .gains
"""


@click.command(epilog=EPILOG)
@about_an_example
@click.option("--layer", type=int, help="Its layer, 1 to the last.  [default: the last]")
@click.option("--neuron", "index", type=int, help="Its number, from 0.  [default: the label's]")
@click.option("--most", default=8, show_default=True, type=click.IntRange(1),
              help="How many weights to name.")  # fmt: skip
def avenues(
    subject: Subject,
    example: Example,
    answer: Answer,
    layer: int | None,
    index: int | None,
    most: int,
) -> None:
    """Show the three ways to change a neuron: its bias, its weights, the activations before it."""
    label = example.needed_label()
    layer = len(subject.network.layers) if layer is None else layer
    index = label if index is None else index
    record = explain_avenues(subject.network, example.x, label, layer, index, subject.cost)
    answer.give(
        record,
        lambda colour: avenues_text(record, subject.names, limit=most),
        lambda theme: avenues_figure(record, subject.names, theme),
        subject.about | example.about,
    )
