"""Chapter 2, the cost function: the mean over many examples, and the distribution behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.checks import check_limit, fitting_network
from backlit.core.cost import SQUARED_ERROR, Cost
from backlit.core.network import Network, unflatten
from backlit.data.examples import Examples
from backlit.inference import predict
from backlit.record import record

# The quantiles that the record holds, in its order.
QUANTILES = (0.0, 0.25, 0.5, 0.75, 0.9, 0.99, 1.0)
_DOUBLINGS = 8


@record
@dataclass(frozen=True, eq=False)
class CostDistribution:
    """The cost over many examples: its mean and its distribution.

    Attributes:
        cost_function: The name of the cost function.
        total: C, the mean over all examples.
        per_class: (n_classes,) the mean over the examples of each class; NaN where there are none.
        n_per_class: (n_classes,) the number of examples of each class, the weights with which the
            means of the classes make the mean of all.
        edges: (n_bins + 1,) the edges of the bins of costs: 0, then each twice the one before.
        counts: (n_bins,) the number of examples in each bin.
        quantiles: (7,) the cost that 0, 25, 50, 75, 90, 99 and 100 % of the examples do not exceed.
        best: (limit,) the examples with the smallest cost, the smallest first.
        best_costs: (limit,) their costs.
        worst: (limit,) the examples with the largest cost, the largest first.
        worst_costs: (limit,) their costs.
        worst_labels: (limit,) their labels.
        worst_predicted: (limit,) the predicted classes.
    """

    cost_function: str
    total: float
    per_class: NDArray[np.float64]
    n_per_class: NDArray[np.int64]
    edges: NDArray[np.float64]
    counts: NDArray[np.int64]
    quantiles: NDArray[np.float64]
    best: NDArray[np.int64]
    best_costs: NDArray[np.float64]
    worst: NDArray[np.int64]
    worst_costs: NDArray[np.float64]
    worst_labels: NDArray[np.int64]
    worst_predicted: NDArray[np.int64]


def cost_distribution(
    network: Network, examples: Examples, cost: Cost = SQUARED_ERROR, limit: int = 10
) -> CostDistribution:
    """The cost over any examples: its mean, by class, its distribution, the best and the worst.

    Args:
        network: One network.
        examples: Any subset of the data.
        cost: The cost function.
        limit: How many of the best and of the worst to list.

    Raises:
        ShapeError: when the examples do not fit the network.
        SettingsError: when the cost is not defined for its outputs, or ``limit`` is below 1.

    Source: slides, "average over all of the training data"; "utter trash".
    """
    network = fitting_network(network, examples)
    check_limit(limit)
    cost.check_fits(network.layers[-1].activation)
    predictions = predict(network, examples, cost)
    costs, labels = predictions.costs, examples.labels
    n_per_class = np.bincount(labels, minlength=examples.n_classes)
    sums = np.bincount(labels, weights=costs, minlength=examples.n_classes)
    per_class = np.full(examples.n_classes, np.nan)
    np.divide(sums, n_per_class, out=per_class, where=n_per_class > 0)
    edges = _edges(costs)
    order = np.argsort(costs, kind="stable")
    best, worst = order[:limit], order[::-1][:limit]
    return CostDistribution(
        cost_function=cost.name,
        total=float(costs.mean()),
        per_class=per_class,
        n_per_class=n_per_class,
        edges=edges,
        counts=np.histogram(costs, edges)[0],
        quantiles=np.quantile(costs, QUANTILES),
        best=best,
        best_costs=costs[best],
        worst=worst,
        worst_costs=costs[worst],
        worst_labels=labels[worst],
        worst_predicted=predictions.predicted[worst],
    )


def cost_at(
    vector: NDArray[Any], network: Network, examples: Examples, cost: Cost = SQUARED_ERROR
) -> float:
    """The cost as a function of all weights and biases: C(w₀, w₁, …).

    Args:
        vector: (n_parameters,) the weights and biases, in the order of ``flatten``.
        network: Defines the layers; its own weights are not used.
        examples: The cost is their mean.
        cost: The cost function.

    Raises:
        ShapeError: when the vector or the examples do not fit the network.
        SettingsError: when the cost is not defined for its outputs.
    """
    moved = unflatten(network, np.asarray(vector, np.float64))
    moved = fitting_network(moved, examples)
    cost.check_fits(moved.layers[-1].activation)
    return float(predict(moved, examples, cost).costs.mean())


def _edges(costs: NDArray[np.float64]) -> NDArray[np.float64]:
    """0, then powers of two up to above the largest cost, as most costs are very small."""
    largest = float(costs.max())
    top = int(np.floor(np.log2(largest))) + 1 if largest > 0 else 0
    return np.concatenate([[0.0], np.exp2(np.arange(top - _DOUBLINGS, top + 1))])
