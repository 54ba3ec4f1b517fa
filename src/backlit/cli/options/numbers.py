"""Lists of numbers on the command line: ``1,-2,0.5``."""

from __future__ import annotations

from typing import Any

import click

from backlit.cli.output import CommandDecorator
from backlit.errors import SettingsError


class NumberList(click.ParamType):  # type: ignore[type-arg]
    """Numbers separated by commas; U+2212 is read as a minus too.

    Args:
        kind: ``float``, or ``int`` for whole numbers.
        n: How many there must be; any number when None.
        example: What a hint shows.
    """

    name = "numbers"

    def __init__(
        self, kind: type[float] | type[int] = float, *, n: int | None = None, example: str
    ) -> None:
        self.kind = kind
        self.n = n
        self.example = example

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, ...]:
        """The numbers.

        Raises:
            SettingsError: when they are not numbers, or not as many as there must be.
        """
        if isinstance(value, tuple):
            return value
        try:
            numbers = tuple(self.kind(part) for part in value.replace("−", "-").split(","))
        except ValueError:
            numbers = None
        if numbers is None or self.n not in (None, len(numbers)):
            flag = param.opts[0] if param is not None else "an option"
            expected = "two numbers" if self.n == 2 else "numbers"
            if self.kind is int:
                expected = f"whole {expected}"
            separator = "with a comma" if self.n == 2 else "with commas"
            raise SettingsError(
                f"Expected {expected} {separator} for {flag}, got {value!r}.",
                hint=f"for example {flag}={self.example}",
            )
        return numbers


def limit_option(default: int, what: str) -> CommandDecorator:
    """The option ``--limit``: how many of something to show."""
    return click.option(
        "--limit",
        default=default,
        show_default=True,
        type=click.IntRange(1),
        metavar="N",
        help=f"Number of {what} to show.",
    )


def seed_option(what: str) -> CommandDecorator:
    """The option ``--seed`` for the randomness of something."""
    return click.option(
        "--seed",
        default=0,
        show_default=True,
        type=click.IntRange(0),
        metavar="N",
        help=f"Seed of {what}.",
    )
