"""What commands print and draw: text, JSON, figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeAlias

import click
from rich.console import RenderableType

from backlit.cli.console import has_colour, stderr_console, stdout_console
from backlit.files.figure import Drawable, save_figure
from backlit.render.json import record_values, to_json

CommandFunction: TypeAlias = Callable[..., Any]
CommandDecorator: TypeAlias = Callable[[CommandFunction], CommandFunction]


def output_options(command: CommandFunction) -> CommandFunction:
    """Add ``--json`` and ``--quiet``, which every command has."""
    command = click.option(
        "-q", "--quiet", is_flag=True, help="Print no messages and no progress."
    )(command)
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")(
        command
    )


def print_json(value: object) -> None:
    """Print a value as one line of JSON on standard output."""
    click.echo(to_json(value))


@dataclass(frozen=True)
class RecordOutput:
    """How a record is printed and drawn.

    Attributes:
        as_json: Print JSON instead of text.
        quiet: Print no messages.
        figure_path: The file to draw a figure in; None for no figure.
        theme: The figure's colours, light or dark.
    """

    as_json: bool
    quiet: bool
    figure_path: Path | None
    theme: str

    def write(
        self,
        record: object,
        text: Callable[[bool], RenderableType],
        figure: Callable[[str], Drawable],
        json_fields: Mapping[str, object] | None = None,
    ) -> None:
        """Print the record, and draw it if a file was given.

        Args:
            record: What was computed.
            text: Renders it as text, given whether there is colour.
            figure: Draws it, given the theme.
            json_fields: Fields added to its JSON: what it was computed from.
        """
        if self.figure_path is not None:
            save_figure(self.figure_path, figure(self.theme))
        if self.as_json:
            print_json(record_values(record, json_fields))
        else:
            console = stdout_console()
            console.print(text(has_colour(console)))
        if self.figure_path is not None:
            stderr_console(quiet=self.quiet).print(f"Figure: {self.figure_path}.")


def record_output_options(command: CommandFunction) -> CommandFunction:
    """Pass a command an ``output``, and add ``--json``, ``--quiet``, ``-o`` and ``--theme``."""

    @click.option(
        "-o",
        "--output",
        "figure_path",
        metavar="FIGURE",
        type=click.Path(path_type=Path),
        help="Draw a figure too, in a file ending in .svg, .png or .pdf.",
    )
    @click.option(
        "--theme",
        type=click.Choice(["light", "dark"]),
        default="light",
        show_default=True,
        help="Colours of the figure.",
    )
    @output_options
    @wraps(command)
    def run(as_json: bool, quiet: bool, figure_path: Path | None, theme: str, **values: Any) -> Any:
        return command(output=RecordOutput(as_json, quiet, figure_path, theme), **values)

    return run
