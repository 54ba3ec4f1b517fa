"""Short names of classes: a character or a short heading for each."""

from __future__ import annotations

import string
from collections.abc import Sequence

_CHARACTERS = string.digits + string.ascii_letters


def class_characters(classes: Sequence[str]) -> tuple[str, ...]:
    """A character for each class: its name, if all names are single characters; else 0–9, a–z, A–Z.

    Classes beyond these 62 share "?".
    """
    if all(len(name) == 1 for name in classes):
        return tuple(classes)
    return tuple((_CHARACTERS[: len(classes)]).ljust(len(classes), "?"))


def class_title(names: Sequence[str], index: int) -> str:
    """A class with its name, and its number where that differs."""
    name = names[index]
    return name if name == str(index) or len(name) == 1 else f"{index} {name}"


# Of medium brightness, visible on light and on dark; never shown without a character.
_COLOURS = (
    "#4c8dff",
    "#e8743b",
    "#19a979",
    "#d64550",
    "#9b6dff",
    "#b0782f",
    "#e052a0",
    "#7f8c8d",
    "#8db600",
    "#13a4b4",
)


def class_colour(index: int) -> str:
    """A colour for a class, beside its character; the eleventh has that of the first."""
    return _COLOURS[index % len(_COLOURS)]


def class_key(classes: Sequence[str]) -> str:
    """The meaning of the characters, or nothing where they are the names: "0 cat, 1 dog"."""
    characters = class_characters(classes)
    if characters == tuple(classes):
        return ""
    return ", ".join(f"{each} {name}" for each, name in zip(characters, classes, strict=True))
