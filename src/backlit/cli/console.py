"""The two consoles: data goes to standard output, messages and progress to standard error."""

from __future__ import annotations

from rich.console import Console


def stdout_console() -> Console:
    """For data. It has no colours where it is not a terminal or NO_COLOR is set."""
    return Console(soft_wrap=False, highlight=False)


def stderr_console(*, quiet: bool = False) -> Console:
    """For messages and progress."""
    return Console(stderr=True, quiet=quiet, highlight=False, soft_wrap=True)


def has_colour(console: Console) -> bool:
    """Whether the console shows colours."""
    return console.color_system is not None and not console.no_color
