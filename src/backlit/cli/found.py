"""Which model a command works on, always said aloud."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from backlit.files.workspace import FoundModel, find_model

model_option = click.option(
    "--model",
    "model_path",
    type=click.Path(path_type=Path),
    help="A model file.  [default: the newest in your workspace, else the one that came along]",
)


def announced_model(path: Path | None, say: Console) -> FoundModel:
    """The model to work on; says which, and why that one.

    Raises:
        ModelError: when it is not what it should be.
    """
    found = find_model(path)
    if found.pretrained:
        say.print("Model: the one that came with Backlit (train your own: `backlit train`).")
    elif path is None:
        say.print(f"Model: the newest of yours, {found.path}.", soft_wrap=True)
    else:
        say.print(f"Model: {found.path}.", soft_wrap=True)
    return found
