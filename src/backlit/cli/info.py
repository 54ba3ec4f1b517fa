"""``backlit info``: what a model is made of and how it came about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from backlit.cli.console import messages, output, output_options, print_json
from backlit.cli.found import announced_model
from backlit.core.network import Network
from backlit.files.workspace import FoundModel
from backlit.render.colours import QUIET
from backlit.render.training import accuracy_curve
from backlit.training.records import EpochRecord, ModelMetadata

EPILOG = """\b
Examples:
  backlit info                        the newest model, or the one that came along
  backlit info mine.safetensors
  backlit info --json | jq .settings
"""


@click.command(epilog=EPILOG)
@click.argument("model_path", metavar="[MODEL]", required=False, type=click.Path(path_type=Path))
@output_options
def info(model_path: Path | None, as_json: bool, quiet: bool) -> None:
    """Show a model's layers, weights and biases, the data it learned from, and its history."""
    found = announced_model(model_path, messages(quiet=quiet))
    if as_json:
        print_json(_values(found))
    else:
        _show(found)


def _layers(network: Network) -> list[dict[str, Any]]:
    return [
        {
            "layer": layer.number,
            "inputs": layer.n_in,
            "neurons": layer.n_out,
            "activation": layer.activation.name,
            "weights": layer.n_in * layer.n_out,
            "biases": layer.n_out,
        }
        for layer in network.layers
    ]


def _values(found: FoundModel) -> dict[str, Any]:
    model, metadata = found.model, found.model.metadata
    layers = _layers(model.network)
    return {
        "path": found.path,
        "shipped": found.shipped,
        "sizes": model.network.sizes,
        "layers": layers,
        "weights": sum(layer["weights"] for layer in layers),
        "biases": sum(layer["biases"] for layer in layers),
        "parameters": model.network.n_parameters,
        "precision": str(model.network.layers[0].W.dtype),
        "classes": metadata.classes,
        "image_shape": metadata.image_shape,
        "data": {"name": metadata.data_name, "sha256": metadata.data_digest},
        "settings": metadata.settings,
        "engine": metadata.engine,
        "seconds": metadata.seconds,
        "versions": metadata.versions,
        "provenance": metadata.provenance,
        "history": metadata.history,
        "changes": metadata.changes,
    }


def _show(found: FoundModel) -> None:
    show, model = output(), found.model
    history = model.metadata.history
    values = _values(found)
    sizes = "-".join(map(str, model.network.sizes))
    show.print(f"[bold]{sizes}[/]  {found.path}\n", soft_wrap=True)

    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for heading in ("layer", "neurons", "activation", "weights", "biases"):
        table.add_column(heading, justify="left" if heading == "activation" else "right")
    for layer in values["layers"]:
        table.add_row(
            str(layer["layer"]),
            str(layer["neurons"]),
            layer["activation"],
            f"{layer['neurons']} × {layer['inputs']} = {layer['weights']:,}",
            f"{layer['biases']:,}",
        )
    table.add_row("", "", "", f"{values['weights']:,}", f"{values['biases']:,}", style="bold")
    show.print(table)
    show.print(
        f"{values['weights']:,} weights + {values['biases']:,} biases = "
        f"[bold]{values['parameters']:,}[/] numbers, in {values['precision']}\n"
    )

    table = Table.grid(padding=(0, 2))
    for name, value in _lines(model.metadata):
        table.add_row(Text(name, style=QUIET), Text(value, overflow="fold"))
    show.print(table)
    if len(history) > 1:
        show.print()
        epochs = history[-1].epoch
        show.print(accuracy_curve(history, epochs, min(show.width, 76), 9))


def _lines(metadata: ModelMetadata) -> list[tuple[str, str]]:
    settings = metadata.settings
    lines = [
        ("learned from", f"{metadata.data_name} ({len(metadata.classes)} classes)"),
        ("cost", settings.cost),
        (
            "descent",
            f"{settings.optimizer}, learning rate {settings.learning_rate:g} "
            f"({settings.schedule}), batches of {settings.batch_size}, {settings.epochs} epochs, "
            f"L2 {settings.l2:g}",
        ),
        ("start", f"{settings.initialisation}, seed {settings.seed}"),
        ("engine", metadata.engine + (f", {metadata.seconds:.1f} s" if metadata.seconds else "")),
        ("versions", ", ".join(f"{name} {version}" for name, version in metadata.versions.items())),
    ]
    if metadata.changes:
        lines.append(("knobs turned", f"{len(metadata.changes)} times while it ran"))
    if metadata.provenance is not None:
        lines += [("made by", metadata.provenance.command), ("on", metadata.provenance.created)]
    if metadata.history:
        last = metadata.history[-1]
        lines.append(("at the end", _standing(last)))
    return lines


def _standing(record: EpochRecord) -> str:
    words = f"cost {record.cost:.4f}, accuracy {record.accuracy:.2%} on training examples"
    if record.validation_accuracy is not None:
        words += f"; {record.validation_accuracy:.2%} on validation examples"
    return words
