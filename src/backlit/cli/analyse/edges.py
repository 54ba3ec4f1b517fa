"""``backlit analyse edges``: the honest answer to "edges, then loops?"."""

from __future__ import annotations

import click
import numpy as np

from backlit.analyse.edges_and_loops import analyse_edges_and_loops
from backlit.cli.answering import Answer
from backlit.cli.asking import Subject, about_a_model
from backlit.errors import SettingsError
from backlit.render.figure.edges import edges_figure
from backlit.render.text.edges import edges_text
from backlit.training.randomness import initial_network

EPILOG = """\b
Examples:
  backlit analyse edges
  backlit analyse edges --shuffles 200 -o edges.svg
  backlit analyse edges --json | jq .layers[0].deviations
"""


@click.command(epilog=EPILOG)
@about_a_model
@click.option("--shuffles", default=40, show_default=True, type=click.IntRange(2),
              help="How many networks with shuffled weights to hold it against.")  # fmt: skip
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0),
              help="Shuffles the weights.")  # fmt: skip
def edges(subject: Subject, answer: Answer, shuffles: int, seed: int) -> None:
    """Measure whether hidden neurons pick up edges and loops, against chance.

    Every hidden neuron is shown strokes, edges, loops and broken loops at all places and angles;
    so is the same network before its training, and many with its weights shuffled.
    """
    shape = subject.names.image_shape
    if shape is None:
        raise SettingsError(
            f"Expected a model that reads pictures, got one that reads {subject.names.sizes[0]} "
            "numbers.",
            hint="choose another with --model",
        )
    record = analyse_edges_and_loops(
        subject.network,
        initial_network(subject.found.model.metadata.settings),
        np.random.default_rng(seed),
        image_shape=shape,
        n_shuffles=shuffles,
    )
    answer.give(
        record,
        lambda colour: edges_text(record),
        lambda theme: edges_figure(record, subject.network, subject.names, theme),
        subject.about,
    )
