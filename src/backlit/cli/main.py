"""The commands, and what every one of them has in common: errors, exit codes, lazy imports.

A command's module is imported when it is called, so that ``backlit --version`` and shell completion
need neither NumPy nor anything else that takes time.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn, TextIO

import click

from backlit import __version__
from backlit.cli.lazy import LazyGroup
from backlit.errors import BacklitError, BacklitWarning, DivergedError

# Exit codes, as docs/reference/command-line.md and `backlit --help` list them.
OK, FAILED, BAD_INPUT, DIVERGED, INTERRUPTED = 0, 1, 2, 3, 130

# Each command's module in this room and what it does, in the order of `backlit --help`.
COMMANDS = {
    "serve": "Open the page: see the network, draw a digit, click any number.",
    "train": "Train a network and watch it learn.",
    "replay": "Go back to any step of a run, or on from there another way.",
    "population": "Train many networks at once.",
    "evaluate": "Test a model on examples it has not seen.",
    "predict": "Say which digit each picture shows.",
    "analyse": "See what a network has learned, and what it gets wrong.",
    "explain": "Open one number: where it comes from, and which way it should move.",
    "info": "Show what a model is made of and how it came about.",
    "data": "List, describe and download data sets.",
    "completion": "Print the completion script for a shell.",
}

EPILOG = """\b
Examples:
  backlit                               open the page in the browser
  backlit train                         the network of the lecture, on real digits
  backlit train --layers 30 --epochs 5  another shape, less patience
  backlit predict my-seven.png          what does it say to your own digit?
  backlit explain neuron                where does a neuron's number come from?
  backlit evaluate                      how good is the newest model?

\b
Exit codes: 0 done, 1 a defect in Backlit, 2 bad input, 3 training diverged,
130 interrupted. Data goes to standard output, messages to standard error.
"""


@click.group(
    cls=LazyGroup,
    package="backlit.cli",
    about=COMMANDS,
    epilog=EPILOG,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="backlit", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """A neural network lit from behind: it learns real digits, and every number can be opened.

    Without a command it opens the page, as `backlit serve` does.
    """
    if context.invoked_subcommand is None:
        command = cli.get_command(context, "serve")
        assert command is not None
        context.invoke(command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit: see the exit codes above."""
    try:
        with _spoken_warnings():
            code = cli.main(
                None if arguments is None else list(arguments),
                prog_name="backlit",
                standalone_mode=False,
            )
    except click.ClickException as error:
        code = _say(_sentence(error), _usage_hint(error), BAD_INPUT)
    except DivergedError as error:
        code = _say(error.message, error.hint, DIVERGED)
    except BacklitError as error:
        code = _say(error.message, error.hint, BAD_INPUT)
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone, as in `backlit info | head`; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = OK
    except MemoryError:
        code = _say("Expected enough memory for this, got none.", "try less at a time", BAD_INPUT)
    except OSError as error:
        place = f" {error.filename}" if error.filename else ""
        code = _say(f"Expected to read or write{place}, got: {error.strerror}.", None, BAD_INPUT)
    sys.exit(code if isinstance(code, int) else OK)


@contextmanager
def _spoken_warnings() -> Iterator[None]:
    """Say our own warnings as sentences; leave everybody else's as they are."""

    def speak(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        if issubclass(category, BacklitWarning):
            click.echo(f"warning: {message}", err=True)
        else:
            others(message, category, filename, lineno, file, line)

    others = warnings.showwarning
    with warnings.catch_warnings():
        warnings.simplefilter("always", BacklitWarning)
        warnings.showwarning = speak
        yield


def _say(message: str, hint: str | None, code: int) -> int:
    click.echo(f"error: {message}", err=True)
    if hint:
        click.echo(f"hint: {hint}", err=True)
    return code


def _sentence(error: click.ClickException) -> str:
    message = error.format_message().strip()
    return message if message.endswith((".", "?", "!")) else f"{message}."


def _usage_hint(error: click.ClickException) -> str | None:
    context = getattr(error, "ctx", None)
    return f"see `{context.command_path} --help`" if context else None
