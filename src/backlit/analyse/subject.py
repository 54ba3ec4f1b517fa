"""What analyses share: a check of their limits."""

from __future__ import annotations

from backlit.errors import SettingsError


def check_most(most: int) -> None:
    """Make sure that at least one thing is asked for.

    Raises:
        SettingsError: when it is not.
    """
    if most < 1:
        raise SettingsError(f"Expected to be asked for at least 1, got {most}.", hint="try 10")
