"""All randomness of a run, from its seed: each use of it has a stream of its own."""

from __future__ import annotations

import numpy as np

from backlit.core.activations import ACTIVATIONS
from backlit.core.initialise import initialise
from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.data.noise import with_label_noise
from backlit.training.settings import Settings

# From 1: to NumPy [seed, 0] is the same as seed.
_INITIALISATION, _SHUFFLING, _LABEL_NOISE = 1, 2, 3


def initial_network(settings: Settings) -> Network:
    """The network that a run with these settings begins with."""
    return initialise(
        settings.sizes,
        np.random.default_rng([settings.seed, _INITIALISATION]),
        method=settings.initialisation,
        activation=ACTIVATIONS[settings.activation],
        output_activation=ACTIVATIONS[settings.output_activation],
    )


def shuffle_rng(settings: Settings, epoch: int) -> np.random.Generator:
    """The generator that shuffles an epoch: any epoch's order can be made again by itself."""
    return np.random.default_rng([settings.seed, _SHUFFLING, epoch])


def with_noise_of(settings: Settings, examples: Examples) -> Examples:
    """The examples with as many wrong labels as a run with these settings learns from."""
    rng = np.random.default_rng([settings.seed, _LABEL_NOISE])
    return with_label_noise(examples, settings.label_noise, rng)
