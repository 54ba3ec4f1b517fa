"""``backlit analyse calibration``: is the network as often right as it is confident?"""

from __future__ import annotations

import click

from backlit.analyse.calibration import analyse_calibration
from backlit.cli.analyse.asking import set_option
from backlit.cli.answering import Answer
from backlit.cli.asking import Subject, about_a_model
from backlit.render.calibration import calibration_figure, calibration_text

EPILOG = """\b
Examples:
  backlit analyse calibration                      on MNIST's 10,000 test images
  backlit analyse calibration --bins 15 -o calibration.svg
  backlit analyse calibration --json | jq '.curves[].expected_calibration_error'
"""


@click.command(epilog=EPILOG)
@about_a_model
@set_option
@click.option("--bins", default=10, show_default=True, type=click.IntRange(1, 100),
              help="How many bins of confidence from 0 to 1.")  # fmt: skip
def calibration(subject: Subject, answer: Answer, which: str, bins: int) -> None:
    """Ask whether the network is as often right as it is confident.

    Sigmoid outputs are not probabilities, and need not add up to 1: confidence is shown as the
    largest output and as its share of the sum. Softmax outputs do add up to 1.
    """
    record = analyse_calibration(subject.network, subject.examples(which), bins)
    answer.give(
        record,
        lambda colour: calibration_text(record, colour=colour),
        lambda theme: calibration_figure(record, theme),
        subject.about,
    )
