"""Groups of commands that import a command when it is called, and not before."""

from __future__ import annotations

import importlib
from typing import Any

import click


class LazyGroup(click.Group):
    """A group that knows its commands' names.

    Args:
        package: The package with a module for each command, named as the command is, with ``_``
            for ``-``; the module holds the command under the same name.
        about: Each command's name and what it does, in the order of ``--help``.
    """

    def __init__(self, *args: Any, package: str, about: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.package = package
        self.about = about

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of ``--help``."""
        return list(self.about)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, imported now."""
        if cmd_name not in self.about:
            return None
        module = cmd_name.replace("-", "_")
        command = getattr(importlib.import_module(f"{self.package}.{module}"), module)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What each does, without importing any."""
        if not self.about:
            return
        with formatter.section("Commands"):
            formatter.write_dl(list(self.about.items()))
