"""``backlit analyse excite``: the input that excites a neuron most, and the examples that do."""

from __future__ import annotations

import click
import numpy as np

from backlit.analyse.activation_maximisation import maximise_activation
from backlit.cli.analyse.asking import set_option
from backlit.cli.answering import Answer
from backlit.cli.asking import Subject, about_a_model
from backlit.render.activation_maximisation import (
    activation_maximisation_figure,
    activation_maximisation_text,
)

EPILOG = """\b
Examples:
  backlit analyse excite --layer 3 --neuron 7        the most convincing seven there is
  backlit analyse excite --layer 3 --neuron 7 --pull 0.1 --smoothness 0.5
  backlit analyse excite --layer 1 --neuron 3 -o excite.svg
"""


@click.command(epilog=EPILOG)
@about_a_model
@set_option
@click.option("--layer", type=int, help="Its layer, 1 to the last.  [default: the last]")
@click.option("--neuron", "index", default=0, show_default=True, help="Its number, from 0.")
@click.option("--pull", default=0.0, show_default=True, help="Pulls pixels towards black.")
@click.option("--smoothness", default=0.0, show_default=True, help="Pulls neighbours together.")
@click.option("--starts", default=6, show_default=True, type=click.IntRange(1, 1000),
              help="From how many places to climb.")  # fmt: skip
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0),
              help="Draws the starts.")  # fmt: skip
def excite(
    subject: Subject,
    answer: Answer,
    which: str,
    layer: int | None,
    index: int,
    pull: float,
    smoothness: float,
    starts: int,
    seed: int,
) -> None:
    """Find the input that excites a neuron most by climbing its slope, and the examples that do."""
    record = maximise_activation(
        subject.network,
        subject.examples(which),
        len(subject.network.layers) if layer is None else layer,
        index,
        np.random.default_rng(seed),
        l2=pull,
        smoothness=smoothness,
        n_starts=starts,
    )
    answer.give(
        record,
        lambda colour: activation_maximisation_text(record, subject.names, colour=colour),
        lambda theme: activation_maximisation_figure(record, subject.names, theme),
        subject.about,
    )
