"""Where commands speak: data on standard output, messages on standard error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click
from rich.console import Console

from backlit.render.json import to_json

Command = TypeVar("Command", bound=Callable[..., Any])


def output_options(command: Command) -> Command:
    """Add ``--json`` and ``--quiet``, which every command has."""
    command = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")(
        command
    )
    return click.option("-q", "--quiet", is_flag=True, help="Print no messages and no progress.")(
        command
    )


def output() -> Console:
    """For data. Without colours where it is not a terminal or NO_COLOR is set."""
    return Console(soft_wrap=False, highlight=False)


def messages(*, quiet: bool = False) -> Console:
    """For messages and progress."""
    return Console(stderr=True, quiet=quiet, highlight=False, soft_wrap=True)


def has_colour(console: Console) -> bool:
    """Whether the console shows colours."""
    return console.color_system is not None and not console.no_color


def print_json(value: object) -> None:
    """Print a value as one line of JSON on standard output."""
    click.echo(to_json(value))
