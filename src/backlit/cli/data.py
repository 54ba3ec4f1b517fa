"""``backlit data`` lists, describes and downloads data sets."""

from __future__ import annotations

from typing import Any

import click
from rich.table import Table
from rich.text import Text

from backlit.cli.console import has_colour, stderr_console, stdout_console
from backlit.cli.download_progress import download_progress
from backlit.cli.options.model import label_column_option
from backlit.cli.output import output_options, print_json
from backlit.data.downloads import download as downloads
from backlit.data.downloads.registry import REMOTE_DATA_SETS, RemoteDataSet
from backlit.data.examples import Examples
from backlit.data.load import load_data
from backlit.data.toys import TOYS
from backlit.render.colours import QUIET
from backlit.render.terminal.pictures import halved, pictures_in_a_row

_BUNDLED = {"mnist": "70,000 handwritten digits, 28×28 pixels."}
_TOYS = {
    "circles": "One circle inside another.",
    "spirals": "Two intertwined spirals.",
    "xor": "Four squares; opposite ones have the same class.",
    "moons": "Two interlocking half moons.",
}

EPILOG = """\b
Examples:
  backlit data list
  backlit data info mnist
  backlit data info my-digits/          a folder with one subfolder per class
  backlit data download fashion-mnist
"""


@click.group(epilog=EPILOG)
def data() -> None:
    """List, describe and download data sets."""


@data.command("list")
@output_options
def list_sets(as_json: bool, quiet: bool) -> None:
    """List the named data sets, and which of them are on this computer."""
    rows = _named_sets()
    if as_json:
        print_json(rows)
        return
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for heading in ("name", "availability", "description"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(
            Text(row["name"], "bold"), Text(row["availability"]), Text(row["description"])
        )
    stdout_console().print(table)
    stderr_console(quiet=quiet).print(
        "\nYour own data: a folder with one subfolder of pictures per class, IDX files, .npz or "
        "CSV. Try `backlit data info PATH`."
    )


@data.command("info")
@click.argument("source", metavar="NAME|PATH")
@label_column_option
@output_options
def info(source: str, label_column: str | None, as_json: bool, quiet: bool) -> None:
    """Describe a named data set, a file or a folder."""
    with download_progress(stderr_console(quiet=quiet)) as progress:
        found = load_data(source, label_column, progress)
    splits = {"train": found.train} | ({"test": found.test} if found.test else {})
    if as_json:
        print_json({"name": found.name, **{split: _values(e) for split, e in splits.items()}})
        return
    console = stdout_console()
    first = found.train
    inputs = "×".join(map(str, first.image_shape)) + " pixels" if first.image_shape else "numbers"
    console.print(
        f"[bold]{found.name}[/]  {first.n_in} inputs ({inputs}), {first.n_classes} classes\n"
    )
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("class")
    for split in splits:
        table.add_column(split, justify="right")
    counts = {split: _values(each)["per_class"] for split, each in splits.items()}
    for name in first.classes:
        table.add_row(name, *(f"{counts[split].get(name, 0):,}" for split in splits))
    table.add_row("", *(f"{len(each):,}" for each in splits.values()), style="bold")
    console.print(table)
    if first.image_shape and max(first.image_shape) <= 64:
        shown = min(len(first), max(1, console.width // (first.image_shape[1] // 2 + 1)), 8)
        pictures = [halved(x.reshape(first.image_shape)) for x in first.inputs(slice(shown))]
        captions = [Text(first.classes[label]) for label in first.labels[:shown]]
        console.print()
        console.print(pictures_in_a_row(pictures, captions, colour=has_colour(console)))


@data.command("download")
@click.argument("name", type=click.Choice(downloads.NAMES))
@output_options
def download(name: str, as_json: bool, quiet: bool) -> None:
    """Download a data set. Its SHA-256 is checked now, and whenever it is used."""
    with download_progress(stderr_console(quiet=quiet)) as progress:
        folder = downloads.download(name, progress=progress)
    if as_json:
        print_json({"name": name, "folder": folder})
    else:
        click.echo(folder)


def _named_sets() -> list[dict[str, Any]]:
    return [
        *(_row(name, "bundled", description) for name, description in _BUNDLED.items()),
        *(
            _row(each.name, _availability(each), each.description)
            for each in REMOTE_DATA_SETS.values()
        ),
        *(_row(name, "generated", _TOYS[name]) for name in TOYS),
    ]


def _row(name: str, availability: str, description: str) -> dict[str, Any]:
    return {"name": name, "availability": availability, "description": description}


def _availability(named: RemoteDataSet) -> str:
    if downloads.is_downloaded(named.name):
        return "downloaded"
    return f"not downloaded ({named.size / 1e6:.0f} MB)"


def _values(examples: Examples) -> dict[str, Any]:
    counts = [int((examples.labels == index).sum()) for index in range(examples.n_classes)]
    return {
        "examples": len(examples),
        "inputs": examples.n_in,
        "image_shape": examples.image_shape,
        "per_class": dict(zip(examples.classes, counts, strict=True)),
        "sha256": examples.digest,
    }
