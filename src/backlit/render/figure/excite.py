"""What excites a neuron most, as a figure."""

from __future__ import annotations

from backlit.analyse.activation_maximisation import Excitement
from backlit.render.figure.canvas import Canvas
from backlit.render.names import Names

_SHOWN = 6


def excitement_figure(record: Excitement, names: Names, theme: str = "light") -> Canvas:
    """Draw the inputs found, the examples, and the way up. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (10.0, 6.0))
    colours = canvas.theme
    name = names.neuron(record.layer, record.neuron)
    canvas.figure.suptitle(
        f"what excites {name} most: z = {record.z[0]:+.2f}, a = {record.a[0]:.3f}",
        color=colours.text,
    )
    shape = names.image_shape or (1, record.inputs.shape[1])
    grid = canvas.figure.add_gridspec(3, _SHOWN, height_ratios=[1, 1, 0.8])
    for place, (x, z) in enumerate(zip(record.inputs[:_SHOWN], record.z, strict=False)):
        axes = canvas.axes(grid[0, place])
        brightest = float(x.max()) or 1.0
        canvas.picture(axes, x.reshape(shape) / brightest, signed=False)
        dim = "" if brightest > 0.99 else f", brightest {brightest:.2f}"
        axes.set_title(f"found: z {z:+.1f}{dim}", fontsize=8)
    examples = (record.example_inputs[:_SHOWN], record.example_labels, record.example_z)
    for place, (x, label, z) in enumerate(zip(*examples, strict=False)):
        axes = canvas.axes(grid[1, place])
        canvas.picture(axes, x.reshape(shape), signed=False)
        axes.set_title(f"a {names.classes[label]}: z {z:+.1f}", fontsize=8)
    way = canvas.axes(grid[2, :])
    for goal in record.goals:
        way.plot(goal, color=colours.positive, alpha=0.7, linewidth=1)
    way.set_xlabel("steps up the slope")
    way.set_ylabel("z" if not (record.pull or record.smoothness) else "z less the pulls")
    return canvas
