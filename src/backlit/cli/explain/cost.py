"""``backlit explain cost``: the cost of one example, term by term."""

from __future__ import annotations

import click

from backlit.cli.answering import Answer
from backlit.cli.asking import Example, Subject, about_an_example
from backlit.explain.cost import explain_cost
from backlit.render.cost import cost_figure, cost_text

EPILOG = """\b
Examples:
  backlit explain cost 18                       of test example 18
  backlit explain cost my-seven.png --label 7   of your own digit
  backlit explain cost 18 -o cost.svg
  backlit explain cost 18 --json | jq .terms
"""


@click.command(epilog=EPILOG)
@about_an_example
def cost(subject: Subject, example: Example, answer: Answer) -> None:
    """Break the cost of one example down into a term for each output."""
    record = explain_cost(subject.network, example.x, example.needed_label(), subject.cost)
    answer.give(
        record,
        lambda colour: cost_text(record, subject.names),
        lambda theme: cost_figure(record, subject.names, theme),
        subject.about | example.about,
    )
