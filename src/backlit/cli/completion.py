"""``backlit completion``: the completion script for a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

EPILOG = """\b
Examples:
  backlit completion bash >> ~/.bashrc
  backlit completion zsh  >> ~/.zshrc
  backlit completion fish > ~/.config/fish/completions/backlit.fish
"""


@click.command(epilog=EPILOG)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that lets a shell complete commands and options of backlit."""
    from backlit.cli.main import cli

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(cli, {}, "backlit", "_BACKLIT_COMPLETE").source())
