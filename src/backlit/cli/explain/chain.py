"""``backlit explain chain``: how a weight or bias reaches the cost, factor by factor."""

from __future__ import annotations

import click

from backlit.cli.answering import Answer
from backlit.cli.asking import Example, Subject, about_an_example
from backlit.cli.choosing import Choice, about_a_parameter
from backlit.explain.chain_rule import explain_chain_rule
from backlit.render.chain_rule import chain_rule_figure, chain_rule_text
from backlit.render.latex.chain_rule import chain_rule_latex

EPILOG = """\b
Examples:
  backlit explain chain                           the steepest weight of the first layer
  backlit explain chain 17 --parameter 1234       w₁₂₃₄ of the 13,002
  backlit explain chain 17 --layer 1 --neuron 3 --from 203 -o chain.svg
  backlit explain chain my-seven.png --label 7 --layer 2 --neuron 3 --bias
  backlit explain chain --json | jq -r .latex.symbols
"""


@click.command(epilog=EPILOG)
@about_an_example
@about_a_parameter
@click.option("--most", default=3, show_default=True, type=click.IntRange(1),
              help="How many terms of each sum to follow.")  # fmt: skip
@click.option("--most-nodes", default=40, show_default=True, type=click.IntRange(1),
              help="How many branches the tree has at most.")  # fmt: skip
def chain(
    subject: Subject,
    example: Example,
    answer: Answer,
    choice: Choice,
    most: int,
    most_nodes: int,
) -> None:
    """Follow a weight or bias to the cost: ∂C₀/∂w = ∂z/∂w · ∂a/∂z · ∂C₀/∂a, layer by layer.

    Where less than a whole name is given, the steepest is taken.
    """
    label = example.needed_label()
    parameter = choice.parameter(subject, example.x, label)
    record = explain_chain_rule(
        subject.network,
        example.x,
        label,
        parameter.index,
        subject.cost,
        limit=most,
        max_nodes=most_nodes,
    )
    answer.give(
        record,
        lambda colour: chain_rule_text(record, subject.names, colour=colour),
        lambda theme: chain_rule_figure(record, subject.names, theme),
        subject.about | example.about | {"latex": chain_rule_latex(record)},
    )
