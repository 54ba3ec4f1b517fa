"""Models: one ``.safetensors`` file each, with all that one must know about it in its header."""

from __future__ import annotations

from pathlib import Path

from backlit.files.container import Container, open_container, write_container
from backlit.files.layers import network_arrays, read_network
from backlit.training.records import Model, ModelFacts


def save_model(path: str | Path, model: Model) -> None:
    """Write a model to a file, whole or not at all.

    Raises:
        ModelError: when the file cannot be written; what was there before is untouched.
    """
    write_container(Path(path), "model", model.facts, network_arrays(model.network))


def load_model(path: str | Path) -> Model:
    """Read a model from a file, trusting nothing in it.

    Raises:
        ModelError: in one sentence, whatever is wrong with it.
    """
    with open_container(Path(path), "model") as container:
        facts = container.header(ModelFacts)
        _check(container, facts)
        network = read_network(container, facts.settings)
        container.finish()
    return Model(network, facts)


def _check(container: Container, facts: ModelFacts) -> None:
    """Make sure that the facts agree with each other."""
    n_in, n_out = facts.settings.sizes[0], facts.settings.sizes[-1]
    if len(facts.classes) != n_out:
        raise container.error(
            f"a class for each of the {n_out} outputs", f"{len(facts.classes)} classes"
        )
    shape = facts.image_shape
    if shape is not None and (min(shape) < 1 or shape[0] * shape[1] != n_in):
        raise container.error(f"pictures of {n_in} pixels", f"pictures of shape {shape}")
