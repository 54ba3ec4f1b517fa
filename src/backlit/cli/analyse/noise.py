"""``backlit analyse noise`` classifies random noise."""

from __future__ import annotations

import click
import numpy as np

from backlit.analyse.noise import analyse_noise
from backlit.cli.options.examples import split_option
from backlit.cli.options.model import ModelAndData, model_options
from backlit.cli.options.numbers import seed_option
from backlit.cli.output import RecordOutput
from backlit.render.noise import noise_figure, noise_text

EPILOG = """\b
Examples:
  backlit analyse noise
  backlit analyse noise -n 10000 --seed 1
  backlit analyse noise -o noise.svg --theme dark
"""


@click.command(epilog=EPILOG)
@click.option("-n", "--inputs", "n", default=1000, show_default=True, type=click.IntRange(1),
              metavar="N", help="Number of inputs of each kind.")  # fmt: skip
@seed_option("the noise")
@split_option("Examples to compare with.")
@model_options
def noise(model: ModelAndData, output: RecordOutput, split: str, n: int, seed: int) -> None:
    """Classify random noise: which classes does the network see in it, and how confidently?"""
    rng = np.random.default_rng(seed)
    record = analyse_noise(model.network, model.examples(split), rng, n)
    output.write(
        record,
        lambda colour: noise_text(record, model.names, colour=colour),
        lambda theme: noise_figure(record, model.names, theme),
        model.json_fields,
    )
