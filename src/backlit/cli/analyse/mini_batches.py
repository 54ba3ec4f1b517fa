"""``backlit analyse mini-batches`` compares mini-batches with the full batch."""

from __future__ import annotations

import click
import numpy as np
from rich.console import Group

from backlit.cli.options.model import ModelAndData, model_options
from backlit.cli.options.numbers import seed_option
from backlit.cli.output import RecordOutput
from backlit.gradients.compare_batch_sizes import MiniBatches, compare_batch_sizes
from backlit.gradients.mini_batches import BATCH_SIZES, analyse_batches
from backlit.render.mini_batches import angles_text, batch_size_comparison_text, batches_figure
from backlit.training.early_training import early_training

EPILOG = """\b
Examples:
  backlit analyse mini-batches
  backlit analyse mini-batches --draws 200 --seed 1
  backlit analyse mini-batches --batch-size 1 -o batches.svg
"""


@click.command("mini-batches", epilog=EPILOG)
@click.option("--draws", default=50, show_default=True, type=click.IntRange(1), metavar="N",
              help="Mini-batches drawn of each size.")  # fmt: skip
@click.option("--examples", "n_examples", default=5000, show_default=True, type=click.IntRange(10),
              metavar="N", help="Number of training examples in the full batch.")  # fmt: skip
@click.option("--batch-size", default=10, show_default=True, type=click.IntRange(1), metavar="N",
              help="Batch size of the mini-batch path.")  # fmt: skip
@click.option("--learning-rate", default=1.5, show_default=True, metavar="η",
              help="Learning rate of both paths.")  # fmt: skip
@seed_option("the mini-batches")
@model_options
def mini_batches(
    model: ModelAndData,
    output: RecordOutput,
    draws: int,
    n_examples: int,
    batch_size: int,
    learning_rate: float,
    seed: int,
) -> None:
    """Compare mini-batch and full-batch gradients, and descend with each.

    The angles between the gradients are measured for several batch sizes: before training, early
    in training and after it.
    """
    examples = model.examples("train")
    few = examples.take(slice(n_examples))
    rng = np.random.default_rng(seed)
    start, early = early_training(model.metadata.settings, examples)
    moments = ("before training", "after a tenth of an epoch", "as the model is")
    angles = analyse_batches(
        [start, early, model.network], few, rng, model.cost, BATCH_SIZES, draws
    )
    paths = compare_batch_sizes(
        early, few, rng, model.cost, batch_size=batch_size, learning_rate=learning_rate
    )
    record = MiniBatches(moments, angles, paths)
    output.write(
        record,
        lambda colour: Group(angles_text(angles, moments), "", batch_size_comparison_text(paths)),
        lambda theme: batches_figure(angles, paths, moments, theme),
        model.json_fields,
    )
