"""Write the pages of docs/reference that are generated from the code.

``command-line.md`` comes from the commands, ``records.md`` from the records, ``library/`` from the
list of modules (Sphinx fills them with their docstrings). Run ``python docs/make_reference.py``
after changing any of them; otherwise a test fails.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parent))  # for make_records

import make_records

from backlit.cli.main import cli

REFERENCE = Path(__file__).parent / "reference"
PACKAGE = Path(__file__).parent.parent / "src" / "backlit"

# The packages of the library that people import from, in the order in which a reader meets them.
ROOMS = {
    "explain": "one example at a time",
    "gradients": "the cost over many examples, its gradient and its landscape",
    "analyse": "what a trained network does",
    "maths": "mathematics without a network",
    "training": "the loop, and the progress that it yields",
    "data": "where examples come from",
    "core": "the mathematics, a function an equation",
    "inference": "networks applied to many examples",
    "engines": "the same step at several speeds",
    "files": "to disk and back",
    "render": "records into something to look at",
}

BEGINNING = """\
# The command line

`python docs/make_reference.py` generates this page from the commands.

Data goes to standard output, messages and progress to standard error. Every command takes `--json`
(one line of JSON at full precision; NaN and infinity become `null`) and `--quiet` (no messages).
Colours and animation appear in a terminal only, and no colours where `NO_COLOR` is set.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | a defect in Backlit: please report it |
| 2 | bad input: one sentence on standard error says what was expected and what was given |
| 3 | training diverged: the cost stopped being finite; the last good checkpoint stays |
| 130 | interrupted with Ctrl-C: the mini-batch was finished and a checkpoint saved |

| environment variable | meaning |
|---|---|
| `BACKLIT_HOME` | the workspace, where models go when no `-o` is given |
| `BACKLIT_CACHE` | the cache, for data that can be read or downloaded again |
| `NO_COLOR` | no colours |
"""


def commands(command: click.Command, context: click.Context) -> Iterator[click.Context]:
    """This command, and every command below it."""
    yield context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, click.Context(below, info_name=name, parent=context))


def command_line() -> str:
    """The page of the commands."""
    settings = {**cli.context_settings, "max_content_width": 96, "terminal_width": 96}
    context = click.Context(cli, info_name="backlit", **settings)
    parts = [
        f"## {each.command_path}\n\n```text\n{each.command.get_help(each)}\n```\n"
        for each in commands(cli, context)
    ]
    return "\n".join([BEGINNING, *parts])


def library() -> str:
    """The page with links to all packages."""
    rows = [f"- [backlit.{room}]({room}.md): {about}" for room, about in ROOMS.items()]
    toctree = "\n".join(["```{toctree}", ":hidden:", "", *ROOMS, "```"])
    return "\n".join(["# The library", "", *rows, "", toctree, ""])


def room(name: str) -> str:
    """The page of a package: each of its modules, for Sphinx to fill in from the docstrings."""
    modules = sorted(
        path for path in (PACKAGE / name).rglob("*.py") if not path.name.startswith("_")
    ) or [PACKAGE / f"{name}.py"]  # a module and not a package
    parts = [f"# backlit.{name}\n\n{ROOMS[name].capitalize()}.\n"]
    for path in modules:
        module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        parts.append(f"## {module}\n\n```{{eval-rst}}\n.. automodule:: {module}\n```\n")
    return "\n".join(parts)


def pages() -> dict[Path, str]:
    """Every generated page, by its path."""
    folder = REFERENCE / "library"
    return {
        REFERENCE / "command-line.md": command_line(),
        REFERENCE / "records.md": make_records.page(),
        REFERENCE / "records.schema.json": make_records.schema(),
        folder / "index.md": library(),
        **{folder / f"{name}.md": room(name) for name in ROOMS},
    }


if __name__ == "__main__":
    for place, text in pages().items():
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8")
