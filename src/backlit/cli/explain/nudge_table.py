"""``backlit explain nudge-table`` tabulates the nudges of several examples, and their average."""

from __future__ import annotations

import click

from backlit.cli.options.examples import split_option
from backlit.cli.options.model import ModelAndData, model_options
from backlit.cli.options.numbers import NumberList, limit_option
from backlit.cli.output import RecordOutput
from backlit.gradients.nudge_table import nudge_table as compute_nudge_table
from backlit.render.nudge_table import nudge_table_figure, nudge_table_text

EPILOG = """\b
Examples:
  backlit explain nudge-table                      the first six training examples
  backlit explain nudge-table 7 11 13 --limit 12
  backlit explain nudge-table --parameters 0,1,13001
  backlit explain nudge-table -o table.svg --theme dark
"""


@click.command("nudge-table", epilog=EPILOG)
@click.argument("indices", metavar="[INDEX]...", nargs=-1, type=int)
@click.option("--parameters", type=NumberList(int, example="0,1,13001"), metavar="N,N,…",
              help="Rows: weights and biases by index in the flat vector.  [default: those with "
              "the largest averages]")  # fmt: skip
@limit_option(8, "rows")
@split_option("Split that INDEX indexes and the average is over.", default="train")
@model_options
def nudge_table(
    model: ModelAndData,
    output: RecordOutput,
    indices: tuple[int, ...],
    split: str,
    parameters: tuple[int, ...] | None,
    limit: int,
) -> None:
    """Tabulate nudges: a row for each weight, a column for each example, and their average.

    INDEX is an example of the split, from 0.
    """
    examples = model.examples(split)
    columns = indices or tuple(range(min(6, len(examples))))
    record = compute_nudge_table(model.network, examples, columns, parameters, model.cost, limit)
    output.write(
        record,
        lambda colour: nudge_table_text(record, model.names),
        lambda theme: nudge_table_figure(
            record, model.names, examples.inputs(record.columns), theme
        ),
        model.json_fields,
    )
