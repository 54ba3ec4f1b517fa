"""``backlit explain average``: a derivative as the mean over many examples."""

from __future__ import annotations

import click

from backlit.cli.answering import Answer
from backlit.cli.asking import Subject, about_a_model
from backlit.cli.choosing import Choice, about_a_parameter
from backlit.gradients.average_slope import explain_average_slope
from backlit.render.average_slope import average_slope_figure, average_slope_text
from backlit.render.latex.average_slope import average_latex

EPILOG = """\b
Examples:
  backlit explain average                                  over the first 100 test examples
  backlit explain average --examples 10000 --parameter 12990
  backlit explain average --set train --layer 2 --neuron 3 --bias -o average.svg
"""


@click.command(epilog=EPILOG)
@about_a_model
@about_a_parameter
@click.option("--set", "which", type=click.Choice(["test", "train"]), default="test",
              show_default=True, help="The examples to average over.")  # fmt: skip
@click.option("--examples", "n", default=100, show_default=True, type=click.IntRange(1),
              help="How many of them, from the first on.")  # fmt: skip
@click.option("--most", default=10, show_default=True, type=click.IntRange(1),
              help="How many examples to show.")  # fmt: skip
def average(
    subject: Subject, answer: Answer, choice: Choice, which: str, n: int, most: int
) -> None:
    """Average ∂C_k/∂w of a weight or bias over examples: ∂C/∂w = 1/n Σ ∂C_k/∂w.

    Where less than a whole name is given, the steepest for the first example is taken.
    """
    examples = subject.examples(which)
    n = min(n, len(examples))
    X, labels = examples.inputs(slice(n)), examples.labels[:n]
    parameter = choice.parameter(subject, X[0], int(labels[0]))
    record = explain_average_slope(subject.network, X, labels, parameter.index, subject.cost)
    answer.give(
        record,
        lambda colour: average_slope_text(record, subject.names, colour=colour, limit=most),
        lambda theme: average_slope_figure(record, subject.names, theme),
        subject.about | {"set": which, "latex": average_latex(record)},
    )
