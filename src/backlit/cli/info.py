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
from backlit.training.records import EpochRecord

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
    model = found.model
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
        "classes": model.classes,
        "image_shape": model.image_shape,
        "data": {"name": model.data_name, "sha256": model.data_digest},
        "settings": model.settings,
        "engine": model.engine,
        "seconds": model.seconds,
        "versions": model.versions,
        "origin": model.origin,
        "history": model.history,
        "changes": model.changes,
    }


def _show(found: FoundModel) -> None:
    show, model = output(), found.model
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

    facts = Table.grid(padding=(0, 2))
    for name, value in _facts(found):
        facts.add_row(Text(name, style=QUIET), Text(value, overflow="fold"))
    show.print(facts)
    if len(model.history) > 1:
        show.print()
        epochs = model.history[-1].epoch
        show.print(accuracy_curve(model.history, epochs, min(show.width, 76), 9))


def _facts(found: FoundModel) -> list[tuple[str, str]]:
    model, settings = found.model, found.model.settings
    facts = [
        ("learned from", f"{model.data_name} ({len(model.classes)} classes)"),
        ("cost", settings.cost),
        (
            "descent",
            f"{settings.optimizer}, learning rate {settings.learning_rate:g} "
            f"({settings.schedule}), batches of {settings.batch_size}, {settings.epochs} epochs, "
            f"L2 {settings.l2:g}",
        ),
        ("start", f"{settings.initialisation}, seed {settings.seed}"),
        ("engine", model.engine + (f", {model.seconds:.1f} s" if model.seconds else "")),
        ("versions", ", ".join(f"{name} {version}" for name, version in model.versions.items())),
    ]
    if model.changes:
        facts.append(("knobs turned", f"{len(model.changes)} times while it ran"))
    if model.origin is not None:
        facts += [("made by", model.origin.command), ("on", model.origin.created)]
    if model.history:
        last = model.history[-1]
        facts.append(("at the end", _standing(last)))
    return facts


def _standing(record: EpochRecord) -> str:
    words = f"cost {record.cost:.4f}, accuracy {record.accuracy:.2%} on training examples"
    if record.validation_accuracy is not None:
        words += f"; {record.validation_accuracy:.2%} on validation examples"
    return words
