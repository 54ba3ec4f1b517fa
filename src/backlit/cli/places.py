"""Pairs of numbers as people write them on the command line."""

from __future__ import annotations

from backlit.errors import SettingsError


def pair(text: str, flag: str) -> tuple[float, float]:
    """Two numbers with a comma between them.

    Raises:
        SettingsError: for anything else.
    """
    try:
        first, second = (float(each) for each in text.split(","))
    except ValueError:
        raise SettingsError(
            f"Expected two numbers with a comma for {flag}, got {text!r}.",
            hint=f"for example {flag}=-1.5,2",
        ) from None
    return first, second
