"""``backlit explain``: one example at a time."""

from __future__ import annotations

import click

from backlit.cli.lazy import LazyGroup

COMMANDS = {
    "neuron": "Open a neuron: every term of its weighted sum.",
    "cost": "Break the cost of one example down into its terms.",
    "gradient": "Which way every weight and bias should go, and how far.",
    "step": "Take one step downhill by hand: promised and real.",
    "nudges": "What one example wants, layer by layer back to the pixels.",
    "table": "What each example asks of each weight, and the average: −∇C.",
    "avenues": "The three ways to change one neuron.",
    "chain": "Follow a weight or bias to the cost, factor by factor.",
    "simple-chain": "The chain rule with one neuron per layer, any numbers.",
    "average": "A derivative as the mean over many examples.",
}

EPILOG = """\b
Examples:
  backlit explain neuron 17 --layer 1 --neuron 3
  backlit explain neuron my-seven.png --layer 3 --neuron 7 -o neuron.svg
  backlit explain cost 18
  backlit explain gradient --set train
  backlit explain nudges 18
  backlit explain table 0 1 2
  backlit explain chain 17 --layer 1 --neuron 3 --from 203
  backlit explain simple-chain --weights 1,-2,0.5
  backlit explain average --examples 1000
"""


@click.group(cls=LazyGroup, package="backlit.cli.explain", about=COMMANDS, epilog=EPILOG)
def explain() -> None:
    """Open one number: where it comes from, what it costs, and which way it should move.

    IMAGE is the number of a test example, counted from 0, or a picture of a digit.
    """
