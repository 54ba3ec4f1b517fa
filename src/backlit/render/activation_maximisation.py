"""The inputs and the examples that activate a neuron most."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.analyse.activation_maximisation import ActivationMaximisation
from backlit.render.colours import QUIET
from backlit.render.figures import Canvas
from backlit.render.names import Names
from backlit.render.terminal.pictures import captioned, halved, picture
from backlit.render.terminal.signed import signed

_SHOWN = 4
_DRAWN = 6


def activation_maximisation_text(
    record: ActivationMaximisation, names: Names, *, colour: bool
) -> RenderableType:
    """The inputs found, their mean correlation, and the examples that activate the neuron most.

    Args:
        record: What was found.
        names: Of the network.
        colour: Whether the terminal has colours.
    """
    name = names.neuron(record.layer, record.neuron)
    n = len(record.z)
    heading = Text(f"What activates {name} most", style="bold")
    about = Text(f"z = {signed(float(record.z[0])).plain}, a = {record.a[0]:.4f}", style="bold")
    about.append(f"   the best of {n} starts; the worst reached ", QUIET)
    about.append(signed(float(record.z.min()), 2).plain, QUIET)
    if n > 1:
        about.append(f"; their mean correlation is {record.mean_correlation:.2f}", QUIET)
    parts: list[RenderableType] = [heading, about, Text()]
    if names.image_shape is None:
        return Group(*parts, _numbers(record, names), Text(), _examples(record, names))
    shape = names.image_shape
    found = [
        (
            picture(x.reshape(shape) / (x.max() or 1.0), colour=colour),
            f"z {signed(float(z), 2).plain}, brightest pixel {x.max():.2f}",
        )
        for x, z in zip(record.inputs[:_SHOWN], record.z[:_SHOWN], strict=True)
    ]
    small = colour and min(shape) >= 16
    real = [
        (picture(halved(x.reshape(shape)) if small else x.reshape(shape), colour=colour),
         f"{names.classes[label]}, z {signed(float(z), 2).plain}")
        for x, label, z in zip(record.example_inputs[: 8 if small else _SHOWN],
                               record.example_labels.tolist(), record.example_z, strict=False)
    ]  # fmt: skip
    return Group(*parts, captioned(found), Text(),
                 Text("The examples that activate it most", "bold"), captioned(real))  # fmt: skip


def _numbers(record: ActivationMaximisation, names: Names) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("input", no_wrap=True)
    for number in range(min(_SHOWN, len(record.inputs))):
        table.add_column(f"start {number}", justify="right")
    for k in range(min(20, record.inputs.shape[1])):
        table.add_row(names.neuron(0, k), *(f"{x[k]:.3f}" for x in record.inputs[:_SHOWN]))
    return table


def _examples(record: ActivationMaximisation, names: Names) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for heading in ("example", "label", "z"):
        table.add_column(heading, justify="right")
    for index, label, z in zip(record.examples.tolist(), record.example_labels.tolist(),
                               record.example_z.tolist(), strict=True):  # fmt: skip
        table.add_row(str(index), names.classes[label], signed(z))
    return table


def activation_maximisation_figure(
    record: ActivationMaximisation, names: Names, theme: str = "light"
) -> Canvas:
    """Draw the inputs found, the examples, and the objective by step. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (10.0, 6.0))
    colours = canvas.theme
    name = names.neuron(record.layer, record.neuron)
    canvas.figure.suptitle(
        f"what activates {name} most: z = {record.z[0]:+.2f}, a = {record.a[0]:.3f}",
        color=colours.text,
    )
    shape = names.image_shape or (1, record.inputs.shape[1])
    grid = canvas.figure.add_gridspec(3, _DRAWN, height_ratios=[1, 1, 0.8])
    for place, (x, z) in enumerate(zip(record.inputs[:_DRAWN], record.z, strict=False)):
        axes = canvas.axes(grid[0, place])
        brightest = float(x.max()) or 1.0
        canvas.picture(axes, x.reshape(shape) / brightest, signed=False)
        dim = "" if brightest > 0.99 else f", brightest {brightest:.2f}"
        axes.set_title(f"found: z {z:+.1f}{dim}", fontsize=8)
    examples = (record.example_inputs[:_DRAWN], record.example_labels, record.example_z)
    for place, (x, label, z) in enumerate(zip(*examples, strict=False)):
        axes = canvas.axes(grid[1, place])
        canvas.picture(axes, x.reshape(shape), signed=False)
        axes.set_title(f"a {names.classes[label]}: z {z:+.1f}", fontsize=8)
    way = canvas.axes(grid[2, :])
    for objective in record.objectives:
        way.plot(objective, color=colours.positive, alpha=0.7, linewidth=1)
    way.set_xlabel("steps of gradient ascent")
    way.set_ylabel("z" if not (record.l2 or record.smoothness) else "z minus the penalties")
    return canvas
