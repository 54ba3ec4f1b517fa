"""``backlit analyse cost``: the cost over many examples."""

from __future__ import annotations

import click

from backlit.cli.answering import Answer
from backlit.cli.asking import Subject
from backlit.cli.explain.asking import about_some_examples
from backlit.data.examples import Examples
from backlit.gradients.cost_distribution import cost_distribution
from backlit.render.cost_distribution import cost_distribution_figure, cost_distribution_text

EPILOG = """\b
Examples:
  backlit analyse cost                    over the test examples
  backlit analyse cost --set train --most 30
  backlit analyse cost --class 5 --first 200
  backlit analyse cost -o cost.svg
  backlit analyse cost --json | jq .total
"""


@click.command(epilog=EPILOG)
@about_some_examples
@click.option("--most", default=10, show_default=True, type=click.IntRange(1),
              help="How many of the worst and of the best to name.")  # fmt: skip
def cost(subject: Subject, examples: Examples, answer: Answer, most: int) -> None:
    """Show the cost over many examples: its mean, its classes, its spread, the worst.

    NUMBERs are examples of the set, counted from 0; all of them when none is named.
    """
    record = cost_distribution(subject.network, examples, subject.cost, most)
    answer.give(
        record,
        lambda colour: cost_distribution_text(record, subject.names),
        lambda theme: cost_distribution_figure(record, subject.names, theme),
        subject.about,
    )
