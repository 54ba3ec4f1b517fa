"""``backlit analyse activation-maximisation`` finds what activates a neuron most."""

from __future__ import annotations

import click
import numpy as np

from backlit.analyse.activation_maximisation import maximise_activation
from backlit.cli.options.examples import split_option
from backlit.cli.options.model import ModelAndData, model_options
from backlit.cli.options.numbers import seed_option
from backlit.cli.output import RecordOutput
from backlit.render.activation_maximisation import (
    activation_maximisation_figure,
    activation_maximisation_text,
)

EPILOG = """\b
Examples:
  backlit analyse activation-maximisation --layer 3 --neuron 7
  backlit analyse activation-maximisation --neuron 7 --l2 0.1 --smoothness 0.5
  backlit analyse activation-maximisation --layer 1 --neuron 3 -o neuron.svg
"""


@click.command("activation-maximisation", epilog=EPILOG)
@click.option("--layer", type=int, metavar="N",
              help="Layer, from 1 to the last.  [default: the last]")  # fmt: skip
@click.option("--neuron", "index", default=0, show_default=True, metavar="N",
              help="Neuron of the layer, from 0.")  # fmt: skip
@click.option("--l2", default=0.0, show_default=True, metavar="λ",
              help="L2 penalty on the pixels.")  # fmt: skip
@click.option("--smoothness", default=0.0, show_default=True, metavar="λ",
              help="Penalty on differences between neighbouring pixels.")  # fmt: skip
@click.option("--starts", default=6, show_default=True, type=click.IntRange(1, 1000), metavar="N",
              help="Number of random starts.")  # fmt: skip
@seed_option("the random starts")
@split_option("Examples to search.")
@model_options
def activation_maximisation(
    model: ModelAndData,
    output: RecordOutput,
    split: str,
    layer: int | None,
    index: int,
    l2: float,
    smoothness: float,
    starts: int,
    seed: int,
) -> None:
    """Find the input that maximises a neuron's activation, and the most activating examples.

    The input is found by gradient ascent on the pixels.
    """
    record = maximise_activation(
        model.network,
        model.examples(split),
        len(model.network.layers) if layer is None else layer,
        index,
        np.random.default_rng(seed),
        l2=l2,
        smoothness=smoothness,
        n_starts=starts,
    )
    output.write(
        record,
        lambda colour: activation_maximisation_text(record, model.names, colour=colour),
        lambda theme: activation_maximisation_figure(record, model.names, theme),
        model.json_fields,
    )
