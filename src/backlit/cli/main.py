"""The entry point: the list of commands, error messages and exit codes.

A command's module is imported when the command runs, so that ``backlit --version`` and ``--help``
need neither NumPy nor anything else that takes time to import.
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
from backlit.cli.lazy_group import LazyGroup
from backlit.cli.spelling import normalise_spelling
from backlit.errors import BacklitError, BacklitWarning, DivergedError

# Exit codes, as docs/reference/command-line.md and `backlit --help` list them.
OK, FAILED, BAD_INPUT, DIVERGED, INTERRUPTED = 0, 1, 2, 3, 130

# In the order of `backlit --help`; each is a module of this package.
COMMANDS = (
    "serve",
    "train",
    "replay",
    "population",
    "evaluate",
    "predict",
    "explain",
    "analyse",
    "info",
    "data",
    "completion",
)

EPILOG = """\b
Examples:
  backlit                               open the page in the browser
  backlit train                         the network of the lecture, on real digits
  backlit train --layers 30 --epochs 5  one hidden layer of 30 neurons, five epochs
  backlit predict my-seven.png          classify your own digit
  backlit explain neuron                show where a neuron's activation comes from
  backlit evaluate                      test the newest model

\b
Exit codes: 0 success, 1 bug in Backlit, 2 bad input, 3 training diverged,
130 interrupted. Data goes to standard output, messages to standard error.
"""


@click.group(
    cls=LazyGroup,
    package="backlit.cli",
    names=COMMANDS,
    epilog=EPILOG,
    invoke_without_command=True,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "max_content_width": 100,
        "token_normalize_func": normalise_spelling,
    },
)
@click.version_option(__version__, prog_name="backlit", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Train neural networks on handwritten digits, and explain every number in them.

    Without a command, Backlit opens the page in the browser, like `backlit serve`.
    """
    if context.invoked_subcommand is None:
        command = cli.get_command(context, "serve")
        assert command is not None
        context.invoke(command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line, and exit with one of the codes above."""
    try:
        with _print_own_warnings():
            code = cli.main(
                None if arguments is None else list(arguments),
                prog_name="backlit",
                standalone_mode=False,
            )
    except click.ClickException as error:
        code = _print_error(_sentence(error), _usage_hint(error), BAD_INPUT)
    except DivergedError as error:
        code = _print_error(error.message, error.hint, DIVERGED)
    except BacklitError as error:
        code = _print_error(error.message, error.hint, BAD_INPUT)
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader closed the pipe, as in `backlit info | head`, which is not an error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = OK
    except MemoryError:
        code = _print_error(
            "Out of memory.", "try a smaller network, or fewer examples at a time", BAD_INPUT
        )
    except OSError as error:
        file = error.filename or "a file"
        code = _print_error(
            f"Cannot read or write {file}: {error.strerror}.",
            "check the path, its permissions and the free space",
            BAD_INPUT,
        )
    sys.exit(code if isinstance(code, int) else OK)


@contextmanager
def _print_own_warnings() -> Iterator[None]:
    """Print Backlit's own warnings as sentences; leave those of libraries as they are."""

    def show(
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
            default(message, category, filename, lineno, file, line)

    default = warnings.showwarning
    with warnings.catch_warnings():
        warnings.simplefilter("always", BacklitWarning)
        warnings.showwarning = show
        yield


def _print_error(message: str, hint: str | None, code: int) -> int:
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
