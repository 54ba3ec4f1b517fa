"""``backlit explain simple-chain`` applies the chain rule to one neuron per layer."""

from __future__ import annotations

import click

from backlit.cli.options.numbers import NumberList
from backlit.cli.output import RecordOutput, record_output_options
from backlit.core.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
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


@click.command("simple-chain", epilog=EPILOG)
@click.option("--weights", type=NumberList(example="1,-2,0.5"), default="1,-2,0.5",
              show_default=True, metavar="W,W,…", help="One weight per layer.")  # fmt: skip
@click.option("--biases", type=NumberList(example="0,0.25,-1"), metavar="B,B,…",
              help="One bias per layer.  [default: all 0]")  # fmt: skip
@click.option("--x", default=1.0, show_default=True, metavar="NUMBER", help="Input.")
@click.option("--y", default=1.0, show_default=True, metavar="NUMBER", help="Target output.")
@click.option("--activation", type=click.Choice(HIDDEN_ACTIVATIONS), default="sigmoid",
              show_default=True, help="Activation of the neurons.")  # fmt: skip
@click.option("--output-activation", type=click.Choice(HIDDEN_ACTIVATIONS),
              help="Activation of the last neuron.  [default: that of the others]")  # fmt: skip
@click.option("--cost", type=click.Choice(list(COSTS)), default="squared_error",
              show_default=True, help="Cost function.")  # fmt: skip
@record_output_options
def simple_chain(
    output: RecordOutput,
    weights: tuple[float, ...],
    biases: tuple[float, ...] | None,
    x: float,
    y: float,
    activation: str,
    output_activation: str | None,
    cost: str,
) -> None:
    """Apply the chain rule to one neuron per layer: every factor of every derivative."""
    record = explain_simple_chain(
        weights,
        (0.0,) * len(weights) if biases is None else biases,
        x,
        y,
        ACTIVATIONS[activation],
        None if output_activation is None else ACTIVATIONS[output_activation],
        COSTS[cost],
    )
    output.write(
        record,
        lambda colour: simple_chain_text(record, colour=colour),
        lambda theme: simple_chain_figure(record, theme),
        {"latex": simple_chain_latex(record)},
    )
