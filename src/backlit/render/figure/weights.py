"""The weights of a layer as a figure: pictures for the first, a matrix for the others."""

from __future__ import annotations

from backlit.analyse.weights import LayerWeights
from backlit.render.figure.canvas import Canvas
from backlit.render.names import Names

_COLUMNS = 8


def weights_figure(record: LayerWeights, names: Names, theme: str = "light") -> Canvas:
    """Draw every neuron's weights on one scale. Raises SettingsError as ``Canvas`` does."""
    n_out = len(record.weights)
    as_pictures = record.layer == 1 and names.image_shape is not None
    rows = -(-n_out // _COLUMNS)
    canvas = Canvas(theme, (9.6, 1.4 * rows + 0.5) if as_pictures else (6.5, 5.5))
    canvas.figure.suptitle(
        f"weights of layer {record.layer}, blue positive, red negative; the largest is "
        f"{record.largest:.3g}",
        color=canvas.theme.text,
    )
    if not as_pictures:
        axes = canvas.axes()
        canvas.picture(axes, record.weights, signed=True, largest=record.largest)
        axes.set_xlabel(f"from layer {record.layer - 1}")
        axes.set_ylabel(f"to layer {record.layer}")
        return canvas
    for j, w in enumerate(record.weights):
        axes = canvas.axes(rows, _COLUMNS, j + 1)
        canvas.picture(axes, w.reshape(names.image_shape), signed=True, largest=record.largest)
        axes.set_title(f"{j}: b {record.biases[j]:+.2f}", fontsize=8)
    return canvas
