"""``backlit analyse landscape`` shows the cost over a plane or a line through weight space."""

from __future__ import annotations

import click
import numpy as np
from rich.progress import Progress as Bar

from backlit.cli.options.model import ModelAndData, model_options
from backlit.cli.options.numbers import seed_option
from backlit.cli.output import RecordOutput
from backlit.core.network import Network, flatten
from backlit.data.examples import Examples
from backlit.data.splits import load_splits
from backlit.files.recording import load_recording
from backlit.gradients.landscape import (
    CostLine,
    CostPlane,
    cost_line,
    path_plane,
    random_line,
    random_plane,
)
from backlit.render.landscape import line_figure, line_text, plane_figure, plane_text
from backlit.training.randomness import initial_network
from backlit.training.trajectory import recorded_path, training_path

EPILOG = """\b
Examples:
  backlit analyse landscape                        the plane of the training path
  backlit analyse landscape --directions random --span 0.5 -o landscape.svg
  backlit analyse landscape --line                 from the untrained to the trained network
  backlit analyse landscape --line --directions random --seed 3
"""


@click.command(epilog=EPILOG)
@click.option("--line", "as_line", is_flag=True, help="Show a line instead of a plane.")
@click.option("--directions", type=click.Choice(["path", "random"]), default="path",
              show_default=True,
              help="Directions of the training path, or random ones.")  # fmt: skip
@click.option("--resolution", default=41, show_default=True, type=click.IntRange(2, 400),
              metavar="N", help="Points along each side of the plane.")  # fmt: skip
@click.option("--span", default=1.0, show_default=True, metavar="FACTOR",
              help="Zoom: how far the plane or line extends.")  # fmt: skip
@click.option("--examples", "n_examples", default=2000, show_default=True, type=click.IntRange(1),
              metavar="N", help="Number of training examples to compute the cost on.")  # fmt: skip
@seed_option("the random directions")
@model_options
def landscape(
    model: ModelAndData,
    output: RecordOutput,
    as_line: bool,
    directions: str,
    resolution: int,
    span: float,
    n_examples: int,
    seed: int,
) -> None:
    """Show the cost over a plane or a line through weight space, with the training path.

    Backlit finds the training path by repeating the model's training: same start, settings and
    examples. With --run, it takes the path from the recording.
    """
    examples = model.examples("train")
    few = examples.take(slice(n_examples))
    rng = np.random.default_rng(seed)
    if as_line:
        line, names = _line(model, few, directions, span, rng)
        output.write(
            line,
            lambda colour: line_text(line, names),
            lambda theme: line_figure(line, names, theme),
            model.json_fields,
        )
        return
    plane = _plane(model, examples, few, directions, resolution, span, rng)
    output.write(
        plane,
        lambda colour: plane_text(plane, colour=colour),
        lambda theme: plane_figure(plane, theme),
        model.json_fields,
    )


def _line(
    model: ModelAndData, few: Examples, directions: str, span: float, rng: np.random.Generator
) -> tuple[CostLine, tuple[str, str]]:
    if directions == "random":
        line = random_line(model.network, few, rng, model.cost, span=(-span, span))
        return line, ("the network", "one step of its own size")
    start = initial_network(model.metadata.settings)
    reach = (0.5 - span, 0.5 + span)
    return cost_line(start, model.network, few, model.cost, span=reach), (
        "untrained",
        "trained",
    )


def _plane(
    model: ModelAndData,
    examples: Examples,
    few: Examples,
    directions: str,
    resolution: int,
    span: float,
    rng: np.random.Generator,
) -> CostPlane:
    with Bar(console=model.messages, disable=not model.messages.is_terminal, transient=True) as bar:
        path = []
        if directions == "path":
            path = _path(model, examples, bar)
        rows = bar.add_task("Computing the plane", total=resolution)

        def on_row(done: int) -> None:
            bar.update(rows, completed=done)

        if directions == "path":
            return path_plane(path, few, model.cost, size=resolution, span=span, on_row=on_row)
        return random_plane(
            model.network, few, rng, model.cost, size=resolution, span=span, on_row=on_row
        )


def _path(model: ModelAndData, examples: Examples, bar: Bar) -> list[Network]:
    """The networks along the model's training: recorded, or from repeating the training."""
    metadata = model.metadata
    if model.found.path.suffix == ".recording":
        n_steps = metadata.history[-1].step if metadata.history else 0
        path = recorded_path(load_recording(model.found.path), n_steps)
        if len(path) > 1:
            return [*path, model.network]
    validation = None
    if metadata.provenance is not None and metadata.provenance.data == model.source:
        # With the same validation split, the path is the model's own, bit for bit.
        splits = load_splits(
            metadata.provenance.data,
            metadata.provenance.label_column,
            metadata.provenance.validation,
            None,
        )
        examples, validation = splits.train, splits.validation
    task = bar.add_task("Repeating the training", total=1.0)
    path = training_path(
        metadata.settings, examples, validation,
        on_progress=lambda progress: bar.update(task, completed=progress.fraction),
    )  # fmt: skip
    if not np.array_equal(flatten(path[-1]), flatten(model.network)):
        model.messages.print(
            "Repeating the training gave another network: this is the path of the repeated run."
        )
    return path
