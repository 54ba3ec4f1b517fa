"""``backlit analyse cost``: the cost over many examples."""

from __future__ import annotations

import click

from backlit.analyse.costs import cost_over
from backlit.cli.analyse.asking import set_option
from backlit.cli.answering import Answer
from backlit.cli.asking import Subject, about_a_model
from backlit.render.figure.cost import costs_figure
from backlit.render.text.cost import costs_text

EPILOG = """\b
Examples:
  backlit analyse cost                    over the test examples
  backlit analyse cost --set train --most 30
  backlit analyse cost -o cost.svg
  backlit analyse cost --json | jq .total
"""


@click.command(epilog=EPILOG)
@about_a_model
@set_option
@click.option("--most", default=10, show_default=True, type=click.IntRange(1),
              help="How many of the worst and of the best to name.")  # fmt: skip
def cost(subject: Subject, answer: Answer, which: str, most: int) -> None:
    """Show the cost over many examples: its mean, its classes, its spread, the worst."""
    record = cost_over(subject.network, subject.examples(which), subject.cost, most)
    answer.give(
        record,
        lambda colour: costs_text(record, subject.names),
        lambda theme: costs_figure(record, subject.names, theme),
        subject.about,
    )
