"""The pretrained model that is part of the package: the default network, trained on MNIST."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from backlit.files.model import load_model
from backlit.training.records import Model


def pretrained_model_path() -> Path:
    """The file of the pretrained model: the default run on MNIST."""
    return Path(str(resources.files("backlit") / "files" / "pretrained" / "mnist.safetensors"))


def pretrained_model() -> Model:
    """The pretrained model, with its metadata."""
    return load_model(pretrained_model_path())
