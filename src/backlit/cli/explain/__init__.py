"""``backlit explain``: one example at a time. Each module here is a command."""

from __future__ import annotations

import click

from backlit.cli.lazy_group import LazyGroup

EPILOG = """\b
Examples:
  backlit explain neuron 17 --layer 1 --neuron 3
  backlit explain neuron my-seven.png --layer 3 --neuron 7 -o neuron.svg
  backlit explain cost 18
  backlit explain gradient --split train
  backlit explain nudges 18
  backlit explain nudge-table 0 1 2
  backlit explain chain-rule 17 --layer 1 --neuron 3 --from 203
  backlit explain simple-chain --weights 1,-2,0.5
  backlit explain average-derivative --examples 1000
"""


@click.group(cls=LazyGroup, package="backlit.cli.explain", epilog=EPILOG)
def explain() -> None:
    """Explain one number: where it comes from, what it costs, how it should change."""
