"""The examples that a command works on: one, or several of a split."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from backlit.cli.options.model import ModelAndData, model_options
from backlit.cli.output import CommandDecorator, CommandFunction
from backlit.core.parameters import check_range
from backlit.data.examples import Examples
from backlit.errors import DataError, SettingsError


def split_option(help_text: str = "Examples to use.", *, default: str = "test") -> CommandDecorator:
    """The option ``--split``, which a command gets as ``split``."""
    return click.option(
        "--split",
        type=click.Choice(["test", "train"]),
        default=default,
        show_default=True,
        help=help_text,
    )


@dataclass(frozen=True, eq=False)
class SelectedExample:
    """The one example that a command works on.

    Attributes:
        name: What it is called: "test example 17", "seven.png".
        x: (n_in,) the input, pixels in 0–1.
        label: Its class; None where it is unknown.
    """

    name: str
    x: NDArray[np.float64]
    label: int | None

    @property
    def json_fields(self) -> dict[str, object]:
        """Which example a record was computed from, for JSON."""
        return {"example": self.name, "label": self.label}

    def required_label(self) -> int:
        """The label.

        Raises:
            SettingsError: when it is unknown.
        """
        if self.label is None:
            raise SettingsError(
                f"Expected a label for {self.name}, got no label.",
                hint="give it with --label, for example --label 7",
            )
        return self.label


def example_options(command: CommandFunction) -> CommandFunction:
    """Pass a command an ``example`` besides the model: a test example, or a picture of a digit."""

    @click.argument("image", default="0")
    @split_option("Split that IMAGE indexes.")
    @click.option("--label", type=int, metavar="N",
                  help="Correct class of IMAGE.  [default: the label in the data]")  # fmt: skip
    @model_options
    @wraps(command)
    def run(model: ModelAndData, image: str, split: str, label: int | None, **values: Any) -> Any:
        return command(model=model, example=select_example(model, image, split, label), **values)

    return run


def select_example(
    model: ModelAndData, image: str, split: str, label: int | None
) -> SelectedExample:
    """The example that IMAGE means: a number is an index, anything else is a picture.

    Raises:
        OutOfRangeError: when there is no such example or label.
        DataError: when it is not a picture of a digit, or the model does not read pictures.
    """
    if label is not None:
        check_range("a label", label, len(model.names.classes))
    if image.isdecimal():
        examples = model.examples(split)
        index = int(image)
        check_range(f"an example of {examples.name}", index, len(examples))
        x = examples.inputs(slice(index, index + 1))[0]
        known = int(examples.labels[index]) if label is None else label
        return SelectedExample(f"{split} example {index}", x.astype(np.float64), known)
    # Imported here because the library that reads pictures takes time to import.
    from backlit.cli.predict import check_reads_digits, read_digit

    check_reads_digits(model.found)
    pixels = read_digit(image).pixels
    return SelectedExample(image, pixels.reshape(-1) / 255, label)


def example_subset_options(command: CommandFunction) -> CommandFunction:
    """Pass a command ``examples`` besides the model: a split, or a subset of it."""

    @click.argument("indices", metavar="[INDEX]...", nargs=-1, type=int)
    @split_option("Split that INDEX indexes.")
    @click.option("--class", "label", type=int, metavar="N",
                  help="Only examples of this class, from 0.")  # fmt: skip
    @click.option("--first", type=click.IntRange(1), metavar="N", help="Only the first N of them.")
    @model_options
    @wraps(command)
    def run(
        model: ModelAndData,
        indices: tuple[int, ...],
        split: str,
        label: int | None,
        first: int | None,
        **values: Any,
    ) -> Any:
        examples = select_examples(model.examples(split), indices, label, first)
        return command(model=model, examples=examples, **values)

    return run


def select_examples(
    examples: Examples, indices: tuple[int, ...], label: int | None, first: int | None
) -> Examples:
    """The examples at these indices (all when there are none), of this class, the first few.

    Raises:
        OutOfRangeError: when there is no such example or class.
        DataError: when no example is left.
    """
    selected = np.arange(len(examples))
    if indices:
        for index in indices:
            check_range(f"an example of {examples.name}", index, len(examples))
        selected = np.array(indices)
    if label is not None:
        check_range("a class", label, examples.n_classes)
        selected = selected[examples.labels[selected] == label]
    if not len(selected):
        raise DataError(
            f"Expected at least one example of class {label}, got none.",
            hint="choose other examples, or another class",
        )
    return examples.take(selected[:first])
