"""Models: one ``.safetensors`` file each, with all that one must know about it in its header."""

from __future__ import annotations

from pathlib import Path

from backlit.files.container import Container, open_container, write_container
from backlit.files.layers import network_arrays, read_network
from backlit.training.records import Model, ModelMetadata


def save_model(path: str | Path, model: Model) -> None:
    """Write a model to a file, whole or not at all.

    Raises:
        ModelError: when the file cannot be written; what was there before is untouched.
    """
    write_container(Path(path), "model", model.metadata, network_arrays(model.network))


def load_model(path: str | Path) -> Model:
    """Read a model from a file, trusting nothing in it.

    Raises:
        ModelError: in one sentence, whatever is wrong with it.
    """
    with open_container(Path(path), "model") as container:
        metadata = container.header(ModelMetadata)
        _check(container, metadata)
        network = read_network(container, metadata.settings)
        container.finish()
    return Model(network, metadata)


def _check(container: Container, metadata: ModelMetadata) -> None:
    """Make sure that the facts agree with each other."""
    n_in, n_out = metadata.settings.sizes[0], metadata.settings.sizes[-1]
    if len(metadata.classes) != n_out:
        raise container.error(
            f"a class for each of the {n_out} outputs", f"{len(metadata.classes)} classes"
        )
    shape = metadata.image_shape
    if shape is not None and (min(shape) < 1 or shape[0] * shape[1] != n_in):
        raise container.error(f"pictures of {n_in} pixels", f"pictures of shape {shape}")
