"""``backlit explain gradient``: which way every weight and bias should go, and how far."""

from __future__ import annotations

import click

from backlit.cli.answering import Answer
from backlit.cli.asking import Subject
from backlit.cli.explain.asking import about_some_examples
from backlit.data.examples import Examples
from backlit.gradients.negative_gradient import explain_gradient
from backlit.render.negative_gradient import gradient_figure, gradient_text

EPILOG = """\b
Examples:
  backlit explain gradient                       over all test examples
  backlit explain gradient 18                    what one example asks for
  backlit explain gradient --set train --class 3
  backlit explain gradient --compare 12970 500   how many times more does one matter?
  backlit explain gradient -o gradient.svg
"""


@click.command(epilog=EPILOG)
@about_some_examples
@click.option("--most", default=10, show_default=True, type=click.IntRange(1),
              help="How many of the largest components to name.")  # fmt: skip
@click.option("--compare", "compared", nargs=2, type=int, metavar="W W",
              help="Two weights or biases, by their numbers in the vector, from 0.")  # fmt: skip
def gradient(
    subject: Subject,
    examples: Examples,
    answer: Answer,
    most: int,
    compared: tuple[int, int] | None,
) -> None:
    """Show −∇C: which way every weight and bias should go, and how much each matters.

    NUMBERs are examples of the set, counted from 0; all of them when none is named.
    """
    record = explain_gradient(subject.network, examples, subject.cost)
    answer.give(
        record,
        lambda colour: gradient_text(
            record, subject.names, colour=colour, limit=most, compared=compared or ()
        ),
        lambda theme: gradient_figure(record, subject.names, theme),
        subject.about,
    )
