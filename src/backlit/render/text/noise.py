"""What a network says to noise, as text."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.analyse.noise import CONFIDENCES, Answered, NoiseAnswers
from backlit.render.bars import bar
from backlit.render.colours import POSITIVE, QUIET
from backlit.render.names import Names
from backlit.render.picture import captioned, halved, picture

KINDS = {
    "examples": "real examples",
    "uniform": "uniform noise",
    "shuffled": "their pixels shuffled",
    "smooth": "smooth noise, as bright",
}


def noise_text(record: NoiseAnswers, names: Names, *, colour: bool) -> RenderableType:
    """How confident the network is about each kind of input, and what it says.

    Args:
        record: The answers.
        names: Of the network.
        colour: Whether the terminal has colours.
    """
    heading = Text("What does the network say to noise?", style="bold")
    heading.append(f"   {record.n:,} inputs of each kind", QUIET)
    parts: list[RenderableType] = [heading, Text(), _confidence(record), Text(),
                                   _said(record, names)]  # fmt: skip
    if names.image_shape is not None:
        for answered in record.kinds[1:]:
            parts += [Text(), Text(KINDS[answered.kind], "bold"),
                      _some(answered, names, names.image_shape, colour=colour)]  # fmt: skip
    about = "Outputs are not probabilities, and nothing taught the network to say “I do not know”."
    return Group(*parts, Text(), Text(about, style=QUIET))


def _confidence(record: NoiseAnswers) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("", no_wrap=True)
    table.add_column("largest output", no_wrap=True)
    for each in CONFIDENCES:
        table.add_column(f"> {each:g}", justify="right")
    for answered in record.kinds:
        mean = Text(bar(answered.mean, 16), style=POSITIVE)
        mean.append(f" {answered.mean:.2f}", "default")
        shares = [f"{share:.0%}" for share in answered.confident.tolist()]
        table.add_row(KINDS[answered.kind], mean, *shares)
    return table


def _said(record: NoiseAnswers, names: Names) -> RenderableType:
    """How often each class is said; the most frequent ones where there are too many."""
    first = sorted(
        range(len(names.classes)),
        key=lambda index: -max(int(each.said[index]) for each in record.kinds[1:]),
    )[:10]
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("how often it says", no_wrap=True)
    for index in sorted(first):
        table.add_column(names.classes[index][:6], justify="right", no_wrap=True)
    for answered in record.kinds:
        shares = [f"{answered.said[index] / record.n:.0%}" for index in sorted(first)]
        table.add_row(KINDS[answered.kind], *shares)
    return table


def _some(
    answered: Answered, names: Names, shape: tuple[int, int], *, colour: bool
) -> RenderableType:
    small = colour and min(shape) >= 16
    shown = []
    for x, said, largest in zip(answered.some[: 4 if small else 2], answered.some_said.tolist(),
                                answered.some_largest.tolist(), strict=False):  # fmt: skip
        pixels = halved(x.reshape(shape)) if small else x.reshape(shape)
        shown.append((picture(pixels, colour=colour), f"“{names.classes[said]}” {largest:.2f}"))
    return captioned(shown)
