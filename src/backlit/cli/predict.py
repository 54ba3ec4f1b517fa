"""``backlit predict``: say which digit each picture shows."""

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

from backlit.cli.console import has_colour, messages, output, output_options, print_json
from backlit.cli.found import announced_model, model_option
from backlit.core.forward import forward
from backlit.data.drawing import SIDE, Digit, digit_from_picture
from backlit.errors import BacklitError, DataError
from backlit.files.workspace import FoundModel
from backlit.render.bars import outputs_table
from backlit.render.picture import picture

# More than any photo, less than what would fill the memory.
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
    """Say which digit each picture shows, with all outputs and the 28×28 that the network saw.

    Any picture of one digit will do, light on dark or dark on light, a scan or a photo; `-` reads
    one from standard input. Outputs of sigmoids are not probabilities: they need not add up to 1.
    """
    say = messages(quiet=quiet)
    found = announced_model(model_path, say)
    check_reads_digits(found)
    answers, failed = [], False
    show = output()
    for name in images:
        try:
            digit = read_digit(name)
        except BacklitError as error:
            if len(images) == 1:
                raise
            # One bad picture does not keep the others from being read.
            click.echo(f"error: {name}: {error.message}", err=True)
            failed = True
            continue
        outputs = _outputs(found, digit)
        if as_json:
            answers.append(_answer(name, found, digit, outputs))
        else:
            _show(show, name, found, digit, outputs)
    if as_json:
        print_json({"model": found.path, "shipped": found.shipped, "predictions": answers})
    return 2 if failed else 0


def read_digit(name: str) -> Digit:
    """The digit in a picture file, or in what standard input holds where the name is ``-``."""
    return digit_from_picture(_standard_input() if name == "-" else Path(name))


def check_reads_digits(found: FoundModel) -> None:
    """Raise DataError unless the model reads pictures of MNIST's size."""
    if found.model.metadata.image_shape != (SIDE, SIDE):
        raise DataError(
            f"Expected a model that reads pictures of {SIDE}×{SIDE} pixels, got {found.path}, "
            f"which reads {found.model.network.sizes[0]} numbers of "
            f"{found.model.metadata.data_name}.",
            hint="choose another with --model",
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
    said: NDArray[np.floating] = forward(network, X.astype(network.layers[0].W.dtype)).output[0]
    return said


def _answer(
    name: str, found: FoundModel, digit: Digit, outputs: NDArray[np.floating]
) -> dict[str, Any]:
    said = int(outputs.argmax())
    return {
        "image": name,
        "class": found.model.metadata.classes[said],
        "output": outputs[said],
        "outputs": dict(zip(found.model.metadata.classes, outputs.tolist(), strict=True)),
        "inverted": digit.inverted,
        "box": digit.box,
        "pixels": digit.pixels,
    }


def _show(
    show: Console, name: str, found: FoundModel, digit: Digit, outputs: NDArray[np.floating]
) -> None:
    said = int(outputs.argmax())
    heading = Text(name, style="bold")
    heading.append(f"  →  {found.model.metadata.classes[said]}", "bold")
    heading.append(f"  (output {outputs[said]:.2f})")
    if digit.inverted:
        heading.append("  dark on light, turned round")
    show.print(heading, soft_wrap=True)
    grid = Table.grid(padding=(0, 3))
    grid.add_row(
        picture(digit.pixels / 255, colour=has_colour(show)),
        outputs_table(found.model.metadata.classes, outputs.tolist()),
    )
    show.print(grid)
    show.print()
