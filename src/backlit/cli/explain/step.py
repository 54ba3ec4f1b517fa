"""``backlit explain step``: one step downhill, taken by hand."""

from __future__ import annotations

import click

from backlit.cli.answering import Answer
from backlit.cli.asking import Subject
from backlit.cli.explain.asking import about_some_examples
from backlit.data.examples import Examples
from backlit.gradients.gradient_step import LEARNING_RATES, explain_step
from backlit.render.gradient_step import steps_figure, steps_text

EPILOG = """\b
Examples:
  backlit explain step                            over all test examples
  backlit explain step 18 --learning-rate 0.5     from one example
  backlit explain step --learning-rate 1 --learning-rate 10 --learning-rate 100
  backlit explain step --json | jq .actual
"""


@click.command(epilog=EPILOG)
@about_some_examples
@click.option("--learning-rate", "rates", multiple=True, type=float, metavar="η",
              help="How far to go; may be given several times.  [default: 0.01 to 3]")  # fmt: skip
def step(subject: Subject, examples: Examples, answer: Answer, rates: tuple[float, ...]) -> None:
    """Take one step downhill: what the slope promises, and what the cost really does.

    NUMBERs are examples of the set, counted from 0; all of them when none is named.
    """
    record = explain_step(subject.network, examples, rates or LEARNING_RATES, subject.cost)
    answer.give(
        record,
        lambda colour: steps_text(record),
        lambda theme: steps_figure(record, theme),
        subject.about,
    )
