"""``backlit completion`` prints the completion script for a shell."""

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
    """Print the completion script for a shell."""
    from backlit.cli.main import cli

    completion_class = get_completion_class(shell)
    assert completion_class is not None
    click.echo(completion_class(cli, {}, "backlit", "_BACKLIT_COMPLETE").source())
