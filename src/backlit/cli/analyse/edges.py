"""``backlit analyse edges`` tests the idea "edges first, then loops"."""

from __future__ import annotations

import click
import numpy as np

from backlit.analyse.edges_and_loops import analyse_edges_and_loops
from backlit.cli.options.model import ModelAndData, model_options
from backlit.cli.options.numbers import seed_option
from backlit.cli.output import RecordOutput
from backlit.errors import SettingsError
from backlit.render.edges_and_loops import edges_figure, edges_text
from backlit.training.randomness import initial_network

EPILOG = """\b
Examples:
  backlit analyse edges
  backlit analyse edges --shuffles 200 -o edges.svg
  backlit analyse edges --json | jq .layers[0].deviations
"""


@click.command(epilog=EPILOG)
@click.option("--shuffles", default=40, show_default=True, type=click.IntRange(2), metavar="N",
              help="Number of networks with shuffled weights to compare with.")  # fmt: skip
@seed_option("the shuffles")
@model_options
def edges(model: ModelAndData, output: RecordOutput, shuffles: int, seed: int) -> None:
    """Measure whether hidden neurons detect edges and loops, compared with chance.

    Every hidden neuron sees strokes, edges, loops and broken loops at all positions and angles.
    The same is measured for the network before training, and for copies with shuffled weights.
    """
    shape = model.names.image_shape
    if shape is None:
        raise SettingsError(
            f"Expected a model that reads pictures, got one that reads {model.names.sizes[0]} "
            "numbers.",
            hint="choose another with --model",
        )
    record = analyse_edges_and_loops(
        model.network,
        initial_network(model.metadata.settings),
        np.random.default_rng(seed),
        image_shape=shape,
        n_shuffles=shuffles,
    )
    output.write(
        record,
        lambda colour: edges_text(record),
        lambda theme: edges_figure(record, model.network, model.names, theme),
        model.json_fields,
    )
