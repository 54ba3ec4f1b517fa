"""Figures to disk, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from backlit.errors import SettingsError
from backlit.storage.atomic_write import write_atomically


class Drawable(Protocol):
    """Something that can be drawn: ``render.figure``'s canvas."""

    def drawn(self, form: str) -> bytes:
        """The bytes of a file of this form."""
        ...


def save_figure(path: str | Path, figure: Drawable) -> None:
    """Write a figure as what the file's name ends in: .svg, .png or .pdf.

    Raises:
        SettingsError: for another ending, or when the file cannot be written; what was there
            before is untouched.
    """
    path = Path(path)
    contents = figure.drawn(path.suffix.lower().removeprefix("."))
    try:
        write_atomically(path, [contents], durable=True)
    except OSError as error:
        raise SettingsError(
            f"Expected to write the figure to {path}, got: {error.strerror or error}.",
            hint="choose another place with -o",
        ) from error
