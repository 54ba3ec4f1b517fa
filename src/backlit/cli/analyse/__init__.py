"""``backlit analyse``: many examples at a time. Each module here is a command."""

from __future__ import annotations

import click

from backlit.cli.lazy_group import LazyGroup

EPILOG = """\b
Examples:
  backlit analyse confusion
  backlit analyse mistakes --actual 4 --predicted 9 -o mistakes.svg
  backlit analyse calibration
  backlit analyse what-if 17 --off 1:3 --scale 2:5=0.5
  backlit analyse ablation
  backlit analyse activation-maximisation --layer 3 --neuron 7
  backlit analyse edges
  backlit analyse mini-batches
  backlit analyse landscape
  backlit analyse minima two-valleys --start 3
  backlit analyse embedding --layer 2
"""


@click.group(cls=LazyGroup, package="backlit.cli.analyse", epilog=EPILOG)
def analyse() -> None:
    """Analyse what a network has learned, and what it gets wrong."""
