"""S5, what a network says to noise: how confidently, and how often which class."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from backlit.analyse.subject import all_outputs
from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.errors import SettingsError
from backlit.explain.dataset_gradient import fitting_network

# Where the shares of confident answers are counted: the largest output is above each.
CONFIDENCES = (0.5, 0.9, 0.99)
_BINS = 20


@dataclass(frozen=True, eq=False)
class Answered:
    """What a network says to inputs of one kind.

    Attributes:
        kind: ``examples``, ``uniform``, ``shuffled`` or ``smooth``.
        said: (n_classes,) how often it says each class.
        mean: The mean of the largest output.
        confident: (3,) the share of inputs to which the largest output is above 0.5, 0.9, 0.99.
        counts: (20,) how often the largest output lies in each twentieth of 0–1, or at the ends
            where an output can lie outside.
        varied: How evenly it answers: the entropy of what it says, as a share of that of all
            classes said equally often, 0–1.
        some: (8, n_in) the first few of the inputs.
        some_said: (8,) what it says to them.
        some_largest: (8,) and how confidently.
    """

    kind: str
    said: NDArray[np.int64]
    mean: float
    confident: NDArray[np.float64]
    counts: NDArray[np.int64]
    varied: float
    some: NDArray[np.float64]
    some_said: NDArray[np.int64]
    some_largest: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class NoiseAnswers:
    """What a network says to real examples and to several kinds of noise.

    Attributes:
        n: How many inputs of each kind.
        kinds: Real examples first: then uniform noise, the examples' own pixels shuffled, and
            noise with the examples' brightness and smooth as they are (pictures only).
    """

    n: int
    kinds: tuple[Answered, ...]


def analyse_noise(
    network: Network, examples: Examples, rng: np.random.Generator, n: int = 1000
) -> NoiseAnswers:
    """Ask a network about noise, and about as many real examples to compare with.

    Args:
        network: One network.
        examples: Real ones.
        rng: Draws the noise.
        n: How many of each kind; as many as there are examples when these are fewer.

    Raises:
        ShapeError: when the examples do not fit the network.
        SettingsError: for fewer than 1.
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
    return NoiseAnswers(
        n=len(X),
        kinds=tuple(_answered(network, few, kind, inputs) for kind, inputs in kinds.items()),
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


def _answered(network: Network, few: Examples, kind: str, X: NDArray[np.float64]) -> Answered:
    outputs = all_outputs(network, replace(few, X=X))
    largest, predicted = outputs.max(axis=1), outputs.argmax(axis=1)
    said = np.bincount(predicted, minlength=few.n_classes)
    shares = said[said > 0] / len(X)
    entropy = -float((shares * np.log(shares)).sum())
    most = np.log(few.n_classes)
    return Answered(
        kind=kind,
        said=said,
        mean=float(largest.mean()),
        confident=np.array([(largest > each).mean() for each in CONFIDENCES]),
        counts=np.histogram(np.clip(largest, 0, 1), _BINS, (0, 1))[0],
        varied=entropy / float(most) if most else 0.0,
        some=X[:8],
        some_said=predicted[:8],
        some_largest=largest[:8],
    )
