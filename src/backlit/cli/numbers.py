"""Numbers that people write one after the other: 1,-2,0.5."""

from __future__ import annotations

import click


class Numbers(click.ParamType):  # type: ignore[type-arg]
    """Numbers between commas; a minus may be the typographer's.

    Args:
        n: How many; any when None.
    """

    name = "numbers"

    def __init__(self, n: int | None = None) -> None:
        self.n = n

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, ...]:
        """The numbers."""
        if isinstance(value, tuple):
            return value
        words = str(value).replace("−", "-").split(",")
        wanted = "numbers between commas" if self.n is None else f"{self.n} numbers with commas"
        try:
            numbers = tuple(float(word) for word in words)
        except ValueError:
            self.fail(f"Expected {wanted}, got {value!r}.", param, ctx)
        if self.n is not None and len(numbers) != self.n:
            self.fail(f"Expected {wanted}, got {len(numbers)}.", param, ctx)
        return numbers
