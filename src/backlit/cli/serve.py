"""``backlit serve`` opens the page in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from backlit.cli.console import stderr_console
from backlit.cli.options.model import model_option

EPILOG = """\b
Examples:
  backlit                                  the same as `backlit serve`
  backlit serve --model my.safetensors
  backlit serve --no-browser --port 8123   open the address yourself
"""


@click.command(epilog=EPILOG)
@model_option
@click.option("--port", default=0, type=click.IntRange(0, 65535), metavar="PORT",
              help="Port to listen on.  [default: any free port]")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
              help="Address to listen on.")  # fmt: skip
@click.option("--allow-remote", is_flag=True,
              help="Allow a --host that other machines can reach. They still need the "
              "token.")  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Print the address, but open no browser.")
def serve(
    model_path: Path | None, port: int, host: str, allow_remote: bool, no_browser: bool
) -> None:
    """Open the page in the browser: draw digits, explore every number, train networks.

    The address contains a token. Anyone who has it can use the page until you stop the server
    with Ctrl-C.
    """
    # Imported here because the server takes a third of a second to import.
    from backlit.web.server import serve as serve_page

    messages = stderr_console(quiet=False)

    def started(address: str) -> None:
        click.echo(address)
        messages.print("Press Ctrl-C to stop the server.")

    serve_page(
        host=host,
        port=port,
        model=model_path,
        open_browser=not no_browser,
        allow_remote=allow_remote,
        started=started,
    )
