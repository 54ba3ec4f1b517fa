"""S13, how the last column of the table grows: the average over more and more examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from backlit.core.cost import SQUARED_ERROR, Cost
from backlit.core.network import Network, n_parameters
from backlit.core.parameters import check_range
from backlit.data.examples import Examples
from backlit.errors import OutOfRangeError, SettingsError
from backlit.explain.dataset_gradient import cost_and_gradient, fitting_network

# Where the average is looked at: each of the first ten, then as many in each power of ten.
_IN_TEN = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80)


@dataclass(frozen=True, eq=False)
class GrowingAverage:
    """The average of what 1, 2, 3 … of all examples ask, until it is −∇C.

    Attributes:
        cost: The name of the cost function.
        n_examples: How many examples there are.
        parameters: (p,) the rows: places in the vector of ``flatten``.
        counts: (s,) how many of the first examples were asked, the last time all of them.
        averages: (s, p) the mean of what these ask, in each row; the last is −∂C/∂w.
        lengths: (s,) how long the whole average is, over every weight and bias.
        angles: (s,) the angle between it and −∇C, in degrees: 0 at the end; 90 is no relation.
    """

    cost: str
    n_examples: int
    parameters: NDArray[np.int64]
    counts: NDArray[np.int64]
    averages: NDArray[np.float64]
    lengths: NDArray[np.float64]
    angles: NDArray[np.float64]


def explain_growing_average(
    network: Network,
    examples: Examples,
    parameters: Sequence[int] | None = None,
    cost: Cost = SQUARED_ERROR,
    *,
    layer: int | None = None,
    most: int = 8,
) -> GrowingAverage:
    """How the average of what examples ask grows into −∇C, and turns towards it.

    Args:
        network: One network.
        examples: They are asked in their order.
        parameters: Which weights and biases to show, by their places in the vector of
            ``flatten``; those with the largest averages when None.
        cost: The cost function.
        layer: Only those of this layer, l = 1…L, where they are not named; of any when None.
        most: How many of those.

    Raises:
        ShapeError: when the examples do not fit the network.
        OutOfRangeError: when there is no such layer, weight or bias.
        SettingsError: when nothing is to be shown, or the cost is not defined for the outputs.

    Source: slides, "average over all training data".
    """
    network = fitting_network(network, examples)
    counts = _counts(len(examples))
    average = np.zeros((len(counts), network.n_parameters))
    for place, (before, n) in enumerate(pairwise([0, *counts])):
        here = -cost_and_gradient(network, examples.take(slice(before, n)), cost)[1]
        grown = average[place - 1] if place else 0.0
        average[place] = grown + (n - before) / n * (here - grown)
    rows = _rows(network, average[-1], parameters, layer, most)
    lengths = np.linalg.norm(average, axis=1)
    return GrowingAverage(
        cost=cost.name,
        n_examples=len(examples),
        parameters=rows,
        counts=np.array(counts, np.int64),
        averages=average[:, rows],
        lengths=lengths,
        angles=_angles(average, lengths),
    )


def _counts(n: int) -> list[int]:
    """1, 2, … 10, 12, 15, 20, … n."""
    found = list(range(1, min(n, 10)))
    ten = 1
    while 10 * ten < n:
        found += [ten * each for each in _IN_TEN if ten * each < n]
        ten *= 10
    return [*found, n]


def _angles(average: NDArray[np.float64], lengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """To the last, by the half angle's tangent, which keeps its digits where they are small."""
    directions = average / np.where(lengths == 0, 1.0, lengths)[:, None]
    apart = np.linalg.norm(directions - directions[-1], axis=1)
    along = np.linalg.norm(directions + directions[-1], axis=1)
    return np.where(lengths * lengths[-1] == 0, 90.0, np.degrees(2 * np.arctan2(apart, along)))


def _rows(
    network: Network,
    average: NDArray[np.float64],
    parameters: Sequence[int] | None,
    layer: int | None,
    most: int,
) -> NDArray[np.int64]:
    if most < 1 or (parameters is not None and not len(parameters)):
        raise SettingsError(
            "Expected at least one weight for the table, got none.", hint="name some, or ask for 8"
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
    return start + np.argsort(-np.abs(average[start:end]), kind="stable")[:most]
