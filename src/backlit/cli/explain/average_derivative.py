"""``backlit explain average-derivative`` averages a derivative over examples."""

from __future__ import annotations

import click

from backlit.cli.options.examples import split_option
from backlit.cli.options.model import ModelAndData, model_options
from backlit.cli.options.numbers import limit_option
from backlit.cli.options.parameter import ParameterSelection, parameter_options
from backlit.cli.output import RecordOutput
from backlit.gradients.average_slope import explain_average_slope
from backlit.render.average_slope import average_slope_figure, average_slope_text
from backlit.render.latex.average_slope import average_latex

EPILOG = """\b
Examples:
  backlit explain average-derivative                       over the first 100 test examples
  backlit explain average-derivative --examples 10000 --parameter 12990
  backlit explain average-derivative --split train --layer 2 --neuron 3 --bias -o average.svg
"""


@click.command("average-derivative", epilog=EPILOG)
@parameter_options
@click.option("--examples", "n_examples", default=100, show_default=True, type=click.IntRange(1),
              metavar="N", help="Number of examples, the first of the split.")  # fmt: skip
@limit_option(10, "examples")
@split_option("Examples to average.")
@model_options
def average_derivative(
    model: ModelAndData,
    output: RecordOutput,
    parameter_selection: ParameterSelection,
    split: str,
    n_examples: int,
    limit: int,
) -> None:
    """Average the derivative of a weight or bias over examples: ∂C/∂w = 1/n Σ ∂C_k/∂w.

    Without --parameter, or --layer, --neuron and --from, the steepest one for the first example
    is chosen.
    """
    examples = model.examples(split)
    n = min(n_examples, len(examples))
    X, labels = examples.inputs(slice(n)), examples.labels[:n]
    parameter = parameter_selection.resolve(model, X[0], int(labels[0]))
    record = explain_average_slope(model.network, X, labels, parameter.index, model.cost)
    output.write(
        record,
        lambda colour: average_slope_text(record, model.names, colour=colour, limit=limit),
        lambda theme: average_slope_figure(record, model.names, theme),
        model.json_fields | {"split": split, "latex": average_latex(record)},
    )
