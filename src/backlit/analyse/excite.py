"""S5, what a neuron looks for: the input that excites it most, and the examples that do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.analyse.subject import check_most
from backlit.core.forward import forward
from backlit.core.input_gradient import input_gradient
from backlit.core.network import Network
from backlit.core.parameters import check_neuron
from backlit.data.examples import Examples
from backlit.engines.answers import traces
from backlit.errors import SettingsError
from backlit.explain.dataset_gradient import fitting_network

_STARTS = 6
_STEPS = 200


@dataclass(frozen=True, eq=False)
class Excitement:
    """What excites one neuron most.

    Attributes:
        layer: l = 1…L.
        neuron: j, from 0.
        pull: The strength of the pull of the input towards 0: what is subtracted from z for each
            square of a pixel.
        smoothness: The strength of the pull of neighbouring pixels towards each other.
        inputs: (s, n_in) the inputs that were found, each number in 0–1, the best first.
        z: (s,) the neuron's weighted sum plus bias for each.
        a: (s,) its activation.
        goals: (s, steps + 1) z less the pulls, on the way from each start: how it converged.
        alike: How alike the inputs found are, the mean correlation of all pairs, −1 to 1; 0 for
            a single start.
        examples: (most,) the examples that excite the neuron most, the most exciting first.
        example_labels: (most,) what they are.
        example_z: (most,) the neuron's z for each.
        example_inputs: (most, n_in) the examples themselves.
    """

    layer: int
    neuron: int
    pull: float
    smoothness: float
    inputs: NDArray[np.float64]
    z: NDArray[np.float64]
    a: NDArray[np.float64]
    goals: NDArray[np.float64]
    alike: float
    examples: NDArray[np.int64]
    example_labels: NDArray[np.int64]
    example_z: NDArray[np.float64]
    example_inputs: NDArray[np.float64]


def analyse_excitement(
    network: Network,
    examples: Examples,
    layer: int,
    neuron: int,
    rng: np.random.Generator,
    *,
    pull: float = 0.0,
    smoothness: float = 0.0,
    n_starts: int = _STARTS,
    n_steps: int = _STEPS,
    most: int = 8,
) -> Excitement:
    """Climb the slope of a neuron's z over inputs in 0–1, from several starts.

    Each step goes along the gradient, scaled to its largest component, a little less far each time,
    and back into 0–1. Without any pull the result of a first-layer neuron is known: white where
    its weight is positive.

    Args:
        network: One network.
        examples: Searched for those that excite the neuron most; starts are drawn as noise.
        layer: l = 1…L.
        neuron: j, from 0.
        rng: Draws the starts.
        pull: Subtracts pull · Σ x² from z: only pixels that matter stay bright.
        smoothness: Subtracts smoothness · Σ (difference of neighbours)²; pictures only.
        n_starts: How many starts.
        n_steps: How many steps each.
        most: How many of the examples to name.

    Raises:
        ShapeError: when the examples do not fit the network.
        OutOfRangeError: when there is no such neuron.
        SettingsError: for strengths below 0, no starts or steps, or smoothness without pictures.

    Source: D. Erhan and others, Visualizing Higher-Layer Features of a Deep Network, 2009.
    """
    network = fitting_network(network, examples)
    check_neuron(network.sizes, layer, neuron)
    check_most(most)
    if not (0 <= pull < np.inf and 0 <= smoothness < np.inf) or n_starts < 1 or n_steps < 1:
        raise SettingsError(
            f"Expected pulls of 0 or more, one start or more and one step or more, got {pull}, "
            f"{smoothness}, {n_starts} and {n_steps}.",
            hint="for example a pull of 0.1",
        )
    if smoothness and examples.image_shape is None:
        raise SettingsError(
            f"Expected pictures to be smoothed, got {examples.name}, which has none.",
            hint="leave smoothness out",
        )
    X, goals = _climb(network, layer, neuron, rng, pull, smoothness, examples.image_shape,
                      n_starts, n_steps)  # fmt: skip
    order = np.argsort(-goals[:, -1], kind="stable")
    X, goals = X[order], goals[order]
    step = forward(network, X).layers[layer - 1]
    all_z = np.concatenate(
        [trace.layers[layer - 1].z[:, neuron] for _, trace in traces(network, examples)]
    )
    found = np.argsort(-all_z, kind="stable")[:most]
    return Excitement(
        layer=layer,
        neuron=neuron,
        pull=pull,
        smoothness=smoothness,
        inputs=X,
        z=step.z[:, neuron],
        a=step.a[:, neuron],
        goals=goals,
        alike=_alike(X),
        examples=found,
        example_labels=examples.labels[found],
        example_z=all_z[found],
        example_inputs=np.asarray(examples.inputs(found), np.float64),
    )


def _climb(
    network: Network,
    layer: int,
    neuron: int,
    rng: np.random.Generator,
    pull: float,
    smoothness: float,
    shape: tuple[int, int] | None,
    n_starts: int,
    n_steps: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    X = rng.uniform(0, 1, (n_starts, network.sizes[0])) * 0.5
    goals = np.empty((n_starts, n_steps + 1))
    for step in range(n_steps + 1):
        trace = forward(network, X)
        rough, rough_slope = _roughness(X, shape) if smoothness else (0.0, 0.0)
        z = trace.layers[layer - 1].z[:, neuron]
        goals[:, step] = z - pull * (X**2).sum(axis=1) - smoothness * rough
        if step == n_steps:
            break
        slope = input_gradient(network, trace, layer, neuron)
        slope = slope - 2 * pull * X - smoothness * rough_slope
        largest = np.abs(slope).max(axis=1, keepdims=True)
        how_far = 0.2 * (1 - step / n_steps)
        X = np.clip(X + how_far * slope / np.where(largest > 0, largest, 1.0), 0, 1)
    return X, goals


def _roughness(
    X: NDArray[np.float64], shape: tuple[int, int] | None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The sum of squared differences of neighbouring pixels, and its slope."""
    assert shape is not None
    pictures = X.reshape(-1, *shape)
    down, right = np.diff(pictures, axis=1), np.diff(pictures, axis=2)
    slope = np.zeros_like(pictures)
    slope[:, 1:] += 2 * down
    slope[:, :-1] -= 2 * down
    slope[:, :, 1:] += 2 * right
    slope[:, :, :-1] -= 2 * right
    rough = (down**2).sum(axis=(1, 2)) + (right**2).sum(axis=(1, 2))
    return rough, slope.reshape(X.shape)


def _alike(X: NDArray[np.float64]) -> float:
    """The mean correlation of all pairs of rows; 0 where there is no pair."""
    n = len(X)
    if n < 2:
        return 0.0
    centred = X - X.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    units = centred / np.where(lengths > 0, lengths, 1.0)
    products = units @ units.T
    return float((products.sum() - np.trace(products)) / (n * (n - 1)))
