"""What a command is asked about: a model, and an example or many for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from backlit.cli.answering import answer_options, gathered
from backlit.cli.console import messages
from backlit.cli.downloading import shown_progress
from backlit.cli.found import announced_model, model_option
from backlit.core.cost import COSTS, Cost
from backlit.core.network import Network
from backlit.core.parameters import check_range
from backlit.data.examples import Examples
from backlit.data.labels import relabel
from backlit.data.read import load
from backlit.errors import SettingsError
from backlit.files.workspace import FoundModel
from backlit.render.names import Names

Asks = Callable[..., Any]


@dataclass(frozen=True, eq=False)
class Subject:
    """A model and examples for it.

    Attributes:
        found: The model.
        source: What its examples are read from: a known name or a path.
        label_column: The column of labels in a table.
        say: Where messages go.
    """

    found: FoundModel
    source: str
    label_column: str | None
    say: Console

    @property
    def network(self) -> Network:
        """The network."""
        return self.found.model.network

    @property
    def cost(self) -> Cost:
        """The cost that it was trained to make small."""
        return COSTS[self.found.model.metadata.settings.cost]

    @property
    def names(self) -> Names:
        """What its neurons are called."""
        metadata = self.found.model.metadata
        return Names(self.network.sizes, metadata.classes, metadata.image_shape)

    @property
    def about(self) -> dict[str, object]:
        """What an answer was computed from, for JSON."""
        return {"model": self.found.path, "names": self.names}

    def examples(self, which: str = "test") -> Examples:
        """Examples of the data: ``test`` ones where it has some, or ``train``."""
        test, train = self._data
        return train if which == "train" or test is None else test

    @cached_property
    def _data(self) -> tuple[Examples | None, Examples]:
        with shown_progress(self.say) as progress:
            dataset = load(self.source, self.label_column, progress)
        classes = self.found.model.metadata.classes
        test = None if dataset.test is None else relabel(dataset.test, classes)
        return test, relabel(dataset.train, classes)


@dataclass(frozen=True, eq=False)
class Example:
    """One example that a command is asked about.

    Attributes:
        name: What to call it: "test example 17", "seven.png".
        x: (n_in,) the input, pixels in 0–1.
        label: What it is, if that is known.
    """

    name: str
    x: NDArray[np.float64]
    label: int | None

    @property
    def about(self) -> dict[str, object]:
        """What an answer was computed from, for JSON."""
        return {"example": self.name, "label": self.label}

    def needed_label(self) -> int:
        """The label.

        Raises:
            SettingsError: when it is not known.
        """
        if self.label is None:
            raise SettingsError(
                f"Expected to know what {self.name} shows, got no label.",
                hint="say it with --label, for example --label 7",
            )
        return self.label


def about_a_model(command: Asks) -> Asks:
    """Give a command a ``subject`` and an ``answer``, and the options that they need."""

    @answer_options
    @model_option
    @click.option(
        "--run",
        "run_path",
        type=click.Path(path_type=Path),
        help="A recorded run, at --step or --epoch, instead of a model.",
    )
    @click.option("--step", "at_step", type=int, help="The step of --run.  [default: the last]")
    @click.option("--epoch", "at_epoch", type=int, help="The epoch of --run, at its end.")
    @click.option("--data", help="A known set or a path.  [default: what the model learned from]")
    @click.option("--label-column", help="The column of labels, for a CSV file.")
    @wraps(command)
    def run(
        model_path: Path | None,
        run_path: Path | None,
        at_step: int | None,
        at_epoch: int | None,
        data: str | None,
        label_column: str | None,
        **values: Any,
    ) -> Any:
        answer = gathered(values)
        say = messages(quiet=answer.quiet)
        if run_path is not None or at_step is not None or at_epoch is not None:
            found = model_at(model_path, run_path, at_step, at_epoch, say)
        else:
            found = announced_model(model_path, say)
        provenance = found.model.metadata.provenance
        if data is None and provenance is not None:
            data, label_column = provenance.data, label_column or provenance.label_column
        subject = Subject(found, data or "mnist", label_column, say)
        return command(subject=subject, answer=answer, **values)

    return run


def model_at(
    model_path: Path | None,
    run_path: Path | None,
    step: int | None,
    epoch: int | None,
    say: Console,
) -> FoundModel:
    """The model that a recorded run was at one of its steps; says which.

    Raises:
        SettingsError: when a model, or both a step and an epoch were named too.
    """
    if model_path is not None or (step is not None and epoch is not None):
        raise SettingsError(
            "Expected a model, or a recorded run with --step or --epoch, got more than one.",
            hint="name one of them",
        )
    # Only now: most commands look at models, and training takes time to import.
    from backlit.cli.replaying import restored_step

    recorded, run, _ = restored_step(run_path, step, epoch, say)
    model = run.model()
    taken = run.checkpoint().run.step
    say.print(f"Run: {recorded.path}, after {taken:,} steps.", soft_wrap=True)
    return FoundModel(model, recorded.path, shipped=False)


def about_an_example(command: Asks) -> Asks:
    """Give a command an ``example`` too: the number of a test example, or a picture of a digit."""

    @click.argument("image", default="0")
    @click.option("--set", "which", type=click.Choice(["test", "train"]), default="test",
                  show_default=True, help="The examples that IMAGE counts, from 0.")  # fmt: skip
    @click.option("--label", type=int, help="What IMAGE shows.  [default: what the data says]")
    @wraps(command)
    def run(subject: Subject, image: str, which: str, label: int | None, **values: Any) -> Any:
        example = find_example(subject, image, which, label)
        return command(subject=subject, example=example, **values)

    return about_a_model(run)


def find_example(subject: Subject, image: str, which: str, label: int | None) -> Example:
    """The example that a person named: a number counts examples, anything else is a picture.

    Raises:
        OutOfRangeError: when there are not so many examples, or there is no such label.
        DataError: when it is no picture of a digit, or the model reads none.
    """
    if label is not None:
        check_range("a label", label, len(subject.names.classes))
    if image.isdecimal():
        examples = subject.examples(which)
        index = int(image)
        check_range(f"an example of {examples.name}", index, len(examples))
        x = examples.inputs(slice(index, index + 1))[0]
        known = int(examples.labels[index]) if label is None else label
        return Example(f"{which} example {index}", x.astype(np.float64), known)
    # Only now: the library that reads pictures takes time to import.
    from backlit.cli.predict import check_reads_digits, read_digit

    check_reads_digits(subject.found)
    pixels = read_digit(image).pixels
    return Example(image, pixels.reshape(-1) / 255, label)
