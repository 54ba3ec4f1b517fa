"""A population on disk: a folder with its plan, a model file for each network, and its tables.

Every file is put there whole, as soon as there is something to put there: whatever happens, what
has been trained is kept, and the rest can be trained later.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from backlit.data.folders import write_whole
from backlit.errors import ModelError
from backlit.files.checkpoint import load_checkpoint, save_checkpoint
from backlit.files.container import FORMAT_VERSION
from backlit.files.model import load_model, save_model
from backlit.files.version_1 import upgrade
from backlit.training.population import Member
from backlit.training.records import Checkpoint, Model, Provenance
from backlit.training.settings import Settings
from backlit.training.tables import curves_table, results_table

# A plan takes some 500 bytes a network.
_MOST_PLAN_BYTES = 64 * 2**20


@dataclass(frozen=True)
class PopulationPlan:
    """What a population is, in plain values.

    Attributes:
        settings: One for each network.
        provenance: How to find the data again, and who asked for it.
        data_digest: SHA-256 of the training examples.
        format_version: Of this file.
    """

    settings: tuple[Settings, ...]
    provenance: Provenance
    data_digest: str
    format_version: int = FORMAT_VERSION


def plan_path(folder: Path) -> Path:
    """Where the plan lies."""
    return folder / "population.json"


def member_path(folder: Path, index: int) -> Path:
    """Where a network lies when it is trained."""
    return folder / "networks" / f"{index:05}.safetensors"


def member_checkpoint_path(folder: Path, index: int) -> Path:
    """Where a network lies that is on its way."""
    return member_path(folder, index).with_suffix(".checkpoint")


def save_plan(folder: Path, plan: PopulationPlan) -> None:
    """Begin a population's folder.

    Raises:
        ModelError: when it holds a population already, or cannot be written.
    """
    if plan_path(folder).exists():
        raise ModelError(
            f"Expected a folder without a population, got {folder}.",
            hint="go on with it by --resume, or choose another place with -o",
        )
    _write(plan_path(folder), msgspec.json.encode(plan))


def load_plan(folder: Path) -> PopulationPlan:
    """Read a population's plan, trusting nothing in it.

    Raises:
        ModelError: in one sentence, whatever is wrong with it.
    """
    path = plan_path(folder)
    try:
        if path.stat().st_size > _MOST_PLAN_BYTES:
            raise ModelError(
                f"Expected a plan of at most {_MOST_PLAN_BYTES:,} bytes in {path}, got more.",
                hint="is this the folder that was meant?",
            )
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"Expected the folder of a population, got {folder}: {error.strerror or error}.",
            hint="give the folder that `backlit population` named",
        ) from error
    try:
        plan = msgspec.convert(upgrade(msgspec.json.decode(content)), PopulationPlan)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ModelError(
            f"Expected a population's plan in {path}, got {str(error).splitlines()[0]}.",
            hint="use another copy of it, or train the population again",
        ) from error
    if plan.format_version not in (1, FORMAT_VERSION):
        raise ModelError(
            f"Expected format version 1 or {FORMAT_VERSION} in {path}, got {plan.format_version}.",
            hint="a newer Backlit may have written it: `pip install --upgrade backlit`",
        )
    return plan


def save_member(folder: Path, member: Member) -> None:
    """Keep a network that has been trained; one that diverged leaves nothing to keep.

    Raises:
        ModelError: when its file cannot be written.
    """
    if member.model is not None:
        save_model(member_path(folder, member.index), member.model)
    member_checkpoint_path(folder, member.index).unlink(missing_ok=True)


def save_member_checkpoint(folder: Path, index: int, checkpoint: Checkpoint) -> None:
    """Keep a network that is on its way.

    Raises:
        ModelError: when its file cannot be written.
    """
    save_checkpoint(member_checkpoint_path(folder, index), checkpoint)


def load_members(folder: Path, plan: PopulationPlan) -> Iterator[tuple[int, Model | Checkpoint]]:
    """The networks of a population that are trained or on their way, by number.

    Raises:
        ModelError: when one cannot be read, or is not what the plan says.
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
    """Numbers so that they read back as themselves; nothing where there is none."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in zip(*(column.tolist() for column in columns.values()), strict=True):
        writer.writerow(["" if isinstance(v, float) and np.isnan(v) else v for v in row])
    return text.getvalue().encode()


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, [content], durable=True)
    except OSError as error:
        raise ModelError(
            f"Expected to write {path}, got: {error.strerror or error}.",
            hint="choose another place with -o",
        ) from error
