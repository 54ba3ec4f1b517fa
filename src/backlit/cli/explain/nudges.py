"""``backlit explain nudges`` shows the nudges that one example wants."""

from __future__ import annotations

import click

from backlit.cli.options.examples import SelectedExample, example_options
from backlit.cli.options.model import ModelAndData
from backlit.cli.options.numbers import limit_option
from backlit.cli.output import RecordOutput
from backlit.explain.nudges import explain_nudges
from backlit.render.wishes import wishes_figure, wishes_text

EPILOG = """\b
Examples:
  backlit explain nudges 18
  backlit explain nudges my-seven.png --label 7
  backlit explain nudges 18 --label 8              as if it were an eight
  backlit explain nudges 18 -o nudges.svg --theme dark
"""


@click.command(epilog=EPILOG)
@limit_option(16, "neurons of each layer")
@example_options
def nudges(model: ModelAndData, example: SelectedExample, output: RecordOutput, limit: int) -> None:
    """Show the nudges that one example wants, from the outputs back to the pixels.

    IMAGE is the index of an example, from 0, or a picture of a digit.
    """
    record = explain_nudges(model.network, example.x, example.required_label(), model.cost)
    output.write(
        record,
        lambda colour: wishes_text(record, model.names, colour=colour, limit=limit),
        lambda theme: wishes_figure(record, model.names, theme),
        model.json_fields | example.json_fields,
    )
