"""The gradient in words, and one step downhill, as text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.core.parameters import parameter_at
from backlit.gradients.gradient_step import Steps
from backlit.gradients.negative_gradient import NegativeGradient, times_as_important
from backlit.render.bars import bar
from backlit.render.colours import POSITIVE, QUIET
from backlit.render.names import Names
from backlit.render.picture import captioned
from backlit.render.signed import sign_style, signed, signed_picture

# By the level without its sign. Source: slides.
AMOUNTS = {0: "stay", 1: "a little", 2: "somewhat", 3: "a lot"}


def should(level: int) -> str:
    """What a component's level means, in the words of the slides."""
    if level == 0:
        return "should stay"
    return f"should {'increase' if level > 0 else 'decrease'} {AMOUNTS[abs(level)]}"


def gradient_text(
    record: NegativeGradient,
    names: Names,
    *,
    colour: bool,
    most: int = 10,
    compared: Sequence[int] = (),
) -> RenderableType:
    """The gradient: its length, its layers, its largest components in words.

    Args:
        record: The gradient.
        names: Of the network.
        colour: Whether the terminal has colours.
        most: How many components to name.
        compared: The places of two components to compare.
    """
    n = record.n_examples
    heading = Text("−∇C", style="bold")
    heading.append(
        f"   {len(record.components):,} numbers, of length {record.length:.3g}, where the cost is "
        f"{record.total:.4f}\n      (the mean over {n:,} {'example' if n == 1 else 'examples'})",
        QUIET,
    )
    largest = _components(record, names, record.largest[:most].tolist())
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
        times = times_as_important(record, index, other)
        verdict = Text(f"w{index} matters {times:.3g} times as much as w{other}.", "bold")
        parts += [Text(), _components(record, names, [index, other]), Text(), verdict]
    return Group(*parts)


def _layers(record: NegativeGradient) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for heading in ("layer", "weights", "biases"):
        table.add_column(heading, justify="right")
    table.add_column("share of its squared length")
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
    about = (
        f"a little: up to {little:.2g}, half of all that change; a lot: the tenth above {lot:.2g}"
    )
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
    """What is asked of the weights of those neurons of layer 1 of which most is asked."""
    n_in, n_out = names.sizes[:2]
    asked = record.components[: n_in * n_out].reshape(n_out, n_in)
    first = np.argsort(-np.linalg.norm(asked, axis=1), kind="stable")[:4].tolist()
    largest = float(np.abs(asked).max(initial=0.0))
    return captioned(
        [
            (
                signed_picture(asked[j].reshape(shape), colour=colour, largest=largest),
                f"to {names.neuron(1, j)}",
            )
            for j in sorted(first)
        ]
    )


def steps_text(record: Steps) -> RenderableType:
    """What the slope promised, and what the cost did, for each learning rate.

    Args:
        record: The steps.
    """
    heading = Text(f"Cost {record.before:.5f}", style="bold")
    n = record.n_examples
    heading.append(
        f"   the mean over {n:,} {'example' if n == 1 else 'examples'}, ‖∇C‖ = {record.length:.4g}",
        QUIET,
    )
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for name in ("step η", "promised", "with bend", "real", "real / promised"):
        table.add_column(name, justify="right", no_wrap=True)
    rows = (record.learning_rates, record.predicted, record.predicted_with_bend, record.real)
    for rate, predicted, bent, real in zip(*(each.tolist() for each in rows), strict=True):
        share = f"{real / predicted:.3f}" if predicted else "–"
        table.add_row(f"{rate:g}", _change(predicted), _change(bent), _change(real), share)
    return Group(
        heading, Text(), table, Text(),
        Text("promised: −η‖∇C‖², as if the slope stayed;  with bend: + ½η² ∇CᵀH∇C", style=QUIET),
    )  # fmt: skip


def _change(value: float) -> Text:
    text = f"{value:+.4e}".replace("-", "−", 1) if value < 0 else f"{value:+.4e}"
    return Text(text, style=sign_style(value))
