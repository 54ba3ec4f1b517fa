"""``backlit analyse calibration`` compares a network's confidence with its accuracy."""

from __future__ import annotations

import click

from backlit.analyse.calibration import analyse_calibration
from backlit.cli.options.examples import split_option
from backlit.cli.options.model import ModelAndData, model_options
from backlit.cli.output import RecordOutput
from backlit.render.calibration import calibration_figure, calibration_text

EPILOG = """\b
Examples:
  backlit analyse calibration                      on MNIST's 10,000 test images
  backlit analyse calibration --bins 15 -o calibration.svg
  backlit analyse calibration --json | jq '.curves[].expected_calibration_error'
"""


@click.command(epilog=EPILOG)
@click.option("--bins", default=10, show_default=True, type=click.IntRange(1, 100), metavar="N",
              help="Number of confidence bins from 0 to 1.")  # fmt: skip
@split_option()
@model_options
def calibration(model: ModelAndData, output: RecordOutput, split: str, bins: int) -> None:
    """Compare the network's confidence with its accuracy.

    Sigmoid outputs are not probabilities and need not add up to 1, so confidence is measured in
    two ways: as the largest output, and as its share of the sum. Softmax outputs add up to 1.
    """
    record = analyse_calibration(model.network, model.examples(split), bins)
    output.write(
        record,
        lambda colour: calibration_text(record, colour=colour),
        lambda theme: calibration_figure(record, theme),
        model.json_fields,
    )
