"""Activation maximisation: the inputs and the examples that activate a neuron most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.checks import check_limit, fitting_network
from backlit.core.forward import forward
from backlit.core.input_gradient import input_gradient
from backlit.core.network import Network
from backlit.core.parameters import check_neuron
from backlit.data.examples import Examples
from backlit.errors import SettingsError
from backlit.inference import traces
from backlit.record import record

_STARTS = 6
_STEPS = 200


@record
@dataclass(frozen=True, eq=False)
class ActivationMaximisation:
    """What activates one neuron most.

    Attributes:
        layer: l = 1…L.
        neuron: j, from 0.
        l2: The strength of the penalty on the squares of the pixels.
        smoothness: The strength of the penalty on squared differences of neighbouring pixels.
        inputs: (s, n_in) the inputs that were found, each number in 0–1, the best first.
        z: (s,) the neuron's weighted sum plus bias for each.
        a: (s,) its activation.
        objectives: (s, steps + 1) z minus the penalties, after each step from each start.
        mean_correlation: The mean correlation of all pairs of the inputs found, −1 to 1; 0 for a
            single start.
        examples: (limit,) the examples that activate the neuron most, the strongest first.
        example_labels: (limit,) their labels.
        example_z: (limit,) the neuron's z for each.
        example_inputs: (limit, n_in) the examples themselves.
    """

    layer: int
    neuron: int
    l2: float
    smoothness: float
    inputs: NDArray[np.float64]
    z: NDArray[np.float64]
    a: NDArray[np.float64]
    objectives: NDArray[np.float64]
    mean_correlation: float
    examples: NDArray[np.int64]
    example_labels: NDArray[np.int64]
    example_z: NDArray[np.float64]
    example_inputs: NDArray[np.float64]


def maximise_activation(
    network: Network,
    examples: Examples,
    layer: int,
    neuron: int,
    rng: np.random.Generator,
    *,
    l2: float = 0.0,
    smoothness: float = 0.0,
    n_starts: int = _STARTS,
    n_steps: int = _STEPS,
    limit: int = 8,
) -> ActivationMaximisation:
    """Find inputs in 0–1 that maximise a neuron's z, by gradient ascent from several starts.

    Each step follows the gradient, scaled to its largest component, with decreasing step size, and
    is clipped to 0–1. Without penalties the result for a first-layer neuron is known: white where
    its weight is positive.

    Args:
        network: One network.
        examples: Searched for those that activate the neuron most; the starts are noise.
        layer: l = 1…L.
        neuron: j, from 0.
        rng: Draws the starts.
        l2: Subtracts l2 · Σ x² from z: only pixels that matter stay bright.
        smoothness: Subtracts smoothness · Σ (difference of neighbours)²; pictures only.
        n_starts: The number of starts.
        n_steps: The number of steps from each.
        limit: How many of the examples to list.

    Raises:
        ShapeError: when the examples do not fit the network.
        OutOfRangeError: when there is no such neuron.
        SettingsError: for strengths below 0, no starts or steps, or smoothness without pictures.

    Source: D. Erhan and others, Visualizing Higher-Layer Features of a Deep Network, 2009.
    """
    network = fitting_network(network, examples)
    check_neuron(network.sizes, layer, neuron)
    check_limit(limit)
    if not (0 <= l2 < np.inf and 0 <= smoothness < np.inf) or n_starts < 1 or n_steps < 1:
        raise SettingsError(
            f"Expected penalties of 0 or more, one start or more and one step or more, got {l2}, "
            f"{smoothness}, {n_starts} and {n_steps}.",
            hint="for example an l2 of 0.1",
        )
    if smoothness and examples.image_shape is None:
        raise SettingsError(
            f"Expected pictures to be smoothed, got {examples.name}, which has none.",
            hint="leave smoothness out",
        )
    X, objectives = _ascend(network, layer, neuron, rng, l2, smoothness, examples.image_shape,
                      n_starts, n_steps)  # fmt: skip
    order = np.argsort(-objectives[:, -1], kind="stable")
    X, objectives = X[order], objectives[order]
    step = forward(network, X).layers[layer - 1]
    all_z = np.concatenate(
        [trace.layers[layer - 1].z[:, neuron] for _, trace in traces(network, examples)]
    )
    strongest = np.argsort(-all_z, kind="stable")[:limit]
    return ActivationMaximisation(
        layer=layer,
        neuron=neuron,
        l2=l2,
        smoothness=smoothness,
        inputs=X,
        z=step.z[:, neuron],
        a=step.a[:, neuron],
        objectives=objectives,
        mean_correlation=_mean_correlation(X),
        examples=strongest,
        example_labels=examples.labels[strongest],
        example_z=all_z[strongest],
        example_inputs=np.asarray(examples.inputs(strongest), np.float64),
    )


def _ascend(
    network: Network,
    layer: int,
    neuron: int,
    rng: np.random.Generator,
    l2: float,
    smoothness: float,
    shape: tuple[int, int] | None,
    n_starts: int,
    n_steps: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    X = rng.uniform(0, 1, (n_starts, network.sizes[0])) * 0.5
    objectives = np.empty((n_starts, n_steps + 1))
    for step in range(n_steps + 1):
        trace = forward(network, X)
        rough, rough_slope = _roughness(X, shape) if smoothness else (0.0, 0.0)
        z = trace.layers[layer - 1].z[:, neuron]
        objectives[:, step] = z - l2 * (X**2).sum(axis=1) - smoothness * rough
        if step == n_steps:
            break
        slope = input_gradient(network, trace, layer, neuron)
        slope = slope - 2 * l2 * X - smoothness * rough_slope
        largest = np.abs(slope).max(axis=1, keepdims=True)
        step_size = 0.2 * (1 - step / n_steps)
        X = np.clip(X + step_size * slope / np.where(largest > 0, largest, 1.0), 0, 1)
    return X, objectives


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


def _mean_correlation(X: NDArray[np.float64]) -> float:
    """The mean correlation of all pairs of rows; 0 where there is no pair."""
    n = len(X)
    if n < 2:
        return 0.0
    centred = X - X.mean(axis=1, keepdims=True)
    norms = np.linalg.norm(centred, axis=1, keepdims=True)
    units = centred / np.where(norms > 0, norms, 1.0)
    products = units @ units.T
    return float((products.sum() - np.trace(products)) / (n * (n - 1)))
