"""The worst mistakes as text: pictures at half their size, or a table where there are none."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.analyse.mistakes import Mistakes
from backlit.render.colours import QUIET
from backlit.render.names import Names
from backlit.render.picture import captioned, halved, picture
from backlit.render.signed import signed


def mistakes_text(record: Mistakes, names: Names, *, colour: bool) -> RenderableType:
    """The worst mistakes, the worst first: what each is, and what the network says.

    Args:
        record: The mistakes.
        names: Of the network.
        colour: Whether the terminal has colours.
    """
    heading = Text(
        f"{record.n_mistakes:,} of {record.n_examples:,} examples are said wrongly", style="bold"
    )
    if record.n_asked != record.n_mistakes:
        heading.append(f", {record.n_asked:,} of them of this kind", "bold")
    heading.append(f"; the worst {len(record.indices)} by {record.by}:", "not bold")
    if not len(record.indices):
        return Text(heading.plain.split(";")[0] + ".", style="bold")
    shown = _table(record, names)
    if names.image_shape is not None:
        shown = _pictures(record, names, names.image_shape, colour=colour)
    return Group(heading, Text(), shown, Text(), _key(record))


def _pictures(
    record: Mistakes, names: Names, shape: tuple[int, int], *, colour: bool
) -> RenderableType:
    pictures = []
    for place, index in enumerate(record.indices.tolist()):
        pixels = record.inputs[place].reshape(shape)
        # Without colours half of the pixels would not tell a digit.
        small = min(shape) >= 16 and colour
        pictures.append(
            (
                picture(halved(pixels) if small else pixels, colour=colour),
                f"example {index}\n{_change(record, names, place)}  {_badness(record, place)}\n",
            )
        )
    return captioned(pictures)


def _table(record: Mistakes, names: Names) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("example", justify="right", no_wrap=True)
    for heading in ("it is", "said"):
        table.add_column(heading, no_wrap=True)
    for heading in ("right output", "said output", "margin", "cost"):
        table.add_column(heading, justify="right", no_wrap=True)
    for place, index in enumerate(record.indices.tolist()):
        label, said = int(record.labels[place]), int(record.predicted[place])
        table.add_row(
            str(index),
            names.classes[label],
            names.classes[said],
            f"{record.outputs[place, label]:.4f}",
            f"{record.outputs[place, said]:.4f}",
            signed(float(record.margins[place])),
            f"{record.costs[place]:.4f}",
        )
    return table


def _change(record: Mistakes, names: Names, place: int) -> str:
    label, said = int(record.labels[place]), int(record.predicted[place])
    return f"{names.classes[label]} → {names.classes[said]}"


def _badness(record: Mistakes, place: int) -> str:
    if record.by == "margin":
        return signed(float(record.margins[place]), 2).plain
    return f"{record.costs[place]:.2f}"


def _key(record: Mistakes) -> Text:
    means = (
        "the output of what is said minus that of what is right"
        if record.by == "margin"
        else "the cost of the example"
    )
    return Text(f"What it is → what the network says; {record.by}: {means}.", style=QUIET)
