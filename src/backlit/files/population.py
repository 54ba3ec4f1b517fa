"""A population on disk: a folder with its plan, a model file for each network, and its tables.

Each file is written atomically as soon as its contents exist, so that an interruption loses no
trained network, and the rest can be trained later.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.errors import ModelError, reason_of
from backlit.files.checkpoint import load_checkpoint, save_checkpoint
from backlit.files.model import load_model, save_model
from backlit.files.serialization import DECODE_ERRORS, FORMAT_VERSION, decode_record, encode_record
from backlit.storage.atomic_write import write_atomically
from backlit.training.population import Member
from backlit.training.records import Checkpoint, Model, Provenance
from backlit.training.settings import Settings
from backlit.training.tables import curves_table, results_table

# A plan takes some 500 bytes a network.
_MAX_PLAN_BYTES = 64 * 2**20


@dataclass(frozen=True)
class PopulationPlan:
    """The plan of a population.

    Attributes:
        settings: One for each network.
        provenance: Where the data came from, and the command that was given.
        data_digest: SHA-256 of the training examples.
        format_version: Of this file.
    """

    settings: tuple[Settings, ...]
    provenance: Provenance
    data_digest: str
    format_version: int = FORMAT_VERSION


def plan_path(folder: Path) -> Path:
    """The file of the plan."""
    return folder / "population.json"


def member_path(folder: Path, index: int) -> Path:
    """The file of a trained network."""
    return folder / "networks" / f"{index:05}.safetensors"


def member_checkpoint_path(folder: Path, index: int) -> Path:
    """The file of a network that is partly trained."""
    return member_path(folder, index).with_suffix(".checkpoint")


def save_plan(folder: Path, plan: PopulationPlan) -> None:
    """Create a population's folder with its plan.

    Raises:
        ModelError: when it holds a population already, or cannot be written.
    """
    if plan_path(folder).exists():
        raise ModelError(
            f"Expected a folder without a population, got {folder}.",
            hint="continue it with --resume, or choose another folder with -o",
        )
    _write(plan_path(folder), encode_record(plan))


def load_plan(folder: Path) -> PopulationPlan:
    """Read a population's plan, trusting nothing in it.

    Raises:
        ModelError: when it is missing, damaged, or not what it claims to be.
    """
    path = plan_path(folder)
    try:
        if path.stat().st_size > _MAX_PLAN_BYTES:
            raise ModelError(
                f"Expected a plan of at most {_MAX_PLAN_BYTES:,} bytes in {path}, got more.",
                hint="check that this is the right folder",
            )
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"Cannot read the population {folder}: {reason_of(error)}.",
            hint="give the folder that `backlit population` printed",
        ) from error
    try:
        plan = decode_record(content, PopulationPlan, version_1=True)
    except DECODE_ERRORS as error:
        raise ModelError(
            f"The population's plan {path} is not valid: {reason_of(error).splitlines()[0]}.",
            hint="use another copy, or train the population again",
        ) from error
    if plan.format_version not in (1, FORMAT_VERSION):
        raise ModelError(
            f"Expected format version 1 or {FORMAT_VERSION} in {path}, got {plan.format_version}.",
            hint="a newer Backlit may have written it: `pip install --upgrade backlit`",
        )
    return plan


def save_member(folder: Path, member: Member) -> None:
    """Save a trained network; one that diverged has no model to save.

    Raises:
        ModelError: when its file cannot be written.
    """
    if member.model is not None:
        save_model(member_path(folder, member.index), member.model)
    member_checkpoint_path(folder, member.index).unlink(missing_ok=True)


def save_member_checkpoint(folder: Path, index: int, checkpoint: Checkpoint) -> None:
    """Save a network that is partly trained.

    Raises:
        ModelError: when its file cannot be written.
    """
    save_checkpoint(member_checkpoint_path(folder, index), checkpoint)


def load_members(folder: Path, plan: PopulationPlan) -> Iterator[tuple[int, Model | Checkpoint]]:
    """The networks of a population that are trained or partly trained, by number.

    Raises:
        ModelError: when one cannot be read, or does not match the plan.
    """
    for index, settings in enumerate(plan.settings):
        trained, begun = member_path(folder, index), member_checkpoint_path(folder, index)
        if trained.exists():
            model = load_model(trained)
            _check_member(trained, settings, model.metadata.settings)
            yield index, model
        elif begun.exists():
            checkpoint = load_checkpoint(begun)
            _check_member(begun, settings, checkpoint.run.settings)
            yield index, checkpoint


def save_tables(folder: Path, members: tuple[Member, ...]) -> None:
    """Write ``results.csv``, a row a network, and ``curves.csv``, a row for each of its epochs.

    Raises:
        ModelError: when they cannot be written.
    """
    for name, columns in (("results", results_table(members)), ("curves", curves_table(members))):
        _write(folder / f"{name}.csv", _as_csv(columns))


def _check_member(path: Path, planned: Settings, found: Settings) -> None:
    if planned != found:
        raise ModelError(
            f"Expected the settings that the population's plan gives {path}, got others.",
            hint="delete the file to train this network again",
        )


def _as_csv(columns: Mapping[str, NDArray[Any]]) -> bytes:
    """A table as CSV at full precision; NaN is an empty cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in zip(*(column.tolist() for column in columns.values()), strict=True):
        writer.writerow(["" if isinstance(v, float) and np.isnan(v) else v for v in row])
    return text.getvalue().encode()


def _write(path: Path, content: bytes) -> None:
    try:
        write_atomically(path, [content], durable=True)
    except OSError as error:
        raise ModelError(
            f"Cannot write {path}: {reason_of(error)}.",
            hint="choose another path with -o",
        ) from error
