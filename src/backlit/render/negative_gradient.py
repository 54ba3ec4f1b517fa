"""The negative gradient: its layers, its largest components in words, and pictures of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.core.parameters import parameter_at
from backlit.gradients.negative_gradient import NegativeGradient, importance_ratio
from backlit.render.colours import POSITIVE, QUIET
from backlit.render.figures import Canvas
from backlit.render.names import Names
from backlit.render.terminal.bars import bar
from backlit.render.terminal.pictures import captioned
from backlit.render.terminal.signed import sign_style, signed, signed_picture

# By the level without its sign. Source: slides.
AMOUNTS = {0: "stay", 1: "a little", 2: "somewhat", 3: "a lot"}
_COLUMNS = 8


def should(level: int) -> str:
    """A component's level in the words of the slides."""
    if level == 0:
        return "should stay"
    return f"should {'increase' if level > 0 else 'decrease'} {AMOUNTS[abs(level)]}"


def gradient_text(
    record: NegativeGradient,
    names: Names,
    *,
    colour: bool,
    limit: int = 10,
    compared: Sequence[int] = (),
) -> RenderableType:
    """The gradient: its norm, its layers, its largest components in words.

    Args:
        record: The gradient.
        names: Of the network.
        colour: Whether the terminal has colours.
        limit: How many components to list.
        compared: The indices of two components to compare.
    """
    n = record.n_examples
    heading = Text("−∇C", style="bold")
    heading.append(
        f"   {len(record.components):,} components, norm {record.norm:.3g}, where the cost is "
        f"{record.total:.4f}\n      (the mean over {n:,} {'example' if n == 1 else 'examples'})",
        QUIET,
    )
    largest = _components(record, names, record.largest[:limit].tolist())
    parts: list[RenderableType] = [
        heading,
        Text(),
        _layers(record),
        Text(),
        _counts(record),
        Text(),
        largest,
    ]
    if names.image_shape is not None:
        parts += [Text(), _pictures(record, names, names.image_shape, colour=colour)]
    if compared:
        index, other = compared
        times = importance_ratio(record, index, other)
        verdict = Text(f"w{index} is {times:.3g} times as important as w{other}.", "bold")
        parts += [Text(), _components(record, names, [index, other]), Text(), verdict]
    return Group(*parts)


def _layers(record: NegativeGradient) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for heading in ("layer", "weights", "biases"):
        table.add_column(heading, justify="right")
    table.add_column("share of the squared norm")
    for each in record.layers:
        share = Text(bar(each.share, 20), style=POSITIVE)
        share.append(f" {each.share:6.1%}", "default")
        table.add_row(str(each.layer), f"{each.weights:.3g}", f"{each.biases:.3g}", share)
    return table


def _counts(record: NegativeGradient) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for heading in ("should", "a lot", "somewhat", "a little"):
        table.add_column(heading, justify="right")
    for word, sign in (("increase", 1), ("decrease", -1)):
        counts = [int((record.levels == sign * level).sum()) for level in (3, 2, 1)]
        table.add_row(word, *(f"{count:,}" for count in counts))
    table.add_row("stay", f"{int((record.levels == 0).sum()):,}")
    little, lot = record.thresholds
    about = f"a little: up to {little:.2g}, half of all; a lot: the tenth above {lot:.2g}"
    return Group(table, Text(about, style=QUIET))


def _components(record: NegativeGradient, names: Names, places: Sequence[int]) -> RenderableType:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True, style=QUIET)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    for index in places:
        component = float(record.components[index])
        words = Text(should(int(record.levels[index])), style=sign_style(component))
        name = names.parameter(parameter_at(names.sizes, index))
        table.add_row(f"w{index}", signed(component, 5), words, name)
    return table


def _pictures(
    record: NegativeGradient, names: Names, shape: tuple[int, int], *, colour: bool
) -> RenderableType:
    """The gradient for the weights of those four neurons of layer 1 where it is largest."""
    n_in, n_out = names.sizes[:2]
    components = record.components[: n_in * n_out].reshape(n_out, n_in)
    first = np.argsort(-np.linalg.norm(components, axis=1), kind="stable")[:4].tolist()
    largest = float(np.abs(components).max(initial=0.0))
    return captioned(
        [
            (
                signed_picture(components[j].reshape(shape), colour=colour, largest=largest),
                f"to {names.neuron(1, j)}",
            )
            for j in sorted(first)
        ]
    )


def gradient_figure(record: NegativeGradient, names: Names, theme: str = "light") -> Canvas:
    """Draw −∇C as pictures by layer, blue for what should increase. Raises as ``Canvas`` does."""
    n_in, n_out = names.sizes[:2]
    shape = names.image_shape or (1, n_in)
    rows = -(-n_out // _COLUMNS)
    deeper = len(names.sizes) - 2
    canvas = Canvas(theme, (9.0, 1.25 * rows + (2.6 if deeper else 0.0) + 0.6))
    canvas.figure.suptitle(
        f"−∇C over {record.n_examples:,} examples, norm {record.norm:.3g}: "
        "blue should increase, red decrease",
        color=canvas.theme.text,
    )
    heights = [1.25 * rows, 2.6] if deeper else [1]
    parts = canvas.figure.subfigures(len(heights), 1, height_ratios=heights, squeeze=False)
    for part in parts[:, 0]:
        part.set_facecolor(canvas.theme.page)
    first = record.components[: n_in * n_out].reshape(n_out, n_in)
    largest = float(np.abs(first).max(initial=0.0))
    for j in range(n_out):
        axes = canvas.axes(rows, _COLUMNS, j + 1, on=parts[0, 0])
        canvas.picture(axes, first[j].reshape(shape), signed=True, largest=largest)
        axes.set_title(names.neuron(1, j) if j == 0 else str(j), fontsize=8)
    start = (n_in + 1) * n_out
    for place, (wide, tall) in enumerate(zip(names.sizes[1:], names.sizes[2:], strict=False)):
        here = record.components[start : start + wide * tall].reshape(tall, wide)
        start += (wide + 1) * tall
        axes = canvas.axes(1, deeper, place + 1, on=parts[1, 0])
        canvas.picture(axes, here, signed=True)
        axes.set_title(f"weights of layer {place + 2}: to rows, from columns")
    return canvas
