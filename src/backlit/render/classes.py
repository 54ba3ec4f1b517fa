"""Classes in little room: a character or a short heading for each."""

from __future__ import annotations

import string
from collections.abc import Sequence

_CHARACTERS = string.digits + string.ascii_letters


def class_characters(classes: Sequence[str]) -> tuple[str, ...]:
    """A character for each class: its name, where every name is one; else its number, then letters.

    Beyond the 62 of these, the rest share "?".
    """
    if all(len(name) == 1 for name in classes):
        return tuple(classes)
    return tuple((_CHARACTERS[: len(classes)]).ljust(len(classes), "?"))


def class_title(names: Sequence[str], index: int) -> str:
    """A class where there is room: its name, with its number where that is not the same."""
    name = names[index]
    return name if name == str(index) or len(name) == 1 else f"{index} {name}"
