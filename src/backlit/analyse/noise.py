"""What a network predicts for noise: how confidently, and which classes how often."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from backlit import inference
from backlit.checks import fitting_network
from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.errors import SettingsError
from backlit.record import record

# Shares are counted of inputs whose largest output is above each of these.
CONFIDENCES = (0.5, 0.9, 0.99)
_BINS = 20
_SHOWN = 8


@dataclass(frozen=True, eq=False)
class KindPredictions:
    """What a network predicts for inputs of one kind.

    Attributes:
        kind: ``examples``, ``uniform``, ``shuffled`` or ``smooth``.
        predicted_counts: (n_classes,) how often it predicts each class.
        mean_largest_output: The mean of the largest output.
        confident_shares: (3,) the share of inputs whose largest output is above 0.5, 0.9, 0.99.
        counts: (20,) how often the largest output lies in each twentieth of 0–1, or at the ends
            where an output can lie outside.
        normalised_entropy: The entropy of the predicted classes, as a share of that of all classes
            predicted equally often, 0–1.
        inputs: (8, n_in) the first few of the inputs.
        predicted: (8,) what it predicts for them.
        largest_outputs: (8,) its largest output for each.
    """

    kind: str
    predicted_counts: NDArray[np.int64]
    mean_largest_output: float
    confident_shares: NDArray[np.float64]
    counts: NDArray[np.int64]
    normalised_entropy: float
    inputs: NDArray[np.float64]
    predicted: NDArray[np.int64]
    largest_outputs: NDArray[np.float64]


@record
@dataclass(frozen=True, eq=False)
class NoisePredictions:
    """What a network predicts for real examples and for several kinds of noise.

    Attributes:
        n: How many inputs of each kind.
        kinds: Real examples first: then uniform noise, the examples' own pixels shuffled, and
            smooth noise with the examples' brightness (pictures only).
    """

    n: int
    kinds: tuple[KindPredictions, ...]


def analyse_noise(
    network: Network, examples: Examples, rng: np.random.Generator, n: int = 1000
) -> NoisePredictions:
    """Run a network on noise, and on equally many real examples to compare with.

    Args:
        network: One network.
        examples: Real ones.
        rng: Draws the noise.
        n: How many of each kind, at most as many as there are examples.

    Raises:
        ShapeError: when the examples do not fit the network.
        SettingsError: when n is below 1.
    """
    network = fitting_network(network, examples)
    if n < 1:
        raise SettingsError(f"Expected 1 input of each kind or more, got {n}.", hint="try 1000")
    which = rng.permutation(len(examples))[:n]
    few = examples.take(which)
    X = np.asarray(few.inputs(), np.float64)
    low, high = float(X.min()), float(X.max())
    kinds = {
        "examples": X,
        "uniform": rng.uniform(low, high, X.shape),
        "shuffled": rng.permuted(X, axis=1),
    }
    if examples.image_shape is not None:
        kinds["smooth"] = _smooth(X, examples.image_shape, rng)
    return NoisePredictions(
        n=len(X),
        kinds=tuple(_predictions(network, few, kind, inputs) for kind, inputs in kinds.items()),
    )


def _smooth(
    X: NDArray[np.float64], shape: tuple[int, int], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Blurred noise, with each example's own brightnesses given to it by rank."""
    noise = rng.normal(size=(len(X), *shape))
    for axis in (1, 2):
        for _ in range(3):
            noise = (np.roll(noise, 1, axis) + 2 * noise + np.roll(noise, -1, axis)) / 4
    ranks = noise.reshape(len(X), -1).argsort(axis=1)
    smooth = np.empty_like(X)
    np.put_along_axis(smooth, ranks, np.sort(X, axis=1), axis=1)
    return smooth


def _predictions(
    network: Network, few: Examples, kind: str, X: NDArray[np.float64]
) -> KindPredictions:
    outputs = inference.outputs(network, replace(few, X=X))
    largest, predicted = outputs.max(axis=1), outputs.argmax(axis=1)
    counts = np.bincount(predicted, minlength=few.n_classes)
    shares = counts[counts > 0] / len(X)
    entropy = -float((shares * np.log(shares)).sum())
    highest = np.log(few.n_classes)
    return KindPredictions(
        kind=kind,
        predicted_counts=counts,
        mean_largest_output=float(largest.mean()),
        confident_shares=np.array([(largest > each).mean() for each in CONFIDENCES]),
        counts=np.histogram(np.clip(largest, 0, 1), _BINS, (0, 1))[0],
        normalised_entropy=entropy / float(highest) if highest else 0.0,
        inputs=X[:_SHOWN],
        predicted=predicted[:_SHOWN],
        largest_outputs=largest[:_SHOWN],
    )
