"""Writing figures to disk, atomically."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from backlit.errors import SettingsError, reason_of
from backlit.storage.atomic_write import write_atomically


class Drawable(Protocol):
    """A figure that can be drawn in several formats: ``render.figures.Canvas``."""

    def drawn(self, form: str) -> bytes:
        """The bytes of a file of this form."""
        ...


def save_figure(path: str | Path, figure: Drawable) -> None:
    """Write a figure in the format of the file's suffix: .svg, .png or .pdf.

    Raises:
        SettingsError: for another suffix, or when the file cannot be written; the
            previous file stays untouched.
    """
    path = Path(path)
    contents = figure.drawn(path.suffix.lower().removeprefix("."))
    try:
        write_atomically(path, [contents], durable=True)
    except OSError as error:
        raise SettingsError(
            f"Cannot write the figure to {path}: {reason_of(error)}.",
            hint="choose another path with -o",
        ) from error
