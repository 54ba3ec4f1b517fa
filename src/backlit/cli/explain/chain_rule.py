"""``backlit explain chain-rule`` traces a weight or bias to the cost, factor by factor."""

from __future__ import annotations

import click

from backlit.cli.options.examples import SelectedExample, example_options
from backlit.cli.options.model import ModelAndData
from backlit.cli.options.parameter import ParameterSelection, parameter_options
from backlit.cli.output import RecordOutput
from backlit.explain.chain_rule import explain_chain_rule
from backlit.render.chain_rule import chain_rule_figure, chain_rule_text
from backlit.render.latex.chain_rule import chain_rule_latex

EPILOG = """\b
Examples:
  backlit explain chain-rule                           the steepest weight of layer 1
  backlit explain chain-rule 17 --parameter 1234       w₁₂₃₄ of the 13,002
  backlit explain chain-rule 17 --layer 1 --neuron 3 --from 203 -o chain.svg
  backlit explain chain-rule my-seven.png --label 7 --layer 2 --neuron 3 --bias
  backlit explain chain-rule --json | jq -r .latex.symbols
"""


@click.command("chain-rule", epilog=EPILOG)
@parameter_options
@click.option("--limit", default=3, show_default=True, type=click.IntRange(1), metavar="N",
              help="Number of terms of each sum to follow.")  # fmt: skip
@click.option("--max-nodes", default=40, show_default=True, type=click.IntRange(1), metavar="N",
              help="Largest number of nodes in the tree.")  # fmt: skip
@example_options
def chain_rule(
    model: ModelAndData,
    example: SelectedExample,
    output: RecordOutput,
    parameter_selection: ParameterSelection,
    limit: int,
    max_nodes: int,
) -> None:
    """Trace a weight or bias to the cost: ∂C₀/∂w = ∂z/∂w · ∂a/∂z · ∂C₀/∂a, layer by layer.

    IMAGE is the index of an example, from 0, or a picture of a digit.

    Without --parameter, or --layer, --neuron and --from, the steepest one that fits is chosen.
    """
    label = example.required_label()
    parameter = parameter_selection.resolve(model, example.x, label)
    record = explain_chain_rule(
        model.network,
        example.x,
        label,
        parameter.index,
        model.cost,
        limit=limit,
        max_nodes=max_nodes,
    )
    output.write(
        record,
        lambda colour: chain_rule_text(record, model.names, colour=colour),
        lambda theme: chain_rule_figure(record, model.names, theme),
        model.json_fields | example.json_fields | {"latex": chain_rule_latex(record)},
    )
