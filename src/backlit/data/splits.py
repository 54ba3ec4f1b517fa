"""The parts of a data set: to learn from, to be judged on after each epoch, to be tested on."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from backlit.data.examples import DataSet, Examples
from backlit.data.read import load
from backlit.data.split import split
from backlit.errors import SettingsError

DownloadProgress: TypeAlias = Callable[[str, int, int], None]

DEFAULT_VALIDATION = 1 / 12
# Held out to test on where the data has no test examples of its own, as many as MNIST has.
TEST_SHARE = 1 / 7


@dataclass(frozen=True, eq=False)
class Splits:
    """The parts, and what a person should know about them, a sentence each."""

    train: Examples
    validation: Examples | None
    test: Examples
    notes: tuple[str, ...]


def load_splits(
    source: str,
    label_column: str | None,
    validation: float | None,
    progress: DownloadProgress | None,
) -> Splits:
    """The examples to learn from, to be judged on and to be tested on."""
    data: DataSet = load(source, label_column, progress)
    notes: list[str] = []
    train, test = data.train, data.test
    if test is None:
        train, test = split(train, TEST_SHARE)
        notes.append(
            f"{data.name} has no test examples: held out {len(test):,} of {len(data.train):,}."
        )
    wanted = DEFAULT_VALIDATION if validation is None else validation
    judged = None
    if wanted:
        try:
            train, judged = split(train, wanted if wanted < 1 else int(wanted))
        except SettingsError:
            if validation is not None:
                raise
            notes.append(f"{data.name} is too small to hold out validation examples.")
    counted = f"{len(train):,} to learn from"
    if judged is not None:
        counted += f", {len(judged):,} to validate on"
    notes.append(f"{data.name}: {counted}, {len(test):,} to test on.")
    return Splits(train, judged, test, tuple(notes))


def check_validation(wanted: float | None) -> None:
    """Raise SettingsError unless it is a share or a whole number of examples."""
    if wanted is None:
        return
    if not math.isfinite(wanted) or wanted < 0 or (wanted >= 1 and wanted != int(wanted)):
        raise SettingsError(
            f"Expected a share from 0 to below 1 or a whole number of examples for --validation, "
            f"got {wanted}.",
            hint="for example --validation 0.1, or --validation 5000",
        )
