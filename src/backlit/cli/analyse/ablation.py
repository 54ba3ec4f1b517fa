"""``backlit analyse ablation``: which hidden neuron does the network miss most?"""

from __future__ import annotations

import click

from backlit.analyse.ablation import REPLACEMENTS, analyse_ablation
from backlit.cli.analyse.asking import set_option
from backlit.cli.answering import Answer
from backlit.cli.asking import Subject, about_a_model
from backlit.render.ablation import ablation_figure, ablation_text

EPILOG = """\b
Examples:
  backlit analyse ablation
  backlit analyse ablation --to mean               it tells nothing, but weighs as before
  backlit analyse ablation --most 5 -o ablation.svg
  backlit analyse what-if --off 1:3                look closer at one of them
"""


@click.command(epilog=EPILOG)
@about_a_model
@set_option
@click.option("--to", "replacement", type=click.Choice(REPLACEMENTS), default="zero",
              show_default=True, help="What its activation is made, for every input.")  # fmt: skip
@click.option("--most", default=40, show_default=True, type=click.IntRange(1),
              help="How many neurons to name.")  # fmt: skip
def ablation(subject: Subject, answer: Answer, which: str, replacement: str, most: int) -> None:
    """Switch each hidden neuron off in turn: which one does the network miss most?"""
    record = analyse_ablation(
        subject.network, subject.examples(which), subject.cost, replacement=replacement
    )
    answer.give(
        record,
        lambda colour: ablation_text(record, subject.names, colour=colour, limit=most),
        lambda theme: ablation_figure(record, subject.names, theme),
        subject.about,
    )
