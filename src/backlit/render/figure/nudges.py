"""Wishes, layer by layer back, and the three avenues of a neuron, as figures."""

from __future__ import annotations

import numpy as np

from backlit.explain.nudges import Avenues, Wishes
from backlit.render.figure.canvas import Canvas
from backlit.render.names import Names


def wishes_figure(record: Wishes, names: Names, theme: str = "light") -> Canvas:
    """Draw the wishes of every layer, the outputs at the right. Raises as ``Canvas`` does."""
    n = len(record.layers)
    canvas = Canvas(theme, (3.0 * n, 4.4))
    colours = canvas.theme
    canvas.figure.suptitle(
        f"a {names.classes[record.label]}, said to be {names.classes[record.said]}: "
        "what it wants of every activation (blue more, red less)",
        color=colours.text,
    )
    for place, here in enumerate(record.layers):
        axes = canvas.axes(1, n, place + 1)
        if here.layer == 0 and names.image_shape is not None:
            canvas.picture(axes, here.wishes.reshape(names.image_shape), signed=True)
            axes.set_title("pixels")
            continue
        wishes = np.nan_to_num(here.wishes, posinf=0.0, neginf=0.0)
        if len(wishes) > 40:
            axes.plot(wishes, color=colours.positive, linewidth=0.8)
        else:
            places = np.arange(len(wishes))
            axes.barh(places, wishes, color=canvas.sign_colours(wishes), height=0.7)
            last = here.layer == n - 1
            axes.set_yticks(places, names.classes if last else [str(each) for each in places])
            axes.invert_yaxis()
        axes.axvline(0, color=colours.quiet, linewidth=0.8)
        axes.set_title("outputs" if here.layer == n - 1 else f"layer {here.layer}")
    return canvas


def avenues_figure(record: Avenues, names: Names, theme: str = "light", most: int = 14) -> Canvas:
    """Draw what each avenue asks for. Raises as ``Canvas`` does."""
    canvas = Canvas(theme, (9.0, 4.6))
    colours = canvas.theme
    name = names.neuron(record.layer, record.neuron)
    canvas.figure.suptitle(
        f"{name}: a = {record.a:.3f}, wish {record.wish:+.3f}", color=colours.text
    )
    strongest = np.abs(record.weight_nudges) + np.abs(record.input_nudges)
    order = np.argsort(-strongest, kind="stable")[:most]
    own = np.append(record.weight_nudges[order], record.bias_nudge)
    others = np.append(record.input_nudges[order], 0.0)
    shown = (
        ("weights and bias: change by η ·", own),
        ("activations before: change by η ·", others),
    )
    labels = [names.neuron(record.layer - 1, k) for k in order.tolist()] + ["bias"]
    for place, (title, values) in enumerate(shown):
        axes = canvas.axes(1, 2, place + 1)
        axes.barh(np.arange(len(values)), values, color=canvas.sign_colours(values), height=0.7)
        axes.axvline(0, color=colours.quiet, linewidth=0.8)
        axes.set_yticks(np.arange(len(values)), labels if place == 0 else [""] * len(values))
        axes.invert_yaxis()
        axes.set_title(title)
    return canvas
