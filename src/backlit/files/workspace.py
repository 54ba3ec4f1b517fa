"""The workspace: a person's models, checkpoints and runs on disk, and finding a model there."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from backlit.errors import ModelError
from backlit.files.model import load_model
from backlit.files.pretrained_model import pretrained_model, pretrained_model_path
from backlit.training.records import Model


@dataclass(frozen=True, eq=False)
class FoundModel:
    """A model and the file it was read from.

    Attributes:
        model: The model.
        path: Its file.
        pretrained: Whether it is the pretrained one that is part of the package.
    """

    model: Model
    path: Path
    pretrained: bool


def workspace_folder() -> Path:
    """The folder of a person's own models; it may not exist yet.

    The environment variable ``BACKLIT_HOME`` sets another one than the system's usual place.
    """
    chosen = os.environ.get("BACKLIT_HOME")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("backlit", appauthor=False))


def models_folder() -> Path:
    """Where models are saved when no path is given."""
    return workspace_folder() / "models"


def runs_folder() -> Path:
    """Where the page's runs are stored."""
    return workspace_folder() / "runs"


def index_path() -> Path:
    """The file of the index of the page's runs."""
    return workspace_folder() / "index.sqlite"


def checkpoint_path(model_path: Path) -> Path:
    """The checkpoint of the run that writes a model: beside it."""
    return model_path.with_name(f"{model_path.name.removesuffix('.safetensors')}.checkpoint")


def recording_path(model_path: Path) -> Path:
    """The recording of the run that writes a model: beside it."""
    return model_path.with_name(f"{model_path.name.removesuffix('.safetensors')}.recording")


def newest_recording_path() -> Path | None:
    """The newest recording in the models folder, if there is one."""
    return _newest("*.recording")


def new_model_path(data_name: str, sizes: tuple[int, ...], created: str) -> Path:
    """An unused name in the models folder, such as mnist-16-16-20260102T030405."""
    hidden = "-".join(map(str, sizes[1:-1])) or "no-hidden"
    stamp = "".join(c for c in created.partition("+")[0].partition(".")[0] if c.isalnum())
    kind = "".join(c if c.isalnum() or c in "-_" else "-" for c in data_name)[:40]
    path = models_folder() / f"{kind}-{hidden}-{stamp}.safetensors"
    number = 2
    while path.exists() or checkpoint_path(path).exists():
        path = path.with_name(f"{kind}-{hidden}-{stamp}-{number}.safetensors")
        number += 1
    return path


def new_population_folder(data_name: str, created: str) -> Path:
    """An unused folder for a population, such as mnist-20260102T030405."""
    stamp = "".join(c for c in created.partition("+")[0].partition(".")[0] if c.isalnum())
    kind = "".join(c if c.isalnum() or c in "-_" else "-" for c in data_name)[:40]
    folder = workspace_folder() / "populations" / f"{kind}-{stamp}"
    number = 2
    while folder.exists():
        folder = folder.with_name(f"{kind}-{stamp}-{number}")
        number += 1
    return folder


def newest_model_path() -> Path | None:
    """The newest model in the models folder, if there is one."""
    return _newest("*.safetensors")


def _newest(pattern: str) -> Path | None:
    found = [path for path in models_folder().glob(pattern) if path.is_file()]
    return max(found, key=lambda path: (path.stat().st_mtime_ns, path.name), default=None)


def find_model(path: str | Path | None = None) -> FoundModel:
    """The model at a path, else the newest in the workspace, else the pretrained one.

    Raises:
        ModelError: when the model is not what it should be.
    """
    if path is not None:
        return FoundModel(load_model(path), Path(path), pretrained=False)
    newest = newest_model_path()
    if newest is None:
        return FoundModel(pretrained_model(), pretrained_model_path(), pretrained=True)
    try:
        return FoundModel(load_model(newest), newest, pretrained=False)
    except ModelError as error:
        raise ModelError(
            error.message, hint="name another model with --model, or delete this file"
        ) from error
