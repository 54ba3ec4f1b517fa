"""S7, the cost function: one number for 13,002 weights and biases, and what it is the mean of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.analyse.subject import check_most
from backlit.core.cost import SQUARED_ERROR, Cost
from backlit.core.network import Network, unflatten
from backlit.data.examples import Examples
from backlit.engines.answers import answer
from backlit.explain.dataset_gradient import fitting_network

# The shares of examples whose cost is at most the quantile, in the record's order.
QUANTILES = (0.0, 0.25, 0.5, 0.75, 0.9, 0.99, 1.0)
_DOUBLINGS = 8


@dataclass(frozen=True, eq=False)
class CostOver:
    """The cost over many examples: the mean, and what it is made of.

    Attributes:
        cost: The name of the cost function.
        total: C, the mean over all examples.
        per_class: (n_classes,) the mean over the examples of each class; NaN where there are none.
        n_per_class: (n_classes,) how many there are of each; weighted with them, the means of the
            classes make the mean of all.
        edges: (n_bins + 1,) where the bins of costs begin and end: 0, then doubled each time.
        counts: (n_bins,) how many examples have a cost in each bin.
        quantiles: (7,) the cost that 0, 25, 50, 75, 90, 99 and 100 % of the examples do not exceed.
        best: (most,) the examples with the smallest cost, the smallest first.
        best_costs: (most,) what they cost.
        worst: (most,) the examples with the largest cost, the largest first.
        worst_costs: (most,) what they cost.
        worst_labels: (most,) what they are.
        worst_said: (most,) what the network says to them.
    """

    cost: str
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
    worst_said: NDArray[np.int64]


def cost_over(
    network: Network, examples: Examples, cost: Cost = SQUARED_ERROR, most: int = 10
) -> CostOver:
    """The cost over any examples, per class, its distribution, the best and the worst.

    Args:
        network: One network.
        examples: Any subset of the data.
        cost: The cost function.
        most: How many of the best and of the worst to name.

    Raises:
        ShapeError: when the examples do not fit the network.
        SettingsError: when the cost is not defined for its outputs, or ``most`` is below 1.

    Source: slides, "average over all of the training data"; "utter trash".
    """
    network = fitting_network(network, examples)
    check_most(most)
    cost.check_fits(network.layers[-1].activation)
    answers = answer(network, examples, cost)
    costs, labels = answers.costs, examples.labels
    n_per_class = np.bincount(labels, minlength=examples.n_classes)
    sums = np.bincount(labels, weights=costs, minlength=examples.n_classes)
    per_class = np.full(examples.n_classes, np.nan)
    np.divide(sums, n_per_class, out=per_class, where=n_per_class > 0)
    edges = _edges(costs)
    order = np.argsort(costs, kind="stable")
    best, worst = order[:most], order[::-1][:most]
    return CostOver(
        cost=cost.name,
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
        worst_said=answers.predicted[worst],
    )


def cost_at(
    vector: NDArray[Any], network: Network, examples: Examples, cost: Cost = SQUARED_ERROR
) -> float:
    """The cost as a function of all weights and biases: C(w₀, w₁, …).

    Args:
        vector: (n_parameters,) the weights and biases, in the order of ``flatten``.
        network: Whose shape they have; its own weights do not matter.
        examples: What the cost is the mean over.
        cost: The cost function.

    Raises:
        ShapeError: when the vector or the examples do not fit the network.
        SettingsError: when the cost is not defined for its outputs.
    """
    there = unflatten(network, np.asarray(vector, np.float64))
    there = fitting_network(there, examples)
    cost.check_fits(there.layers[-1].activation)
    return float(answer(there, examples, cost).costs.mean())


def _edges(costs: NDArray[np.float64]) -> NDArray[np.float64]:
    """0, and then powers of two up to above the largest cost: most examples cost very little."""
    largest = float(costs.max())
    top = int(np.floor(np.log2(largest))) + 1 if largest > 0 else 0
    return np.concatenate([[0.0], np.exp2(np.arange(top - _DOUBLINGS, top + 1))])
