"""What explanations over several examples are asked about."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click
import numpy as np

from backlit.cli.asking import Subject, about_a_model
from backlit.core.parameters import check_range
from backlit.data.examples import Examples
from backlit.errors import DataError

Asks = Callable[..., Any]


def about_some_examples(command: Asks) -> Asks:
    """Give a command ``examples``: those named, or all of a set, of a class, or the first few."""

    @click.argument("numbers", metavar="[NUMBER]...", nargs=-1, type=int)
    @click.option("--set", "which", type=click.Choice(["test", "train"]), default="test",
                  show_default=True, help="The examples that are counted, from 0.")  # fmt: skip
    @click.option("--class", "label", type=int, help="Only those of this class, from 0.")
    @click.option("--first", type=click.IntRange(1), help="Only the first so many.")
    @wraps(command)
    def run(
        subject: Subject,
        numbers: tuple[int, ...],
        which: str,
        label: int | None,
        first: int | None,
        **values: Any,
    ) -> Any:
        examples = chosen(subject.examples(which), numbers, label, first)
        return command(subject=subject, examples=examples, **values)

    return about_a_model(run)


def chosen(
    examples: Examples, numbers: tuple[int, ...], label: int | None, first: int | None
) -> Examples:
    """The examples that a person means.

    Raises:
        OutOfRangeError: when there is no such example or class.
        DataError: when nothing is left.
    """
    found = np.arange(len(examples))
    if numbers:
        for number in numbers:
            check_range(f"an example of {examples.name}", number, len(examples))
        found = np.array(numbers)
    if label is not None:
        check_range("a class", label, examples.n_classes)
        found = found[examples.labels[found] == label]
    if not len(found):
        raise DataError(
            f"Expected at least one example of class {label}, got none.",
            hint="name others, or another class",
        )
    return examples.take(found[:first])
