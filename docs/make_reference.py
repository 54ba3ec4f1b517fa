"""Write docs/reference/command-line.md from the commands themselves.

Run it after changing a command: ``python docs/make_reference.py``. A test fails when it was
forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from backlit.cli.main import cli

PAGE = Path(__file__).parent / "reference" / "command-line.md"

BEGINNING = """\
# The command line

This page is made from the commands by `python docs/make_reference.py`.

Data goes to standard output, messages and progress to standard error. Every command takes `--json`
(one line of JSON at full precision; NaN and infinity become `null`) and `--quiet` (no messages).
Colours and animation appear in a terminal only, and no colours where `NO_COLOR` is set.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | a defect in Backlit: please report it |
| 2 | bad input: one sentence on standard error says what was expected and what came |
| 3 | training diverged: the cost stopped being finite; the last good checkpoint stays |
| 130 | interrupted with Ctrl-C: the mini-batch was finished and a checkpoint saved |

| environment variable | meaning |
|---|---|
| `BACKLIT_HOME` | the workspace, where models go when no `-o` is given |
| `BACKLIT_CACHE` | the cache, for data that can be read or downloaded again |
| `NO_COLOR` | no colours |
"""


def commands(command: click.Command, context: click.Context) -> Iterator[click.Context]:
    """Every command below this one, itself first."""
    yield context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, click.Context(below, info_name=name, parent=context))


def page() -> str:
    """The whole page."""
    settings = {**cli.context_settings, "max_content_width": 96, "terminal_width": 96}
    context = click.Context(cli, info_name="backlit", **settings)
    parts = [
        f"## {each.command_path}\n\n```text\n{each.command.get_help(each)}\n```\n"
        for each in commands(cli, context)
    ]
    return "\n".join([BEGINNING, *parts])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
