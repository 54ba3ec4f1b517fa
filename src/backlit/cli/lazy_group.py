"""Groups of commands that import a command when it is run, and not before."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import pkgutil
from collections.abc import Sequence
from typing import Any

import click


class LazyGroup(click.Group):
    """A group whose commands are modules of a package.

    A module holds its command under its own name: ``explain/nudge_table.py`` holds ``nudge_table``,
    the command ``nudge-table``.

    Args:
        package: The package.
        names: The commands in the order of ``--help``; every module of the package, by name, when
            None.
    """

    def __init__(
        self, *args: Any, package: str, names: Sequence[str] | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.package = package
        self.names = names

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of ``--help``."""
        if self.names is not None:
            return list(self.names)
        path = importlib.import_module(self.package).__path__
        return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(path))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, imported now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = cmd_name.replace("-", "_")
        command = getattr(importlib.import_module(f"{self.package}.{module}"), module)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What each command does, read from its source without importing it."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, summary(self.package, name)) for name in self.list_commands(ctx)]
            )


def summary(package: str, name: str) -> str:
    """The first line of a command's docstring, without importing its module."""
    function = name.replace("-", "_")
    spec = importlib.util.find_spec(f"{package}.{function}")
    assert spec is not None
    source = getattr(spec.loader, "get_source", lambda name: None)(spec.name) or ""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            return (ast.get_docstring(node) or "").partition("\n")[0]
    return ""
