"""``backlit analyse confusion`` shows the confusion matrix."""

from __future__ import annotations

import click

from backlit.analyse.confusion import analyse_confusion
from backlit.cli.options.examples import split_option
from backlit.cli.options.model import ModelAndData, model_options
from backlit.cli.options.numbers import limit_option
from backlit.cli.output import RecordOutput
from backlit.render.confusion import confusion_figure, confusion_text

EPILOG = """\b
Examples:
  backlit analyse confusion                            on MNIST's 10,000 test images
  backlit analyse confusion --data my-digits/ -o confusion.svg
  backlit analyse confusion --json | jq .recall
  backlit analyse mistakes --actual 4 --predicted 9    the examples in one cell
"""


@click.command(epilog=EPILOG)
@limit_option(8, "confused pairs")
@split_option()
@model_options
def confusion(model: ModelAndData, output: RecordOutput, split: str, limit: int) -> None:
    """Show the confusion matrix, and the precision, recall and F1 score of each class."""
    record = analyse_confusion(model.network, model.examples(split))
    output.write(
        record,
        lambda colour: confusion_text(record, model.names, colour=colour, limit=limit),
        lambda theme: confusion_figure(record, model.names, theme),
        model.json_fields,
    )
