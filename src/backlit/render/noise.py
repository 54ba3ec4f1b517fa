"""What a network predicts for noise: how confidently, and which classes."""

from __future__ import annotations

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.analyse.noise import CONFIDENCES, KindPredictions, NoisePredictions
from backlit.render.colours import POSITIVE, QUIET
from backlit.render.figures import Canvas
from backlit.render.names import Names
from backlit.render.terminal.bars import bar
from backlit.render.terminal.pictures import captioned, halved, picture

KINDS = {
    "examples": "real examples",
    "uniform": "uniform noise",
    "shuffled": "their pixels shuffled",
    "smooth": "smooth noise, equally bright",
}


def noise_text(record: NoisePredictions, names: Names, *, colour: bool) -> RenderableType:
    """How confident the network is about each kind of input, and what it predicts.

    Args:
        record: The predictions.
        names: Of the network.
        colour: Whether the terminal has colours.
    """
    heading = Text("What does the network predict for noise?", style="bold")
    heading.append(f"   {record.n:,} inputs of each kind", QUIET)
    parts: list[RenderableType] = [heading, Text(), _confidence(record), Text(),
                                   _predicted(record, names)]  # fmt: skip
    if names.image_shape is not None:
        for predictions in record.kinds[1:]:
            parts += [Text(), Text(KINDS[predictions.kind], "bold"),
                      _some(predictions, names, names.image_shape, colour=colour)]  # fmt: skip
    about = "Outputs are not probabilities, and no training example was labelled “I do not know”."
    return Group(*parts, Text(), Text(about, style=QUIET))


def _confidence(record: NoisePredictions) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("", no_wrap=True)
    table.add_column("largest output", no_wrap=True)
    for each in CONFIDENCES:
        table.add_column(f"> {each:g}", justify="right")
    for predictions in record.kinds:
        mean = Text(bar(predictions.mean_largest_output, 16), style=POSITIVE)
        mean.append(f" {predictions.mean_largest_output:.2f}", "default")
        shares = [f"{share:.0%}" for share in predictions.confident_shares.tolist()]
        table.add_row(KINDS[predictions.kind], mean, *shares)
    return table


def _predicted(record: NoisePredictions, names: Names) -> RenderableType:
    """How often each class is predicted; the most frequent ones where there are too many."""
    first = sorted(
        range(len(names.classes)),
        key=lambda index: -max(int(each.predicted_counts[index]) for each in record.kinds[1:]),
    )[:10]
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("how often it predicts", no_wrap=True)
    for index in sorted(first):
        table.add_column(names.classes[index][:6], justify="right", no_wrap=True)
    for predictions in record.kinds:
        shares = [
            f"{predictions.predicted_counts[index] / record.n:.0%}" for index in sorted(first)
        ]
        table.add_row(KINDS[predictions.kind], *shares)
    return table


def _some(
    predictions: KindPredictions, names: Names, shape: tuple[int, int], *, colour: bool
) -> RenderableType:
    small = colour and min(shape) >= 16
    shown = []
    for x, predicted, largest in zip(
        predictions.inputs[: 4 if small else 2],
        predictions.predicted.tolist(),
        predictions.largest_outputs.tolist(),
        strict=False,
    ):
        pixels = halved(x.reshape(shape)) if small else x.reshape(shape)
        shown.append(
            (picture(pixels, colour=colour), f"“{names.classes[predicted]}” {largest:.2f}")
        )
    return captioned(shown)


def noise_figure(record: NoisePredictions, names: Names, theme: str = "light") -> Canvas:
    """Draw the confidence for each kind, the predictions, and some inputs. Raises as ``Canvas``."""
    rows = len(record.kinds)
    canvas = Canvas(theme, (10.0, 1.55 * rows + 0.8))
    colours = canvas.theme
    canvas.figure.suptitle("what the network predicts for noise", color=colours.text)
    grid = canvas.figure.add_gridspec(rows, 6, width_ratios=[2.2, 2.2, 1, 1, 1, 1])
    edges = np.linspace(0, 1, 21)
    for row, predictions in enumerate(record.kinds):
        shade = colours.quiet if predictions.kind == "examples" else colours.positive
        sure = canvas.axes(grid[row, 0])
        sure.bar(edges[:-1] + 0.025, predictions.counts / record.n, 0.045, color=shade)
        sure.set_ylabel(
            KINDS[predictions.kind].replace(", ", ",\n"), fontsize=8, color=colours.text
        )
        predicted = canvas.axes(grid[row, 1])
        places = np.arange(len(names.classes))
        predicted.bar(places, predictions.predicted_counts / record.n, color=shade)
        if len(places) <= 12:
            predicted.set_xticks(places, names.classes)
        if row == 0:
            sure.set_title("the largest output")
            predicted.set_title("how often it predicts each")
        if names.image_shape is None:
            continue
        for column in range(min(4, len(predictions.inputs))):
            axes = canvas.axes(grid[row, 2 + column])
            canvas.picture(
                axes, predictions.inputs[column].reshape(names.image_shape), signed=False
            )
            name = names.classes[predictions.predicted[column]]
            axes.set_title(f"“{name}” {predictions.largest_outputs[column]:.2f}", fontsize=8)
    return canvas
