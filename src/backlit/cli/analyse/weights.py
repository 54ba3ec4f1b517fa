"""``backlit analyse weights``: the weights of every neuron of a layer."""

from __future__ import annotations

import click

from backlit.analyse.weights import analyse_weights
from backlit.cli.answering import Answer
from backlit.cli.asking import Subject, about_a_model
from backlit.render.weights import weights_figure, weights_text

EPILOG = """\b
Examples:
  backlit analyse weights
  backlit analyse weights --layer 2
  backlit analyse weights -o weights.svg --theme dark
"""


@click.command(epilog=EPILOG)
@about_a_model
@click.option("--layer", default=1, show_default=True, help="The layer, 1 to the last.")
def weights(subject: Subject, answer: Answer, layer: int) -> None:
    """Show the weights of every neuron of a layer, as pictures where they read pictures."""
    record = analyse_weights(subject.network, layer)
    answer.give(
        record,
        lambda colour: weights_text(record, subject.names, colour=colour),
        lambda theme: weights_figure(record, subject.names, theme),
        subject.about,
    )
