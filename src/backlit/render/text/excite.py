"""What excites a neuron most, as text: pictures, or numbers where there are none."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.analyse.activation_maximisation import Excitement
from backlit.render.colours import QUIET
from backlit.render.names import Names
from backlit.render.picture import captioned, halved, picture
from backlit.render.signed import signed

_SHOWN = 4


def excitement_text(record: Excitement, names: Names, *, colour: bool) -> RenderableType:
    """The inputs found, how alike they are, and the examples that excite the neuron most.

    Args:
        record: What was found.
        names: Of the network.
        colour: Whether the terminal has colours.
    """
    name = names.neuron(record.layer, record.neuron)
    n = len(record.z)
    heading = Text(f"What excites {name} most", style="bold")
    about = Text(f"z = {signed(float(record.z[0])).plain}, a = {record.a[0]:.4f}", style="bold")
    about.append(f"   the best of {n} starts; the worst reached ", QUIET)
    about.append(signed(float(record.z.min()), 2).plain, QUIET)
    if n > 1:
        about.append(f"; their mean correlation is {record.alike:.2f}", QUIET)
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
                 Text("the examples that excite it most", "bold"), captioned(real))  # fmt: skip


def _numbers(record: Excitement, names: Names) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("input", no_wrap=True)
    for number in range(min(_SHOWN, len(record.inputs))):
        table.add_column(f"start {number}", justify="right")
    for k in range(min(20, record.inputs.shape[1])):
        table.add_row(names.neuron(0, k), *(f"{x[k]:.3f}" for x in record.inputs[:_SHOWN]))
    return table


def _examples(record: Excitement, names: Names) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for heading in ("example", "it is", "z"):
        table.add_column(heading, justify="right")
    for index, label, z in zip(record.examples.tolist(), record.example_labels.tolist(),
                               record.example_z.tolist(), strict=True):  # fmt: skip
        table.add_row(str(index), names.classes[label], signed(z))
    return table
