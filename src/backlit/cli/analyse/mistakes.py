"""``backlit analyse mistakes``: what a network gets wrong and is most sure of."""

from __future__ import annotations

import click

from backlit.analyse.mistakes import ORDERS, analyse_mistakes
from backlit.cli.analyse.asking import set_option
from backlit.cli.answering import Answer
from backlit.cli.asking import Subject, about_a_model
from backlit.render.mistakes import mistakes_figure, mistakes_text

EPILOG = """\b
Examples:
  backlit analyse mistakes                         those it is most sure of
  backlit analyse mistakes --is 4 --said 9         fours taken for nines
  backlit analyse mistakes --by cost --most 30 -o mistakes.svg
  backlit analyse mistakes --set train --json | jq .indices
"""


@click.command(epilog=EPILOG)
@about_a_model
@set_option
@click.option("--by", type=click.Choice(ORDERS), default="margin", show_default=True,
              help="The wrong output minus the right one, or the example's cost.")  # fmt: skip
@click.option("--is", "label", type=int, help="Only examples of this class, from 0.")
@click.option("--said", type=int, help="Only those said to be of this class, from 0.")
@click.option("--most", default=12, show_default=True, type=click.IntRange(1),
              help="How many to show.")  # fmt: skip
def mistakes(
    subject: Subject,
    answer: Answer,
    which: str,
    by: str,
    label: int | None,
    said: int | None,
    most: int,
) -> None:
    """Show the worst mistakes: what the network gets wrong and is most sure of."""
    record = analyse_mistakes(
        subject.network,
        subject.examples(which),
        subject.cost,
        by=by,
        limit=most,
        label=label,
        predicted=said,
    )
    answer.give(
        record,
        lambda colour: mistakes_text(record, subject.names, colour=colour),
        lambda theme: mistakes_figure(record, subject.names, theme),
        subject.about,
    )
