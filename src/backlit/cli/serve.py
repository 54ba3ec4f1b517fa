"""``backlit serve``: the page in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from backlit.cli.console import messages
from backlit.cli.found import model_option

EPILOG = """\b
Examples:
  backlit                               the same
  backlit serve --model my.safetensors
  backlit serve --no-open --port 8123   for a browser of your own choice
"""


@click.command(epilog=EPILOG)
@model_option
@click.option("--port", default=0, type=click.IntRange(0, 65535), metavar="PORT",
              help="Where to listen.  [default: any that is free]")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
              help="The address to listen on.")  # fmt: skip
@click.option("--beyond-this-machine", is_flag=True,
              help="Allow a --host that others can reach. They need the token too.")  # fmt: skip
@click.option("--no-open", is_flag=True, help="Only print the address; open no browser.")
def serve(
    model_path: Path | None, port: int, host: str, beyond_this_machine: bool, no_open: bool
) -> None:
    """Open the page: see the network, draw a digit, click any number.

    The address holds a token: whoever has it can use the page, until Ctrl-C ends it.
    """
    # Only now: the server takes a third of a second to import.
    from backlit.web.server import serve as serve_page

    say = messages(quiet=False)

    def started(address: str) -> None:
        click.echo(address)
        say.print("Ctrl-C ends it.")

    serve_page(
        host=host,
        port=port,
        model=model_path,
        open_browser=not no_open,
        beyond_this_machine=beyond_this_machine,
        started=started,
    )
