"""The desk: the models and the data that this server answers about."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backlit.analyse.edits import apply_edits
from backlit.core.cost import COSTS, Cost
from backlit.core.network import Network
from backlit.core.parameters import check_range
from backlit.cores import available_cores
from backlit.data.examples import Examples
from backlit.data.labels import relabel
from backlit.data.load import load_data
from backlit.data.preprocessing.normalisation import SIDE
from backlit.data.preprocessing.strokes_to_digit import digit_from_strokes
from backlit.data.splits import load_splits
from backlit.errors import DataError, ModelError, OutOfRangeError, SettingsError
from backlit.explain.origin import Baselines
from backlit.files.model import load_model, save_model
from backlit.files.pretrained_model import pretrained_model_path
from backlit.files.recording import load_recording
from backlit.files.run_store import RunStore
from backlit.files.workspace import (
    index_path,
    models_folder,
    new_model_path,
    newest_model_path,
    recording_path,
    runs_folder,
)
from backlit.render.names import Names
from backlit.storage.clock import utc_now
from backlit.training.randomness import initial_network
from backlit.training.records import Model
from backlit.training.settings import Settings
from backlit.training.trajectory import recorded_path, training_path
from backlit.web.apart import Apart
from backlit.web.asking import AboutExample, AboutModel, Drawing, Given, Input, Noise
from backlit.web.runs import Runs

PRETRAINED = "pretrained"


@dataclass(frozen=True, eq=False)
class Looked:
    """What a network looks at.

    Attributes:
        x: (n_in,) the numbers that it sees.
        label: What it is, where that is known.
    """

    x: NDArray[np.float64]
    label: int | None


@dataclass(frozen=True, eq=False)
class Subject:
    """A network that is asked about, with all that is known of it."""

    name: str
    model: Model
    network: Network

    @property
    def cost(self) -> Cost:
        """The cost that it was trained to make small."""
        return COSTS[self.model.metadata.settings.cost]

    @property
    def names(self) -> Names:
        """What its neurons are called."""
        metadata = self.model.metadata
        return Names(self.network.sizes, metadata.classes, metadata.image_shape)


class Desk:
    """Finds what is asked for; keeps what was read, so that the next answer is quick.

    Args:
        first: A model to be served before all others; else the newest of the workspace, else the
            one that came along.
        n_cores: How many runs may train at a time; as many as there are cores when None.
    """

    def __init__(self, first: Path | None = None, n_cores: int | None = None) -> None:
        self._first = first
        self._reading = threading.Lock()
        self._read: dict[Path, tuple[int, Model]] = {}
        self._cores = n_cores or available_cores()
        self._runs: Runs | None = None
        self._closed = False
        self.apart = Apart(self._cores)
        self.start = secrets.token_hex(8)
        self.started = utc_now()
        if first is not None:
            self._model(first)

    def paths(self) -> dict[str, Path]:
        """The models there are, by name, the one that is served first before the others."""
        found = {PRETRAINED: pretrained_model_path()}
        for path in models_folder().glob("*.safetensors"):
            found[path.name.removesuffix(".safetensors")] = path
        first = self._first or newest_model_path()
        if first is None:
            return found
        return {first.name.removesuffix(".safetensors"): first} | found

    def subject(self, about: AboutModel) -> Subject:
        """The network that is asked about, with the edits made.

        Raises:
            ModelError: when there is no such model, or it is broken.
            BacklitError: when an edit cannot be made.
        """
        if self.runs.is_run(about.model):
            model = self.runs.open(about.model).model(about.step)
            return Subject(about.model, model, _with_edits(model.network, about))
        paths = self.paths()
        name = about.model or next(iter(paths))
        if name not in paths:
            raise ModelError(
                f"Expected the name of a model, got {name!r}.", hint="/api/models lists them"
            )
        model = self._model(paths[name])
        return Subject(name, model, _with_edits(model.network, about))

    @property
    def runs(self) -> Runs:
        """The runs; the workspace is looked into when they are first asked for."""
        with self._reading:
            if self._closed:
                raise ModelError("The server is shutting down.")
            if self._runs is None:
                self._runs = Runs(RunStore(runs_folder(), index_path()), self._cores)
            return self._runs

    def save_run(self, name: str, step: int | None) -> str:
        """Save a run as a model; returns the model's name.

        Raises:
            OutOfRangeError: when there is no such run, or it has no such step.
            ModelError: when the model cannot be written.
        """
        name = self.runs.named(name)
        model = self.runs.open(name).model(step)
        metadata = model.metadata
        path = new_model_path(metadata.data_name, metadata.settings.sizes, utc_now())
        save_model(path, model)
        saved = path.name.removesuffix(".safetensors")
        self.runs.saved_as(name, saved)
        return saved

    def close(self) -> None:
        """Save and end the runs, and end what is computed for nobody."""
        self.apart.close()
        with self._reading:
            runs, self._runs, self._closed = self._runs, None, True
        if runs is not None:
            runs.close()

    def _model(self, path: Path) -> Model:
        changed = path.stat().st_mtime_ns if path.exists() else 0
        with self._reading:
            known = self._read.get(path)
            if known is None or known[0] != changed:
                known = self._read[path] = changed, load_model(path)
        return known[1]

    def examples(self, subject: Subject, which: str = "test") -> Examples:
        """The examples that a model learned from, or those it is tested on."""
        metadata = subject.model.metadata
        source, column = ("mnist", None) if metadata.provenance is None else (
            metadata.provenance.data, metadata.provenance.label_column
        )  # fmt: skip
        with self._reading:
            return _examples(source, column, which, tuple(metadata.classes))

    def looked(self, subject: Subject, asked: Input) -> Looked:
        """What the network is to look at.

        Raises:
            DataError: when an empty square was drawn on, or the network reads no drawings.
            OutOfRangeError: when there is no such example.
        """
        n_in = subject.network.sizes[0]
        if isinstance(asked, Drawing):
            if subject.model.metadata.image_shape != (SIDE, SIDE):
                raise DataError(
                    f"Expected a model that reads pictures of {SIDE}×{SIDE} pixels, "
                    f"got {subject.name}, which reads {n_in} numbers.",
                    hint="choose another model, or an example",
                )
            digit = digit_from_strokes(asked.strokes, width=asked.width, fit=asked.fit)
            return Looked(digit.pixels.reshape(-1) / 255, None)
        if isinstance(asked, Given):
            return Looked(np.asarray(asked.numbers, np.float64), None)
        if isinstance(asked, Noise):
            return Looked(np.random.default_rng(asked.seed).random(n_in), None)
        examples = self.examples(subject, asked.set)
        check_range(f"an example of {examples.name}", asked.number, len(examples))
        place = slice(asked.number, asked.number + 1)
        return Looked(
            examples.inputs(place)[0].astype(np.float64), int(examples.labels[asked.number])
        )

    def labelled(self, subject: Subject, about: AboutExample) -> tuple[NDArray[np.float64], int]:
        """What the network looks at, and what that is.

        Raises:
            SettingsError: when that is not known.
        """
        looked = self.looked(subject, about.input)
        label = looked.label if about.label is None else about.label
        if label is None:
            raise SettingsError(
                "Expected a label for this input, got none.",
                hint="give the class that is correct",
            )
        if label >= len(subject.names.classes):
            raise OutOfRangeError(
                f"Expected a label from 0 to {len(subject.names.classes) - 1}, got {label}.",
                hint="count the classes from 0",
            )
        return looked.x, label

    def past(self, subject: Subject) -> Baselines:
        """What a network was before it was changed by hand, and before it learned."""
        settings = subject.model.metadata.settings
        fits = settings.sizes == subject.network.sizes
        return Baselines(_first(settings) if fits else None, subject.model.network)

    def path(self, subject: Subject, step: int | None) -> list[Network]:
        """The networks on the way of a training: of the run, of a recording, or of one like it.

        Args:
            subject: The network that it led to.
            step: Of a run: how far to go with it.
        """
        metadata = subject.model.metadata
        if self.runs.is_run(subject.name):
            recording = self.runs.open(subject.name).recording()
            last = recording.last_step if step is None else min(step, recording.last_step)
            return [*recorded_path(recording, last), subject.model.network]
        beside = recording_path(self.paths()[subject.name])
        if beside.exists():
            recording = load_recording(beside)
            taken = metadata.history[-1].step if metadata.history else recording.last_step
            if len(way := recorded_path(recording, taken)) > 1:
                return [*way, subject.model.network]
        provenance = metadata.provenance
        source, column, share = ("mnist", None, None) if provenance is None else (
            provenance.data, provenance.label_column, provenance.validation
        )  # fmt: skip
        return list(_trained_again(metadata.settings, source, column, share))


@lru_cache(maxsize=4)
def _trained_again(
    settings: Settings, source: str, column: str | None, share: float | None
) -> tuple[Network, ...]:
    parts = load_splits(source, column, share, None)
    return tuple(training_path(settings, parts.train, parts.validation))


@lru_cache(maxsize=8)
def _first(settings: Settings) -> Network:
    return initial_network(settings)


def _with_edits(network: Network, about: AboutModel) -> Network:
    return apply_edits(network, [edit.edit() for edit in about.edits]) if about.edits else network


@lru_cache(maxsize=8)
def _examples(source: str, column: str | None, which: str, classes: tuple[str, ...]) -> Examples:
    data = load_data(source, column)
    chosen = data.train if which == "train" or data.test is None else data.test
    return relabel(chosen, classes)
