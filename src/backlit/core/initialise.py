"""Where learning starts: random weights from an explicit generator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from backlit.core.activations import SIGMOID, Activation
from backlit.core.network import Network, network_from_arrays
from backlit.errors import SettingsError, ShapeError

# How wide the weights are drawn, given the number of neurons that feed a neuron.
INITIALISATIONS: dict[str, Callable[[int], float]] = {
    "scaled": lambda n_in: (1 / n_in) ** 0.5,
    "gaussian": lambda n_in: 1.0,
    "he": lambda n_in: (2 / n_in) ** 0.5,
}


def initialise(
    sizes: Sequence[int],
    rng: np.random.Generator,
    *,
    method: str = "scaled",
    activation: Activation = SIGMOID,
    output_activation: Activation | None = None,
) -> Network:
    """A network with random weights, in float64.

    Args:
        sizes: Neurons in each layer, the input first: (784, 16, 16, 10).
        rng: Where the randomness comes from.
        method: ``scaled``: weights from a Gaussian of standard deviation 1/√n_in, so that z starts
            near 1 however many neurons feed it, biases 0. ``gaussian``: weights and biases from the
            unit Gaussian, as in the first chapter of Nielsen's book. ``he``: standard deviation
            √(2/n_in), biases 0, made for ReLU (K. He et al., "Delving deep into rectifiers", 2015).
        activation: Of the hidden layers.
        output_activation: Of the last layer; the same as the hidden layers' when None.

    Raises:
        SettingsError: for an unknown method.
        ShapeError: when there are fewer than two sizes or one is not positive.
    """
    if method not in INITIALISATIONS:
        raise SettingsError(
            f"Expected an initialisation among {', '.join(INITIALISATIONS)}, got {method!r}.",
            hint="scaled suits sigmoids, he suits ReLU",
        )
    if len(sizes) < 2 or min(sizes) < 1:
        raise ShapeError(
            f"Expected two or more positive layer sizes, got {tuple(sizes)}.",
            hint="for example (784, 16, 16, 10)",
        )
    weights, biases = [], []
    for n_in, n_out in pairwise(sizes):
        weights.append(rng.standard_normal((n_out, n_in)) * INITIALISATIONS[method](n_in))
        biases.append(rng.standard_normal(n_out) if method == "gaussian" else np.zeros(n_out))
    return network_from_arrays(weights, biases, activation, output_activation)
