"""``backlit analyse``: many examples at a time."""

from __future__ import annotations

import click

from backlit.cli.lazy import LazyGroup

COMMANDS: dict[str, str] = {}

EPILOG = """\b
Examples:
"""


@click.group(cls=LazyGroup, package="backlit.cli.analyse", about=COMMANDS, epilog=EPILOG)
def analyse() -> None:
    """See what a network has learned, and what it gets wrong."""
