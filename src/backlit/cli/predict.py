"""``backlit predict`` classifies pictures of digits."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from rich.text import Text

from backlit.cli.console import has_colour, stderr_console, stdout_console
from backlit.cli.options.model import model_option, resolve_model
from backlit.cli.output import output_options, print_json
from backlit.core.forward import forward
from backlit.data.preprocessing.normalisation import SIDE
from backlit.data.preprocessing.picture_to_digit import Digit, digit_from_picture
from backlit.errors import BacklitError, DataError
from backlit.files.workspace import FoundModel
from backlit.render.terminal.bars import outputs_table
from backlit.render.terminal.pictures import picture

# Larger than any photo, and small enough to hold in memory.
_MOST_BYTES = 64 * 2**20

EPILOG = """\b
Examples:
  backlit predict seven.png three.jpg
  backlit predict --json digits/*.png
  cat seven.png | backlit predict -
"""


@click.command(epilog=EPILOG)
@click.argument("images", nargs=-1, required=True, metavar="IMAGE...")
@model_option
@output_options
def predict(images: tuple[str, ...], model_path: Path | None, as_json: bool, quiet: bool) -> int:
    """Classify pictures of digits, and show all outputs and the 28×28 pixels that were read.

    A picture shows one digit, light on dark or dark on light: a drawing, a scan or a photo. `-`
    reads one from standard input. Sigmoid outputs are not probabilities: they need not add up
    to 1.
    """
    found = resolve_model(model_path, stderr_console(quiet=quiet))
    check_reads_digits(found)
    predictions, failed = [], False
    console = stdout_console()
    for name in images:
        try:
            digit = read_digit(name)
        except BacklitError as error:
            if len(images) == 1:
                raise
            # The other pictures are classified all the same.
            click.echo(f"error: {name}: {error.message}", err=True)
            failed = True
            continue
        outputs = _outputs(found, digit)
        if as_json:
            predictions.append(_prediction(name, found, digit, outputs))
        else:
            _print_prediction(console, name, found, digit, outputs)
    if as_json:
        print_json(
            {"model": found.path, "pretrained": found.pretrained, "predictions": predictions}
        )
    return 2 if failed else 0


def read_digit(name: str) -> Digit:
    """The digit in a picture file, or on standard input when the name is ``-``."""
    return digit_from_picture(_standard_input() if name == "-" else Path(name))


def check_reads_digits(found: FoundModel) -> None:
    """Raise DataError unless the model reads pictures of MNIST's size."""
    if found.model.metadata.image_shape != (SIDE, SIDE):
        raise DataError(
            f"Expected a model that reads pictures of {SIDE}×{SIDE} pixels, got {found.path}, "
            f"which reads {found.model.network.sizes[0]} numbers of "
            f"{found.model.metadata.data_name}.",
            hint="choose another model with --model",
        )


def _standard_input() -> bytes:
    content = sys.stdin.buffer.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise DataError(
            f"Expected a picture of at most {_MOST_BYTES // 2**20} MiB on standard input, "
            "got more.",
            hint="make the picture smaller",
        )
    return content


def _outputs(found: FoundModel, digit: Digit) -> NDArray[np.floating]:
    X = np.asarray(digit.pixels, np.float64).reshape(1, -1) / 255
    network = found.model.network
    outputs: NDArray[np.floating] = forward(network, X.astype(network.layers[0].W.dtype)).output[0]
    return outputs


def _prediction(
    name: str, found: FoundModel, digit: Digit, outputs: NDArray[np.floating]
) -> dict[str, Any]:
    predicted = int(outputs.argmax())
    return {
        "image": name,
        "class": found.model.metadata.classes[predicted],
        "output": outputs[predicted],
        "outputs": dict(zip(found.model.metadata.classes, outputs.tolist(), strict=True)),
        "inverted": digit.inverted,
        "box": digit.box,
        "pixels": digit.pixels,
    }


def _print_prediction(
    console: Console, name: str, found: FoundModel, digit: Digit, outputs: NDArray[np.floating]
) -> None:
    predicted = int(outputs.argmax())
    heading = Text(name, style="bold")
    heading.append(f"  →  {found.model.metadata.classes[predicted]}", "bold")
    heading.append(f"  (output {outputs[predicted]:.2f})")
    if digit.inverted:
        heading.append("  dark on light, inverted")
    console.print(heading, soft_wrap=True)
    grid = Table.grid(padding=(0, 3))
    grid.add_row(
        picture(digit.pixels / 255, colour=has_colour(console)),
        outputs_table(found.model.metadata.classes, outputs.tolist()),
    )
    console.print(grid)
    console.print()
