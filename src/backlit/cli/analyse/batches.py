"""``backlit analyse batches``: mini-batches against everything."""

from __future__ import annotations

import click
import numpy as np
from rich.console import Group

from backlit.analyse.mini_batches import BATCH_SIZES, analyse_batches
from backlit.analyse.two_paths import MiniBatches, two_paths
from backlit.cli.answering import Answer
from backlit.cli.asking import Subject, about_a_model
from backlit.render.figure.mini_batches import batches_figure
from backlit.render.text.mini_batches import angles_text, two_paths_text
from backlit.training.early_training import early_training

EPILOG = """\b
Examples:
  backlit analyse batches
  backlit analyse batches --draws 200 --seed 1
  backlit analyse batches --batch-size 1 -o batches.svg
"""


@click.command(epilog=EPILOG)
@about_a_model
@click.option("--draws", default=50, show_default=True, type=click.IntRange(1),
              help="Mini-batches of each size.")  # fmt: skip
@click.option("--examples", "most", default=5000, show_default=True, type=click.IntRange(10),
              help="How many training examples are everything.")  # fmt: skip
@click.option("--batch-size", default=10, show_default=True, type=click.IntRange(1),
              help="Of the quick way down.")  # fmt: skip
@click.option("--learning-rate", default=1.5, show_default=True, help="Of both ways down.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0),
              help="Draws the mini-batches.")  # fmt: skip
def batches(
    subject: Subject,
    answer: Answer,
    draws: int,
    most: int,
    batch_size: int,
    learning_rate: float,
    seed: int,
) -> None:
    """Measure mini-batches against everything, and go both ways down the same slope.

    The angle of mini-batches to the true gradient is measured by their size, before, early in and
    after the training.
    """
    examples = subject.examples("train")
    few = examples.take(slice(most))
    rng = np.random.default_rng(seed)
    start, early = early_training(subject.found.model.metadata.settings, examples)
    moments = ("before training", "after a tenth of an epoch", "as the model is")
    angles = analyse_batches(
        [start, early, subject.network], few, rng, subject.cost, BATCH_SIZES, draws
    )
    paths = two_paths(
        early, few, rng, subject.cost, batch_size=batch_size, learning_rate=learning_rate
    )
    record = MiniBatches(moments, angles, paths)
    answer.give(
        record,
        lambda colour: Group(angles_text(angles, moments), "", two_paths_text(paths)),
        lambda theme: batches_figure(angles, paths, moments, theme),
        subject.about,
    )
