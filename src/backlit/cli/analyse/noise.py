"""``backlit analyse noise``: what a network says to noise, and how confidently."""

from __future__ import annotations

import click
import numpy as np

from backlit.analyse.noise import analyse_noise
from backlit.cli.analyse.asking import set_option
from backlit.cli.answering import Answer
from backlit.cli.asking import Subject, about_a_model
from backlit.render.noise import noise_figure, noise_text

EPILOG = """\b
Examples:
  backlit analyse noise
  backlit analyse noise -n 10000 --seed 1
  backlit analyse noise -o noise.svg --theme dark
"""


@click.command(epilog=EPILOG)
@about_a_model
@set_option
@click.option("-n", "--inputs", "n", default=1000, show_default=True, type=click.IntRange(1),
              help="How many of each kind.")  # fmt: skip
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0),
              help="Draws the noise.")  # fmt: skip
def noise(subject: Subject, answer: Answer, which: str, n: int, seed: int) -> None:
    """Ask the network about noise: which class does it say, and how confidently?"""
    rng = np.random.default_rng(seed)
    record = analyse_noise(subject.network, subject.examples(which), rng, n)
    answer.give(
        record,
        lambda colour: noise_text(record, subject.names, colour=colour),
        lambda theme: noise_figure(record, subject.names, theme),
        subject.about,
    )
