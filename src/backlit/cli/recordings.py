"""Recorded runs: finding one, its data set, and the network at one of its steps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from backlit.cli.download_progress import download_progress
from backlit.data.splits import Splits, load_splits
from backlit.errors import ModelError, OutOfRangeError
from backlit.files.recording import load_recording
from backlit.files.workspace import newest_recording_path, recording_path
from backlit.training.recording import Recording, restore_step
from backlit.training.run import Run


@dataclass(frozen=True, eq=False)
class RecordingFile:
    """A recording and the file that holds it."""

    path: Path
    recording: Recording


def find_recording(path: Path | None) -> RecordingFile:
    """The recording in a file, or beside a model, or the newest in the workspace.

    Raises:
        ModelError: when there is none, or the file is not a recording.
    """
    if path is None:
        path = newest_recording_path()
        if path is None:
            raise ModelError(
                "Expected a recorded run in the workspace, got none.",
                hint="make one with `backlit train`, or give a file",
            )
    elif path.suffix == ".safetensors":
        path = recording_path(path)
    return RecordingFile(path, load_recording(path))


def load_recorded_splits(recorded: RecordingFile, messages: Console) -> Splits:
    """The training, validation and test examples of a recorded run.

    Raises:
        ModelError: when the recording does not name its data set.
        DataError: when the data set cannot be read.
    """
    provenance = recorded.recording.run.provenance
    if provenance is None:
        raise ModelError(
            f"Expected {recorded.path} to name its training data, got nothing.",
            hint="restore the step in Python: `restore_step(load_recording(path), step, examples)`",
        )
    with download_progress(messages) as progress:
        return load_splits(
            provenance.data, provenance.label_column, provenance.validation, progress
        )


def resolve_step(recording: Recording, step: int | None, epoch: int | None) -> int:
    """The step with a number, or at the end of an epoch; the last step when both are None.

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
        hint="list them with `backlit replay` without --epoch",
    )


def open_step(
    path: Path | None, step: int | None, epoch: int | None, messages: Console
) -> tuple[RecordingFile, Run, Splits]:
    """A recorded run at one of its steps. Raises as the functions above do."""
    recorded = find_recording(path)
    resolved = resolve_step(recorded.recording, step, epoch)
    splits = load_recorded_splits(recorded, messages)
    run = restore_step(recorded.recording, resolved, splits.train, splits.validation)
    return recorded, run, splits
