"""Models: one ``.safetensors`` file each, with all that one must know about it in its header."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path

from backlit.files.container import open_container, write_container
from backlit.files.layers import network_arrays, read_network
from backlit.training.records import EpochRecord, KnobChange, Model, Origin
from backlit.training.settings import Settings


@dataclass(frozen=True)
class _ModelHeader:
    """What a model file says about itself, apart from its arrays."""

    settings: Settings
    activations: tuple[str, ...]
    classes: tuple[str, ...]
    image_shape: tuple[int, int] | None
    data_name: str
    data_digest: str
    history: tuple[EpochRecord, ...]
    changes: tuple[KnobChange, ...]
    engine: str
    versions: dict[str, str]
    seconds: float | None = None
    origin: Origin | None = None


def save_model(path: str | Path, model: Model) -> None:
    """Write a model to a file, whole or not at all.

    Raises:
        ModelError: when the file cannot be written; what was there before is untouched.
    """
    known = {field.name for field in fields(_ModelHeader)}
    values = {name: value for name, value in model.__dict__.items() if name in known}
    header = _ModelHeader(
        **values, activations=tuple(layer.activation.name for layer in model.network.layers)
    )
    write_container(Path(path), "model", header, network_arrays(model.network))


def load_model(path: str | Path) -> Model:
    """Read a model from a file, trusting nothing in it.

    Raises:
        ModelError: in one sentence, whatever is wrong with it.
    """
    with open_container(Path(path), "model") as container:
        header = container.header(_ModelHeader)
        settings = header.settings
        expected = (settings.activation,) * (len(settings.sizes) - 2) + (
            settings.output_activation,
        )
        if header.activations != expected:
            raise container.error(
                f"activations {', '.join(expected)}", ", ".join(header.activations)
            )
        if len(header.classes) != settings.sizes[-1]:
            raise container.error(
                f"a class for each of the {settings.sizes[-1]} outputs",
                f"{len(header.classes)} classes",
            )
        shape = header.image_shape
        if shape is not None and (min(shape) < 1 or shape[0] * shape[1] != settings.sizes[0]):
            raise container.error(
                f"pictures of {settings.sizes[0]} pixels", f"pictures of shape {shape}"
            )
        network = read_network(container, settings)
        container.finish()
    values = asdict(header)
    for name in ("activations", "settings", "history", "changes", "origin"):
        values.pop(name)
    return Model(
        network=network,
        settings=settings,
        history=header.history,
        changes=header.changes,
        origin=header.origin,
        **values,
    )
