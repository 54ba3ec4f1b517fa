"""A recorded run on the command line: which one, its data, and the step that is meant."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from backlit.cli.downloading import shown_progress
from backlit.data.splits import Splits, load_splits
from backlit.errors import ModelError, OutOfRangeError
from backlit.files.recording import load_recording
from backlit.files.workspace import newest_recording_path, recording_path
from backlit.training.recording import Recording, restore_step
from backlit.training.run import Run


@dataclass(frozen=True, eq=False)
class Recorded:
    """A recording and its file."""

    path: Path
    recording: Recording


def find_recording(path: Path | None) -> Recorded:
    """The recording in a file, or beside a model, or the newest in the workspace.

    Raises:
        ModelError: when there is none, or it is not what it should be.
    """
    if path is None:
        path = newest_recording_path()
        if path is None:
            raise ModelError(
                "Expected a recorded run in the workspace, got none.",
                hint="`backlit train` makes one, or name a file",
            )
    elif path.suffix == ".safetensors":
        path = recording_path(path)
    return Recorded(path, load_recording(path))


def load_splits_of(recorded: Recorded, say: Console) -> Splits:
    """The examples that a recorded run learned from, was judged on, and would be tested on.

    Raises:
        ModelError: when the recording does not say where they came from.
        DataError: when they cannot be read.
    """
    provenance = recorded.recording.run.provenance
    if provenance is None:
        raise ModelError(
            f"Expected {recorded.path} to say which data it learns from, got nothing.",
            hint="reopen it from Python: `reopen(load_recording(path), step, examples)`",
        )
    with shown_progress(say) as progress:
        return load_splits(
            provenance.data, provenance.label_column, provenance.validation, progress
        )


def the_step(recording: Recording, step: int | None, epoch: int | None) -> int:
    """The step that a person means: by its number, or the end of an epoch.

    Raises:
        OutOfRangeError: when the recording has no such epoch.
    """
    if step is not None:
        return step
    if epoch is None:
        return recording.last_step
    for record in recording.run.history:
        if record.epoch == epoch:
            return record.step
    last = recording.run.history[-1].epoch if recording.run.history else 0
    raise OutOfRangeError(
        f"Expected an epoch from 0 to {last}, got {epoch}.",
        hint="`backlit replay` without --epoch says what a recording holds",
    )


def restored_step(
    path: Path | None, step: int | None, epoch: int | None, say: Console
) -> tuple[Recorded, Run, Splits]:
    """A recorded run at one of its steps. Raises as the functions above."""
    recorded = find_recording(path)
    there = the_step(recorded.recording, step, epoch)
    parts = load_splits_of(recorded, say)
    return recorded, restore_step(recorded.recording, there, parts.train, parts.validation), parts
