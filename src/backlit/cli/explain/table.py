"""``backlit explain table``: what each example asks of each weight, and the average."""

from __future__ import annotations

import click

from backlit.cli.answering import Answer
from backlit.cli.asking import Subject, about_a_model
from backlit.errors import SettingsError
from backlit.gradients.nudge_table import nudge_table
from backlit.render.nudge_table import nudge_table_figure, nudge_table_text

EPILOG = """\b
Examples:
  backlit explain table                            the first six training examples
  backlit explain table 7 11 13 --most 12
  backlit explain table --parameters 0,1,13001
  backlit explain table -o table.svg --theme dark
"""


@click.command(epilog=EPILOG)
@about_a_model
@click.argument("numbers", metavar="[NUMBER]...", nargs=-1, type=int)
@click.option("--set", "which", type=click.Choice(["test", "train"]), default="train",
              show_default=True, help="The examples counted and averaged over.")  # fmt: skip
@click.option("--parameters", metavar="W,W,…", help="The rows: weights and biases by their numbers "
              "in the vector, from 0.  [default: the largest averages]")  # fmt: skip
@click.option("--most", default=8, show_default=True, type=click.IntRange(1),
              help="How many rows, where they are not named.")  # fmt: skip
def table(
    subject: Subject,
    answer: Answer,
    numbers: tuple[int, ...],
    which: str,
    parameters: str | None,
    most: int,
) -> None:
    """Show the table of nudges: a row for each weight, a column for each example, the average.

    NUMBERs are examples of the set, counted from 0.
    """
    examples = subject.examples(which)
    columns = numbers or tuple(range(min(6, len(examples))))
    rows = None if parameters is None else _places(parameters)
    record = nudge_table(subject.network, examples, columns, rows, subject.cost, most)
    answer.give(
        record,
        lambda colour: nudge_table_text(record, subject.names),
        lambda theme: nudge_table_figure(
            record, subject.names, examples.inputs(record.columns), theme
        ),
        subject.about,
    )


def _places(text: str) -> list[int]:
    try:
        return [int(each) for each in text.split(",")]
    except ValueError:
        raise SettingsError(
            f"Expected whole numbers with commas for --parameters, got {text!r}.",
            hint="for example --parameters 0,1,13001",
        ) from None
