"""``backlit analyse confusion``: what each class was taken for."""

from __future__ import annotations

import click

from backlit.analyse.confusion import analyse_confusion
from backlit.cli.analyse.asking import set_option
from backlit.cli.answering import Answer
from backlit.cli.asking import Subject, about_a_model
from backlit.render.confusion import confusion_figure, confusion_text

EPILOG = """\b
Examples:
  backlit analyse confusion                        on MNIST's 10,000 test images
  backlit analyse confusion --data my-digits/ -o confusion.svg
  backlit analyse confusion --json | jq .recall
  backlit analyse mistakes --is 4 --said 9         see what a cell counts
"""


@click.command(epilog=EPILOG)
@about_a_model
@set_option
@click.option("--most", default=8, show_default=True, type=click.IntRange(1),
              help="How many confusions to name.")  # fmt: skip
def confusion(subject: Subject, answer: Answer, which: str, most: int) -> None:
    """Count what each class was taken for; precision, recall and F1 of each class."""
    record = analyse_confusion(subject.network, subject.examples(which))
    answer.give(
        record,
        lambda colour: confusion_text(record, subject.names, colour=colour, limit=most),
        lambda theme: confusion_figure(record, subject.names, theme),
        subject.about,
    )
