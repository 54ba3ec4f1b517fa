"""A training job: a run that is ready to start, and the files that it writes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from backlit.cli.options.layer_sizes import choose_sizes, parse_layers
from backlit.data.examples import Examples
from backlit.data.splits import (
    DEFAULT_VALIDATION,
    DownloadProgress,
    Splits,
    check_validation,
    load_splits,
)
from backlit.engines.native.library import is_available
from backlit.errors import ModelError, SettingsError
from backlit.files.checkpoint import load_checkpoint, save_checkpoint
from backlit.files.recording import load_recording, save_recording
from backlit.files.workspace import checkpoint_path, new_model_path, recording_path
from backlit.training.recording import Recorder, Recording
from backlit.training.records import Provenance
from backlit.training.reproduce import versions
from backlit.training.run import Run
from backlit.training.settings import PRESETS, Settings, with_changes

# What may change when a run is resumed; anything else would make it a different run.
CHANGEABLE = ("learning_rate", "batch_size", "l2")


@dataclass(frozen=True, eq=False)
class TrainingJob:
    """A run that is ready to start.

    Attributes:
        run: The run.
        test: The test examples.
        model_path: The file for the model.
        checkpoint_path: The file for checkpoints of the run.
        recording_path: The file for its recording; None for no recording.
        recorder: Records the run; None for no recording.
        notes: What to print before it starts, a sentence each.
    """

    run: Run
    test: Examples
    model_path: Path
    checkpoint_path: Path
    recording_path: Path | None
    recorder: Recorder | None
    notes: tuple[str, ...]

    def save(self) -> None:
        """Save the recording, then a checkpoint, so that the checkpoint is never ahead of it."""
        if self.recording_path is not None and self.recorder is not None:
            save_recording(self.recording_path, self.recorder.recording())
        save_checkpoint(self.checkpoint_path, self.run.checkpoint())


def training_job(
    run: Run,
    test: Examples,
    model_path: Path,
    notes: tuple[str, ...],
    *,
    record: bool,
    so_far: Recording | None = None,
) -> TrainingJob:
    """A job whose checkpoint and recording lie beside the model.

    Args:
        run: The run.
        test: The test examples.
        model_path: The file for the model.
        notes: What to print before it starts.
        record: Whether to record the run.
        so_far: The recording that a resumed run continues.
    """
    return TrainingJob(
        run=run,
        test=test,
        model_path=model_path,
        checkpoint_path=checkpoint_path(model_path),
        recording_path=recording_path(model_path) if record else None,
        recorder=Recorder(run, so_far) if record else None,
        notes=notes,
    )


def new_training_job(
    options: dict[str, Any],
    output_path: Path | None,
    *,
    command: str,
    created: str,
    progress: DownloadProgress | None = None,
) -> TrainingJob:
    """A job that starts a new run.

    Args:
        options: The options of ``backlit train`` by name; None where one is not given.
        output_path: The file for the model; a new file in the workspace when None.
        command: The command as it was typed.
        created: The time now, as ISO 8601.
        progress: Called during a download.

    Raises:
        BacklitError: when the options are invalid, or the data cannot be read.
    """
    settings = _settings(options)
    if output_path is not None:
        _check_output(output_path)
    if options["layers"] is not None:
        parse_layers(options["layers"])  # before the data is loaded, which takes time
    check_validation(options["validation"])
    source = options["data"] or "mnist"
    splits = load_splits(source, options["label_column"], options["validation"], progress)
    sizes = choose_sizes(
        options["layers"], settings.sizes, splits.train.n_in, splits.train.n_classes
    )
    settings = replace(settings, sizes=sizes)
    provenance = data_provenance(options, splits, command=command, created=created)
    run = Run(settings, splits.train, splits.validation, provenance=provenance)
    model_path = output_path or new_model_path(splits.train.name, sizes, created)
    notes = (*splits.notes, *engine_notes(settings))
    return training_job(run, splits.test, model_path, notes, record=options["record"])


def data_provenance(
    options: dict[str, Any], splits: Splits, *, command: str, created: str
) -> Provenance:
    """Where a new run or population gets its examples, and the command that starts it."""
    validation = options["validation"]
    if splits.validation is None:
        validation = 0.0
    elif validation is None:
        validation = DEFAULT_VALIDATION
    return Provenance(
        data=options["data"] or "mnist",
        label_column=options["label_column"],
        validation=validation,
        command=command,
        created=created,
    )


def engine_notes(settings: Settings) -> tuple[str, ...]:
    """What to print about the engine: that it is slow without the compiled kernel."""
    if settings.engine != "auto" or is_available():
        return ()
    return (
        "Backlit was installed without a C++ compiler: it trains with NumPy, several times slower.",
    )


def resumed_training_job(
    checkpoint: Path,
    options: dict[str, Any],
    output_path: Path | None,
    *,
    progress: DownloadProgress | None = None,
) -> TrainingJob:
    """A job that resumes a run from a checkpoint.

    Raises:
        BacklitError: when the checkpoint cannot be read, its data is missing or has changed, or
            an option contradicts the run's settings.
    """
    loaded = load_checkpoint(checkpoint)
    saved = loaded.run
    provenance = saved.provenance
    if provenance is None:
        raise ModelError(
            f"Expected {checkpoint} to name its training data, got nothing.",
            hint="resume it from Python: `Run.resume(load_checkpoint(path), examples)`",
        )
    _check_same_run(options, saved.settings, provenance)
    model_path = output_path or _model_path_of(checkpoint)
    _check_output(model_path)
    splits = load_splits(provenance.data, provenance.label_column, provenance.validation, progress)
    if options["epochs"] is not None:
        if options["epochs"] < saved.epoch:
            raise SettingsError(
                f"Expected at least {saved.epoch} epochs, which this run has already trained, "
                f"got {options['epochs']}.",
                hint="leave --epochs out to train as many epochs as planned",
            )
        settings = replace(saved.settings, epochs=options["epochs"])
        loaded = replace(loaded, run=replace(saved, settings=settings))
    run = Run.resume(loaded, splits.train, splits.validation)
    run.change(**{name: options[name] for name in CHANGEABLE})
    done = f"epoch {saved.epoch + 1}, step {saved.step:,}"
    notes = (*splits.notes, f"Resuming {checkpoint} at {done}.")
    if saved.versions != versions(saved.engine):
        notes += (
            "The run started with other versions or on another machine; results may differ a bit.",
        )
    record = options["record"]
    so_far = _recording_so_far(checkpoint) if record else None
    return training_job(run, splits.test, model_path, notes, record=record, so_far=so_far)


def _recording_so_far(checkpoint: Path) -> Recording | None:
    """The recording beside a checkpoint, if there is one that can be read."""
    path = recording_path(_model_path_of(checkpoint))
    if not path.is_file():
        return None
    try:
        return load_recording(path)
    except ModelError:  # a damaged recording must not stop the run: a new recording starts
        return None


def _settings(options: dict[str, Any]) -> Settings:
    preset = PRESETS[options["preset"] or "default"]
    names = Settings.__dataclass_fields__.keys() & options.keys()
    return with_changes(preset, **{name: options[name] for name in names})


def _check_output(path: Path) -> None:
    if path.is_dir():
        raise SettingsError(
            f"Expected a file to save the model in, got the folder {path}.",
            hint=f"for example -o {path / 'model.safetensors'}",
        )


def _model_path_of(checkpoint: Path) -> Path:
    return checkpoint.with_name(f"{checkpoint.name.removesuffix('.checkpoint')}.safetensors")


def _check_same_run(options: dict[str, Any], settings: Settings, provenance: Provenance) -> None:
    """Raise SettingsError when an option contradicts the settings of the run."""
    current: dict[str, Any] = {
        "data": provenance.data,
        "label_column": provenance.label_column,
        "validation": provenance.validation,
    }
    for name in Settings.__dataclass_fields__:
        if name not in (*CHANGEABLE, "epochs", "sizes"):
            current[name] = getattr(settings, name)
    for name, value in current.items():
        given = options.get(name)
        if given is not None and given != value:
            raise _contradiction(name, value, given)
    if options["layers"] is not None:
        sizes = choose_sizes(
            options["layers"], settings.sizes, settings.sizes[0], settings.sizes[-1]
        )
        if sizes != settings.sizes:
            raise _contradiction(
                "layers", ",".join(map(str, settings.sizes)), ",".join(map(str, sizes))
            )
    if options["preset"] is not None:
        raise SettingsError(
            "Expected no --preset with --resume: a resumed run keeps its settings.",
            hint="leave --preset out",
        )


def _contradiction(name: str, value: object, given: object) -> SettingsError:
    flag = "--" + name.replace("_", "-")
    return SettingsError(
        f"Expected {flag} {value}, as when this run started, got {given}.",
        hint=f"leave {flag} out, or start a new run without --resume",
    )
