"""What commands about many examples share."""

from __future__ import annotations

import click

set_option = click.option(
    "--set",
    "which",
    type=click.Choice(["test", "train"]),
    default="test",
    show_default=True,
    help="The examples to ask about.",
)
