"""The splits of a data set: training, validation after each epoch, and test."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from backlit.data.examples import DataSet, Examples
from backlit.data.load import load_data
from backlit.data.stratified_split import stratified_split
from backlit.errors import SettingsError

DownloadProgress: TypeAlias = Callable[[str, int, int], None]

DEFAULT_VALIDATION = 1 / 12
# The share held out for testing where the data has no test set of its own, as in MNIST.
TEST_SHARE = 1 / 7


@dataclass(frozen=True, eq=False)
class Splits:
    """The splits, and notes on how they were made, a sentence each."""

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
    """Load a data set and split it into training, validation and test examples."""
    data: DataSet = load_data(source, label_column, progress)
    notes: list[str] = []
    train, test = data.train, data.test
    if test is None:
        train, test = stratified_split(train, TEST_SHARE)
        notes.append(f"{data.name} has no test set: held out {len(test):,} of {len(data.train):,}.")
    wanted = DEFAULT_VALIDATION if validation is None else validation
    held_out = None
    if wanted:
        try:
            train, held_out = stratified_split(train, wanted if wanted < 1 else int(wanted))
        except SettingsError:
            if validation is not None:
                raise
            notes.append(f"{data.name} is too small for a validation set.")
    counts = [f"{len(train):,} training"]
    if held_out is not None:
        counts.append(f"{len(held_out):,} validation")
    notes.append(f"{data.name}: {', '.join(counts)} and {len(test):,} test examples.")
    return Splits(train, held_out, test, tuple(notes))


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
