"""A population's results as tables: plain arrays by name, or data frames."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.errors import SettingsError
from backlit.training.population_records import Member
from backlit.training.records import EpochRecord
from backlit.training.settings import Settings

FORMS = ("arrays", "pandas", "polars")


def results_table(members: Iterable[Member], form: str = "arrays") -> Any:
    """A row for each network: its settings, and how it did at the end.

    Args:
        members: Networks that are trained.
        form: ``arrays`` for NumPy arrays by name, ``pandas`` or ``polars`` for a data frame.

    Returns:
        The columns ``member``, one for each knob of ``Settings`` (``sizes`` written 784-16-16-10),
        ``train_cost``, ``train_accuracy``, ``validation_cost``, ``validation_accuracy``,
        ``test_cost``, ``test_accuracy`` (NaN where there is none), ``seconds`` and ``problem``.

    Raises:
        SettingsError: for another form, or where the library is not installed.
    """
    rows = []
    for member in members:
        last = member.history[-1] if member.history else None
        row: dict[str, Any] = {"member": member.index}
        for knob in fields(Settings):
            row[knob.name] = getattr(member.settings, knob.name)
        row["sizes"] = "-".join(map(str, member.settings.sizes))
        row["patience"] = _number(member.settings.patience)
        for column, name in zip(_REACHED, _JUDGED, strict=True):
            row[column] = _number(getattr(last, name, None))
        row["test_cost"] = _number(member.test_cost)
        row["test_accuracy"] = _number(member.test_accuracy)
        row["seconds"] = _number(member.model.metadata.seconds if member.model else None)
        row["problem"] = member.problem or ""
        rows.append(row)
    return _in_form(rows, form)


def curves_table(members: Iterable[Member], form: str = "arrays") -> Any:
    """A row for each epoch of each network; epoch 0 is before the first step.

    Args:
        members: Networks that are trained.
        form: As in ``results_table``.

    Returns:
        The columns ``member``, ``epoch``, ``step``, ``cost``, ``accuracy``, ``validation_cost`` and
        ``validation_accuracy`` (NaN where there is none).

    Raises:
        SettingsError: as in ``results_table``.
    """
    rows = [
        {"member": member.index}
        | {
            field.name: _number(getattr(record, field.name))
            if field.name in _JUDGED
            else getattr(record, field.name)
            for field in fields(EpochRecord)
        }
        for member in members
        for record in member.history
    ]
    return _in_form(rows, form)


_REACHED = ("train_cost", "train_accuracy", "validation_cost", "validation_accuracy")
_JUDGED = ("cost", "accuracy", "validation_cost", "validation_accuracy")


def _number(value: float | None) -> float:
    return float("nan") if value is None else value


def _in_form(rows: list[dict[str, Any]], form: str) -> Any:
    if form not in FORMS:
        raise SettingsError(
            f"Expected a table as one of {', '.join(FORMS)}, got {form!r}.", hint="arrays, say"
        )
    names = rows[0] if rows else {}
    columns: Mapping[str, NDArray[Any]] = {
        name: np.array([row[name] for row in rows]) for name in names
    }
    if form == "arrays":
        return columns
    try:
        library = importlib.import_module(form)
    except ImportError as error:
        raise SettingsError(
            f"Expected {form} for this table, which is not installed.",
            hint=f"`pip install {form}`, or take form='arrays'",
        ) from error
    return library.DataFrame(columns)
