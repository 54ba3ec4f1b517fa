"""``backlit explain nudges``: what one example wants, layer by layer back to the pixels."""

from __future__ import annotations

import click

from backlit.cli.answering import Answer
from backlit.cli.asking import Example, Subject, about_an_example
from backlit.explain.nudges import explain_nudges
from backlit.render.wishes import wishes_figure, wishes_text

EPILOG = """\b
Examples:
  backlit explain nudges 18
  backlit explain nudges my-seven.png --label 7
  backlit explain nudges 18 --label 8              if it were an eight
  backlit explain nudges 18 -o wishes.svg --theme dark
"""


@click.command(epilog=EPILOG)
@about_an_example
@click.option("--most", default=16, show_default=True, type=click.IntRange(1),
              help="How many neurons of a layer to show.")  # fmt: skip
def nudges(subject: Subject, example: Example, answer: Answer, most: int) -> None:
    """Show what one example wants of every activation, from the outputs back to the pixels."""
    record = explain_nudges(subject.network, example.x, example.needed_label(), subject.cost)
    answer.give(
        record,
        lambda colour: wishes_text(record, subject.names, colour=colour, limit=most),
        lambda theme: wishes_figure(record, subject.names, theme),
        subject.about | example.about,
    )
