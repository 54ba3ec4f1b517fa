"""Layer sizes on the command line: ``784,16,16,10``, or the hidden layers' alone, ``16,16``."""

from __future__ import annotations

import re

from backlit.errors import SettingsError


def parse_layers(text: str) -> tuple[int, ...]:
    """The sizes in a list such as ``784,16,16,10``.

    Raises:
        SettingsError: unless they are whole numbers of 1 or more, separated by commas.
    """
    parts = [part.strip() for part in text.split(",")]
    if not all(re.fullmatch("[0-9]{1,15}", part) and int(part) for part in parts):
        raise SettingsError(
            f"Expected layer sizes of 1 or more, separated by commas, got {text!r}.",
            hint="for example --layers 784,16,16,10, or the hidden layers alone, --layers 16,16",
        )
    return tuple(int(part) for part in parts)


def choose_sizes(
    layers: str | None, default: tuple[int, ...], n_in: int, n_classes: int
) -> tuple[int, ...]:
    """The sizes of all layers, from ``--layers`` and the data.

    A list that begins with the number of inputs or ends with the number of classes is for all
    layers; any other is for the hidden layers.

    Raises:
        SettingsError: when the first or the last size contradicts the data.
    """
    if layers is None:
        return (n_in, *default[1:-1], n_classes)
    sizes = parse_layers(layers)
    if len(sizes) < 2 or (sizes[0] != n_in and sizes[-1] != n_classes):
        return (n_in, *sizes, n_classes)
    for which, size, needed, what in (
        ("first", sizes[0], n_in, "numbers in each input"),
        ("last", sizes[-1], n_classes, "classes"),
    ):
        if size != needed:
            raise SettingsError(
                f"Expected {needed} neurons in the {which} layer, one for each of the {needed} "
                f"{what}, got {size} in --layers {layers}.",
                hint=f"if these are hidden layers, write --layers {n_in},{layers},{n_classes}",
            )
    return sizes
