"""``backlit analyse bias``: when a neuron becomes active, and what its bias has to do with it."""

from __future__ import annotations

import click

from backlit.analyse.bias import analyse_bias
from backlit.cli.analyse.asking import set_option
from backlit.cli.answering import Answer
from backlit.cli.asking import Subject, about_a_model
from backlit.render.bias import bias_figure, bias_text

EPILOG = """\b
Examples:
  backlit analyse bias --layer 1 --neuron 3
  backlit analyse bias --layer 3 --neuron 7 -o bias.svg
  backlit analyse bias --neuron 3 --json | jq .active
"""


@click.command(epilog=EPILOG)
@about_a_model
@set_option
@click.option("--layer", default=1, show_default=True, help="Its layer, 1 to the last.")
@click.option("--neuron", "index", default=0, show_default=True, help="Its number, from 0.")
def bias(subject: Subject, answer: Answer, which: str, layer: int, index: int) -> None:
    """Show the weighted sums of a neuron, the threshold that its bias sets, and other biases."""
    record = analyse_bias(subject.network, subject.examples(which), layer, index)
    answer.give(
        record,
        lambda colour: bias_text(record, subject.names),
        lambda theme: bias_figure(record, subject.names, theme),
        subject.about,
    )
