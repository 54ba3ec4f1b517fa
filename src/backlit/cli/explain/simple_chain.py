"""``backlit explain simple-chain``: the chain rule with one neuron per layer."""

from __future__ import annotations

import click

from backlit.cli.answering import Answer, answer_options, gathered
from backlit.cli.numbers import Numbers
from backlit.core.activations import ACTIVATIONS
from backlit.core.cost import COSTS
from backlit.explain.simple_chain import explain_simple_chain
from backlit.render.latex.simple_chain import simple_chain_latex
from backlit.render.simple_chain import simple_chain_figure, simple_chain_text

EPILOG = """\b
Examples:
  backlit explain simple-chain                         C(w₁, b₁, w₂, b₂, w₃, b₃) of the lecture
  backlit explain simple-chain --weights 1,-2,0.5 --biases 0,0.25,-1 --x 0.6 --y 1
  backlit explain simple-chain --weights 2 --biases 0 --activation tanh -o chain.svg
  backlit explain simple-chain --json | jq -r '.latex[].symbols'
"""

_ACTIVATIONS = [name for name in ACTIVATIONS if name != "softmax"]


@click.command("simple-chain", epilog=EPILOG)
@click.option("--weights", type=Numbers(), default="1,-2,0.5", show_default=True,
              help="One for each layer.")  # fmt: skip
@click.option("--biases", type=Numbers(), help="One for each layer.  [default: all 0]")
@click.option("--x", default=1.0, show_default=True, help="The input.")
@click.option("--y", default=1.0, show_default=True, help="The desired output.")
@click.option("--activation", type=click.Choice(_ACTIVATIONS), default="sigmoid",
              show_default=True, help="Of the neurons.")  # fmt: skip
@click.option("--output-activation", type=click.Choice(_ACTIVATIONS),
              help="Of the last neuron.  [default: the same]")  # fmt: skip
@click.option("--cost", type=click.Choice(list(COSTS)), default="squared_error",
              show_default=True, help="The cost.")  # fmt: skip
@answer_options
def simple_chain(
    weights: tuple[float, ...],
    biases: tuple[float, ...] | None,
    x: float,
    y: float,
    activation: str,
    output_activation: str | None,
    cost: str,
    **values: object,
) -> None:
    """Open a chain of one neuron per layer: every factor of every derivative, with its number."""
    answer: Answer = gathered(values)
    record = explain_simple_chain(
        weights,
        (0.0,) * len(weights) if biases is None else biases,
        x,
        y,
        ACTIVATIONS[activation],
        None if output_activation is None else ACTIVATIONS[output_activation],
        COSTS[cost],
    )
    answer.give(
        record,
        lambda colour: simple_chain_text(record, colour=colour),
        lambda theme: simple_chain_figure(record, theme),
        {"latex": simple_chain_latex(record)},
    )
