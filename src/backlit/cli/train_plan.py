"""From options to a run that is ready to go: data, layers, settings and places for the results."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from backlit.data.examples import Examples
from backlit.data.splits import DEFAULT_VALIDATION, DownloadProgress, check_validation, load_splits
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

# What may be changed when a run is resumed; everything else would make another run of it.
KNOBS = ("learning_rate", "batch_size", "l2")


@dataclass(frozen=True, eq=False)
class Plan:
    """A run that is ready to go.

    Attributes:
        run: The run.
        test: The examples to be tested on at the end.
        model_path: Where the model will be saved.
        checkpoint_path: Where the run is saved while it goes.
        recording_path: Where it is recorded; None to leave that.
        recorder: What remembers it.
        notes: What a person should know about it, a sentence each.
    """

    run: Run
    test: Examples
    model_path: Path
    checkpoint_path: Path
    recording_path: Path | None
    recorder: Recorder | None
    notes: tuple[str, ...]

    def save(self) -> None:
        """Save what was recorded of the run, and then, so that this is never ahead, the run."""
        if self.recording_path is not None and self.recorder is not None:
            save_recording(self.recording_path, self.recorder.recording())
        save_checkpoint(self.checkpoint_path, self.run.checkpoint())


def plan(
    run: Run,
    test: Examples,
    model_path: Path,
    notes: tuple[str, ...],
    *,
    record: bool,
    so_far: Recording | None = None,
) -> Plan:
    """A plan with a recorder, or without, and the places beside the model's."""
    return Plan(
        run=run,
        test=test,
        model_path=model_path,
        checkpoint_path=checkpoint_path(model_path),
        recording_path=recording_path(model_path) if record else None,
        recorder=Recorder(run, so_far) if record else None,
        notes=notes,
    )


def plan_new_run(
    options: dict[str, Any],
    output_path: Path | None,
    *,
    command: str,
    created: str,
    progress: DownloadProgress | None = None,
) -> Plan:
    """Get a new run ready.

    Args:
        options: The options of ``backlit train`` by name; None where one was not given.
        output_path: Where to save the model; a new name in the workspace when None.
        command: What the person typed.
        created: Now, as ISO 8601.
        progress: Called while a data set is downloaded.

    Raises:
        BacklitError: when an option, the data or the output cannot work.
    """
    settings = _settings(options)
    if output_path is not None:
        _check_output(output_path)
    if options["layers"] is not None:
        parse_layers(options["layers"])  # so that a slip costs no loading
    source = options["data"] or "mnist"
    wanted = options["validation"]
    check_validation(wanted)
    parts = load_splits(source, options["label_column"], wanted, progress)
    sizes = choose_sizes(options["layers"], settings.sizes, parts.train.n_in, parts.train.n_classes)
    settings = replace(settings, sizes=sizes)
    held_out = DEFAULT_VALIDATION if wanted is None else wanted
    provenance = Provenance(
        data=source,
        label_column=options["label_column"],
        validation=0.0 if parts.validation is None else held_out,
        command=command,
        created=created,
    )
    run = Run(settings, parts.train, parts.validation, provenance=provenance)
    model_path = output_path or new_model_path(parts.train.name, sizes, created)
    notes = parts.notes
    if settings.engine == "auto" and not is_available():
        notes += (
            "Backlit was installed without a C++ compiler: "
            "it trains on NumPy, several times slower.",
        )
    return plan(run, parts.test, model_path, notes, record=options["record"])


def plan_resumed_run(
    checkpoint: Path,
    options: dict[str, Any],
    output_path: Path | None,
    *,
    progress: DownloadProgress | None = None,
) -> Plan:
    """Get a run ready to go on from a checkpoint.

    Raises:
        BacklitError: when the checkpoint cannot be read, its data is gone or other, or an option
            would make another run of it.
    """
    loaded = load_checkpoint(checkpoint)
    saved = loaded.run
    provenance = saved.provenance
    if provenance is None:
        raise ModelError(
            f"Expected {checkpoint} to say which data it learns from, got nothing.",
            hint="resume it from Python: `Run.resume(load_checkpoint(path), examples)`",
        )
    _refuse_another_run(options, saved.settings, provenance)
    model_path = output_path or _model_path_of(checkpoint)
    _check_output(model_path)
    parts = load_splits(provenance.data, provenance.label_column, provenance.validation, progress)
    if options["epochs"] is not None:
        if options["epochs"] < saved.epoch:
            raise SettingsError(
                f"Expected {saved.epoch} epochs or more, which this run has done, "
                f"got {options['epochs']}.",
                hint="leave --epochs out to go on as planned",
            )
        settings = replace(saved.settings, epochs=options["epochs"])
        loaded = replace(loaded, run=replace(saved, settings=settings))
    run = Run.resume(loaded, parts.train, parts.validation)
    run.change(**{knob: options[knob] for knob in KNOBS})
    done = f"epoch {saved.epoch + 1}, step {saved.step:,}"
    notes = (*parts.notes, f"Resuming {checkpoint} at {done}.")
    if saved.versions != versions(saved.engine):
        notes += ("It began with other versions or on another machine: the last bits may differ.",)
    record = options["record"]
    so_far = _recorded(checkpoint) if record else None
    return plan(run, parts.test, model_path, notes, record=record, so_far=so_far)


def _recorded(checkpoint: Path) -> Recording | None:
    """What was recorded of the run until a checkpoint, if it lies beside it and can be read."""
    path = recording_path(_model_path_of(checkpoint))
    if not path.is_file():
        return None
    try:
        return load_recording(path)
    except ModelError:  # the run is more than its recording: that begins anew
        return None


def parse_layers(text: str) -> tuple[int, ...]:
    """Layer sizes as a person writes them.

    Raises:
        SettingsError: when they are anything but whole numbers of 1 or more between commas.
    """
    parts = [part.strip() for part in text.split(",")]
    if not all(re.fullmatch("[0-9]{1,15}", part) and int(part) for part in parts):
        raise SettingsError(
            f"Expected layer sizes of 1 or more, separated by commas, got {text!r}.",
            hint="for example --layers 784,16,16,10, or the hidden ones alone, --layers 16,16",
        )
    return tuple(int(part) for part in parts)


def choose_sizes(
    layers: str | None, default: tuple[int, ...], n_in: int, n_classes: int
) -> tuple[int, ...]:
    """The sizes of all layers, where a person may have named the hidden ones alone.

    A list that begins with the number of inputs or ends with the number of classes means all
    layers; any other means the hidden ones.

    Raises:
        SettingsError: when the first or the last size contradicts the data.
    """
    if layers is None:
        return (n_in, *default[1:-1], n_classes)
    sizes = parse_layers(layers)
    if len(sizes) < 2 or (sizes[0] != n_in and sizes[-1] != n_classes):
        return (n_in, *sizes, n_classes)
    for which, size, needed, what in (
        ("first", sizes[0], n_in, "numbers in each input"),
        ("last", sizes[-1], n_classes, "classes"),
    ):
        if size != needed:
            raise SettingsError(
                f"Expected {needed} neurons in the {which} layer, one for each of the {needed} "
                f"{what}, got {size} in --layers {layers}.",
                hint=f"to mean hidden layers alone, write --layers {n_in},{layers},{n_classes}",
            )
    return sizes


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


def _refuse_another_run(
    options: dict[str, Any], settings: Settings, provenance: Provenance
) -> None:
    """Make sure that no option contradicts what the run is."""
    is_now: dict[str, Any] = {
        "data": provenance.data,
        "label_column": provenance.label_column,
        "validation": provenance.validation,
    }
    for name in Settings.__dataclass_fields__:
        if name not in (*KNOBS, "epochs", "sizes"):
            is_now[name] = getattr(settings, name)
    for name, value in is_now.items():
        came = options.get(name)
        if came is not None and came != value:
            raise _contradiction(name, value, came)
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
            "Expected no --preset with --resume: a run keeps its settings.",
            hint="leave --preset out",
        )


def _contradiction(name: str, value: object, came: object) -> SettingsError:
    flag = "--" + name.replace("_", "-")
    return SettingsError(
        f"Expected {flag} {value}, with which this run began, got {came}.",
        hint=f"leave {flag} out to go on, or start a new run without --resume",
    )
