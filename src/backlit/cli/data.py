"""``backlit data``: list, describe and download data sets."""

from __future__ import annotations

from typing import Any

import click
from rich.table import Table
from rich.text import Text

from backlit.cli.console import has_colour, messages, output, output_options, print_json
from backlit.cli.downloading import shown_progress
from backlit.data.downloads import download as downloads
from backlit.data.downloads.registry import REMOTE_DATA_SETS
from backlit.data.examples import Examples
from backlit.data.load import load_data
from backlit.data.toys import TOYS
from backlit.render.colours import QUIET
from backlit.render.terminal.pictures import halved, pictures_in_a_row

_SHIPPED = {"mnist": "70,000 handwritten digits, 28×28; comes with Backlit."}
_TOYS = {
    "circles": "One circle within another.",
    "spirals": "Two spirals, wound around each other.",
    "xor": "Four squares, opposite ones alike.",
    "moons": "Two half moons, the horns in each other.",
}

EPILOG = """\b
Examples:
  backlit data list
  backlit data info mnist
  backlit data info my-digits/          a folder with a folder for each class
  backlit data download fashion-mnist
"""


@click.group(epilog=EPILOG)
def data() -> None:
    """List, describe and download data sets."""


@data.command("list")
@output_options
def list_sets(as_json: bool, quiet: bool) -> None:
    """List the sets known by name, and whether they are here."""
    rows = _known_sets()
    if as_json:
        print_json(rows)
        return
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for heading in ("name", "where", "what"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(Text(row["name"], "bold"), Text(row["where"]), Text(row["description"]))
    output().print(table)
    messages(quiet=quiet).print(
        "\nYour own: a folder with a folder of pictures for each class, IDX files, .npz or CSV; "
        "see `backlit data info PATH`."
    )


@data.command("info")
@click.argument("source", metavar="NAME|PATH")
@click.option("--label-column", help="The column of labels, for a CSV file.")
@output_options
def info(source: str, label_column: str | None, as_json: bool, quiet: bool) -> None:
    """Read a set, a file or a folder, and say what is in it."""
    say = messages(quiet=quiet)
    with shown_progress(say) as progress:
        found = load_data(source, label_column, progress)
    parts = {"train": found.train} | ({"test": found.test} if found.test else {})
    if as_json:
        print_json({"name": found.name, **{part: _values(e) for part, e in parts.items()}})
        return
    show = output()
    first = found.train
    what = "×".join(map(str, first.image_shape)) + " pixels" if first.image_shape else "numbers"
    show.print(f"[bold]{found.name}[/]  {first.n_in} inputs ({what}), {first.n_classes} classes\n")
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("class")
    for part in parts:
        table.add_column(part, justify="right")
    counts = {part: _values(each)["per_class"] for part, each in parts.items()}
    for name in first.classes:
        table.add_row(name, *(f"{counts[part].get(name, 0):,}" for part in parts))
    table.add_row("", *(f"{len(each):,}" for each in parts.values()), style="bold")
    show.print(table)
    if first.image_shape and max(first.image_shape) <= 64:
        shown = min(len(first), max(1, show.width // (first.image_shape[1] // 2 + 1)), 8)
        pictures = [halved(x.reshape(first.image_shape)) for x in first.inputs(slice(shown))]
        captions = [Text(first.classes[label]) for label in first.labels[:shown]]
        show.print()
        show.print(pictures_in_a_row(pictures, captions, colour=has_colour(show)))


@data.command("download")
@click.argument("name", type=click.Choice(downloads.NAMES))
@output_options
def download(name: str, as_json: bool, quiet: bool) -> None:
    """Download a set once; it is checked against its SHA-256 then and whenever it is used."""
    say = messages(quiet=quiet)
    with shown_progress(say) as progress:
        folder = downloads.download(name, progress=progress)
    if as_json:
        print_json({"name": name, "folder": folder})
    else:
        click.echo(folder)


def _known_sets() -> list[dict[str, Any]]:
    rows = [{"name": name, "where": "here", "description": text} for name, text in _SHIPPED.items()]
    for named in REMOTE_DATA_SETS.values():
        here = downloads.is_downloaded(named.name)
        rows.append(
            {
                "name": named.name,
                "where": "downloaded" if here else f"to download, {named.size / 1e6:.0f} MB",
                "description": named.description,
            }
        )
    rows += [{"name": name, "where": "made up", "description": _TOYS[name]} for name in TOYS]
    return rows


def _values(examples: Examples) -> dict[str, Any]:
    counts = [int((examples.labels == index).sum()) for index in range(examples.n_classes)]
    return {
        "examples": len(examples),
        "inputs": examples.n_in,
        "image_shape": examples.image_shape,
        "per_class": dict(zip(examples.classes, counts, strict=True)),
        "sha256": examples.digest,
    }
