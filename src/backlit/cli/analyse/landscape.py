"""``backlit analyse landscape``: the cost over a line or a plane through all weights and biases."""

from __future__ import annotations

import click
import numpy as np
from rich.progress import Progress as Bar

from backlit.analyse.landscape import Line, Plane, cost_line, path_plane, random_line, random_plane
from backlit.cli.answering import Answer
from backlit.cli.asking import Subject, about_a_model
from backlit.core.network import Network, flatten
from backlit.data.examples import Examples
from backlit.data.splits import load_splits
from backlit.files.recording import load_recording
from backlit.render.figure.landscape import line_figure, plane_figure
from backlit.render.text.landscape import line_text, plane_text
from backlit.training.randomness import initial_network
from backlit.training.trajectory import recorded_path, training_path

EPILOG = """\b
Examples:
  backlit analyse landscape                        over the path that training took
  backlit analyse landscape --directions random --span 0.5 -o landscape.svg
  backlit analyse landscape --line                 from the untrained network to the model
  backlit analyse landscape --line --directions random --seed 3
"""


@click.command(epilog=EPILOG)
@about_a_model
@click.option("--line", "as_line", is_flag=True, help="Along a line, and not over a plane.")
@click.option("--directions", type=click.Choice(["path", "random"]), default="path",
              show_default=True, help="Those of a training anew, or random ones.")  # fmt: skip
@click.option("--size", default=41, show_default=True, type=click.IntRange(2, 400),
              help="Points along each side.")  # fmt: skip
@click.option("--span", default=1.0, show_default=True, help="How far to look.")
@click.option("--examples", "most", default=2000, show_default=True, type=click.IntRange(1),
              help="How many training examples the cost is the mean over.")  # fmt: skip
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0),
              help="Draws random directions.")  # fmt: skip
def landscape(
    subject: Subject,
    answer: Answer,
    as_line: bool,
    directions: str,
    size: int,
    span: float,
    most: int,
    seed: int,
) -> None:
    """Show the cost over a plane through the 13,002-dimensional space, or along a line.

    For the path of training the model is trained once more, from its own start, with its own
    settings and on the same examples; with --run, the path is the recorded one.
    """
    examples = subject.examples("train")
    few = examples.take(slice(most))
    rng = np.random.default_rng(seed)
    if as_line:
        line, names = _line(subject, few, directions, span, rng)
        answer.give(
            line,
            lambda colour: line_text(line, names),
            lambda theme: line_figure(line, names, theme),
            subject.about,
        )
        return
    plane = _plane(subject, examples, few, directions, size, span, rng)
    answer.give(
        plane,
        lambda colour: plane_text(plane, colour=colour),
        lambda theme: plane_figure(plane, theme),
        subject.about,
    )


def _line(
    subject: Subject, few: Examples, directions: str, span: float, rng: np.random.Generator
) -> tuple[Line, tuple[str, str]]:
    if directions == "random":
        line = random_line(subject.network, few, rng, subject.cost, span=(-span, span))
        return line, ("the network", "one step of its own size")
    start = initial_network(subject.found.model.metadata.settings)
    reach = (0.5 - span, 0.5 + span)
    return cost_line(start, subject.network, few, subject.cost, span=reach), (
        "untrained",
        "trained",
    )


def _plane(
    subject: Subject,
    examples: Examples,
    few: Examples,
    directions: str,
    size: int,
    span: float,
    rng: np.random.Generator,
) -> Plane:
    with Bar(console=subject.say, disable=not subject.say.is_terminal, transient=True) as bar:
        path = []
        if directions == "path":
            path = _path(subject, examples, bar)
        rows = bar.add_task("the plane", total=size)

        def on_row(done: int) -> None:
            bar.update(rows, completed=done)

        if directions == "path":
            return path_plane(path, few, subject.cost, size=size, span=span, on_row=on_row)
        return random_plane(
            subject.network, few, rng, subject.cost, size=size, span=span, on_row=on_row
        )


def _path(subject: Subject, examples: Examples, bar: Bar) -> list[Network]:
    """The networks on the way of the model's training: of its recording, or of one like it."""
    metadata = subject.found.model.metadata
    if subject.found.path.suffix == ".recording":
        taken = metadata.history[-1].step if metadata.history else 0
        way = recorded_path(load_recording(subject.found.path), taken)
        if len(way) > 1:
            return [*way, subject.network]
    validation = None
    if metadata.provenance is not None and metadata.provenance.data == subject.source:
        # The same examples held out: the path is then the model's own, to the last bit.
        parts = load_splits(
            metadata.provenance.data,
            metadata.provenance.label_column,
            metadata.provenance.validation,
            None,
        )
        examples, validation = parts.train, parts.validation
    task = bar.add_task("training once more", total=1.0)
    path = training_path(
        metadata.settings, examples, validation,
        on_progress=lambda progress: bar.update(task, completed=progress.fraction),
    )  # fmt: skip
    if not np.array_equal(flatten(path[-1]), flatten(subject.network)):
        subject.say.print("Trained once more it ends elsewhere: this is the path of that run.")
    return path
