"""Chapter 3, the last column of the table: the average nudge over 1, 2, 3 … of the examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from backlit.checks import fitting_network
from backlit.core.cost import SQUARED_ERROR, Cost
from backlit.core.network import Network, n_parameters
from backlit.core.parameters import check_range
from backlit.data.examples import Examples
from backlit.errors import OutOfRangeError, SettingsError
from backlit.gradients.dataset_gradient import cost_and_gradient
from backlit.record import record

# The average is recorded after each of the first ten examples, then at these steps of each decade.
_IN_TEN = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80)


@record
@dataclass(frozen=True, eq=False)
class RunningAverage:
    """The average nudge over 1, 2, 3 … of the examples, up to all of them, where it is −∇C.

    Attributes:
        cost_function: The name of the cost function.
        n_examples: How many examples there are.
        parameters: (p,) the rows: indices in the vector of ``flatten``.
        counts: (s,) the number of examples in each average, at the end all of them.
        averages: (s, p) the mean nudge of these examples, in each row; the last is −∂C/∂w.
        norms: (s,) the norm of the whole average, over every weight and bias.
        angles: (s,) the angle between it and −∇C, in degrees: 0 at the end; 90 is unrelated.
    """

    cost_function: str
    n_examples: int
    parameters: NDArray[np.int64]
    counts: NDArray[np.int64]
    averages: NDArray[np.float64]
    norms: NDArray[np.float64]
    angles: NDArray[np.float64]


def running_average(
    network: Network,
    examples: Examples,
    parameters: Sequence[int] | None = None,
    cost: Cost = SQUARED_ERROR,
    *,
    layer: int | None = None,
    limit: int = 8,
) -> RunningAverage:
    """How the average nudge approaches −∇C as more examples are added.

    Args:
        network: One network.
        examples: They are added in their order.
        parameters: Which weights and biases to show, by their indices in the vector of
            ``flatten``; those with the largest averages when None.
        cost: The cost function.
        layer: Choose rows of this layer only, l = 1…L; of any when None.
        limit: How many rows, where they are not named.

    Raises:
        ShapeError: when the examples do not fit the network.
        OutOfRangeError: when there is no such layer, weight or bias.
        SettingsError: when the table would be empty, or the cost is not defined for the outputs.

    Source: slides, "average over all training data".
    """
    network = fitting_network(network, examples)
    counts = _counts(len(examples))
    average = np.zeros((len(counts), network.n_parameters))
    for place, (before, n) in enumerate(pairwise([0, *counts])):
        here = -cost_and_gradient(network, examples.take(slice(before, n)), cost)[1]
        grown = average[place - 1] if place else 0.0
        average[place] = grown + (n - before) / n * (here - grown)
    rows = _rows(network, average[-1], parameters, layer, limit)
    norms = np.linalg.norm(average, axis=1)
    return RunningAverage(
        cost_function=cost.name,
        n_examples=len(examples),
        parameters=rows,
        counts=np.array(counts, np.int64),
        averages=average[:, rows],
        norms=norms,
        angles=_angles(average, norms),
    )


def _counts(n: int) -> list[int]:
    """1, 2, … 10, 12, 15, 20, … n."""
    found = list(range(1, min(n, 10)))
    ten = 1
    while 10 * ten < n:
        found += [ten * each for each in _IN_TEN if ten * each < n]
        ten *= 10
    return [*found, n]


def _angles(average: NDArray[np.float64], norms: NDArray[np.float64]) -> NDArray[np.float64]:
    """The angles to the last average, by half-angle tangents, accurate for small ones."""
    directions = average / np.where(norms == 0, 1.0, norms)[:, None]
    difference = np.linalg.norm(directions - directions[-1], axis=1)
    total = np.linalg.norm(directions + directions[-1], axis=1)
    return np.where(norms * norms[-1] == 0, 90.0, np.degrees(2 * np.arctan2(difference, total)))


def _rows(
    network: Network,
    average: NDArray[np.float64],
    parameters: Sequence[int] | None,
    layer: int | None,
    limit: int,
) -> NDArray[np.int64]:
    if limit < 1 or (parameters is not None and not len(parameters)):
        raise SettingsError(
            "Expected at least one weight for the table, got none.",
            hint="name some, or set the limit to 8",
        )
    if parameters is not None:
        for index in parameters:
            check_range("a weight or bias", index, network.n_parameters)
        return np.array(parameters, np.int64)
    start, end = 0, network.n_parameters
    if layer is not None:
        if not 1 <= layer < len(network.sizes):
            raise OutOfRangeError(
                f"Expected a layer from 1 to {len(network.sizes) - 1}, got {layer}.",
                hint="the input, layer 0, has no weights",
            )
        start, end = (n_parameters(network.sizes[:each]) for each in (layer, layer + 1))
    return start + np.argsort(-np.abs(average[start:end]), kind="stable")[:limit]
