"""The models that the server can show, by name, cached in memory."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import final

from backlit.files.model import load_model
from backlit.files.pretrained_model import pretrained_model_path
from backlit.files.workspace import models_folder, newest_model_path
from backlit.training.records import Model

PRETRAINED = "pretrained"


@final
class ModelStore:
    """The pretrained model, those of the workspace, and the one that the server was started with.

    Args:
        default: The model shown first; when None, the newest of the workspace, or else the
            pretrained one.

    Raises:
        ModelError: when the default model is broken.
    """

    def __init__(self, default: Path | None = None) -> None:
        self._default = default
        self._lock = threading.Lock()
        # For each file: the time of its last change when it was read, and the model.
        self._models: dict[Path, tuple[int, Model]] = {}
        if default is not None:
            self.model(default)

    def paths(self) -> dict[str, Path]:
        """The files of all models, by name; the default model comes first."""
        found = {PRETRAINED: pretrained_model_path()}
        for path in models_folder().glob("*.safetensors"):
            found[_name(path)] = path
        default = self._default or newest_model_path()
        return found if default is None else {_name(default): default} | found

    def names(self) -> list[str]:
        """The names of all models; the default model comes first."""
        return list(self.paths())

    def model(self, path: Path) -> Model:
        """The model in a file, read again when the file has changed. Raises ModelError."""
        changed = path.stat().st_mtime_ns if path.exists() else 0
        with self._lock:
            known = self._models.get(path)
            if known is None or known[0] != changed:
                known = self._models[path] = changed, load_model(path)
        return known[1]


def _name(path: Path) -> str:
    return path.name.removesuffix(".safetensors")
