"""How a command gives its answer: as text, as JSON, and as a figure where one was asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import RenderableType

from backlit.cli.console import Command, has_colour, messages, output, output_options, print_json
from backlit.files.figure import Drawable, save_figure
from backlit.render.json import record_values


@dataclass(frozen=True)
class Answer:
    """How the answer shall be given.

    Attributes:
        as_json: As JSON instead of text.
        quiet: Without messages.
        figure_path: Where to draw a figure, if one is wanted.
        theme: Of the figure.
    """

    as_json: bool
    quiet: bool
    figure_path: Path | None
    theme: str

    def give(
        self,
        record: object,
        text: Callable[[bool], RenderableType],
        figure: Callable[[str], Drawable] | None = None,
        about: Mapping[str, object] | None = None,
    ) -> None:
        """Print the record, and draw it where a file was named.

        Args:
            record: What was found.
            text: From whether there is colour to something to print.
            figure: From a theme to a figure.
            about: What it was computed from, for JSON.
        """
        if self.figure_path is not None:
            assert figure is not None
            save_figure(self.figure_path, figure(self.theme))
        if self.as_json:
            print_json(record_values(record, about))
        else:
            show = output()
            show.print(text(has_colour(show)))
        if self.figure_path is not None:
            messages(quiet=self.quiet).print(f"Drawn: {self.figure_path}.")


def answer_options(command: Command) -> Command:
    """Add ``--json``, ``--quiet``, ``-o`` and ``--theme``; ``gathered`` makes an Answer of them."""
    command = click.option(
        "--theme",
        type=click.Choice(["light", "dark"]),
        default="light",
        show_default=True,
        help="Colours of the figure.",
    )(command)
    command = click.option(
        "-o",
        "--output",
        "figure_path",
        metavar="FIGURE",
        type=click.Path(path_type=Path),
        help="Also draw it: a file ending in .svg, .png or .pdf.",
    )(command)
    return output_options(command)


def gathered(values: dict[str, Any]) -> Answer:
    """Take what ``answer_options`` added out of a command's arguments."""
    return Answer(*(values.pop(each) for each in ("as_json", "quiet", "figure_path", "theme")))
