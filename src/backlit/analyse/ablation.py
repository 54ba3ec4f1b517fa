"""Ablation: switch each hidden neuron off in turn, and see which one the network misses most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.core.cost import SQUARED_ERROR, Cost, cost_per_example
from backlit.core.forward import forward
from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.engines.answers import traces
from backlit.errors import SettingsError, ShapeError
from backlit.explain.dataset_gradient import fitting_network

REPLACEMENTS = ("zero", "mean")


@dataclass(frozen=True, eq=False)
class Ablation:
    """How a network does without each of its hidden neurons, one at a time.

    What single neurons take away does not add up to what several take away together: others may
    step in for one, or lean on it.

    Attributes:
        replacement: What the activation of a switched-off neuron is: ``zero``, or ``mean``, its
            mean over the examples, so that it tells nothing any more but weighs as much as before.
        n_per_class: (n_classes,) how many examples there are of each class.
        accuracy: Of the whole network, 0–1.
        cost: Of the whole network, the mean C_k.
        accuracy_per_class: (n_classes,) of the whole network; NaN for a class without examples.
        layers: (m,) the layer of each hidden neuron, 1…L−1.
        neurons: (m,) its number in that layer.
        mean_activations: (m,) its mean activation over the examples.
        accuracies: (m,) the network's accuracy without it.
        costs: (m,) the network's cost without it.
        accuracies_per_class: (m, n_classes) the accuracy on each class without it.
        ranking: (m,) the places of the neurons in these lists, the most missed first: by the
            accuracy that is lost, and among equal ones by the cost that is gained.
    """

    replacement: str
    n_per_class: NDArray[np.int64]
    accuracy: float
    cost: float
    accuracy_per_class: NDArray[np.float64]
    layers: NDArray[np.int64]
    neurons: NDArray[np.int64]
    mean_activations: NDArray[np.float64]
    accuracies: NDArray[np.float64]
    costs: NDArray[np.float64]
    accuracies_per_class: NDArray[np.float64]
    ranking: NDArray[np.int64]


def analyse_ablation(
    network: Network,
    examples: Examples,
    cost: Cost = SQUARED_ERROR,
    *,
    replacement: str = "zero",
) -> Ablation:
    """Switch each hidden neuron off in turn.

    Activations up to a neuron's layer do not change when it is switched off. They are computed
    once, and only the layers behind it again.

    Args:
        network: One network with at least one hidden layer.
        examples: Any number of them.
        cost: What C_k is.
        replacement: ``zero`` or ``mean``.

    Raises:
        ShapeError: when the examples do not fit the network, or it has no hidden layer.
        SettingsError: when there is no such replacement, or the cost is not defined for the
            outputs.
    """
    if replacement not in REPLACEMENTS:
        raise SettingsError(
            f"Expected a replacement of {' or '.join(REPLACEMENTS)}, got {replacement!r}.",
            hint="try zero",
        )
    network = fitting_network(network, examples)
    sizes, activation = network.sizes, network.layers[-1].activation
    if len(sizes) < 3:
        raise ShapeError(
            f"Expected a network with hidden neurons to switch off, got {'-'.join(map(str, sizes))}"
            ".",
            hint="train one with hidden layers: `backlit train --layers 16,16`",
        )
    hidden = [(layer, k) for layer in range(1, len(sizes) - 1) for k in range(sizes[layer])]
    means = _mean_activations(network, examples)
    # Row 0 is the whole network, row 1 + i the network without hidden neuron i.
    right = np.zeros((1 + len(hidden), examples.n_classes))
    costs = np.zeros(1 + len(hidden))
    for which, trace in traces(network, examples):
        y, labels = examples.targets(which), examples.labels[which]
        for row, (layer, k) in enumerate([(0, 0), *hidden]):
            changed = trace
            if row:
                a = trace.layers[layer - 1].a.copy()
                a[:, k] = means[row - 1] if replacement == "mean" else 0.0
                changed = forward(Network(network.layers[layer:]), a)
            said_right = changed.output.argmax(axis=-1) == labels
            right[row] += np.bincount(labels[said_right], minlength=examples.n_classes)
            costs[row] += cost_per_example(changed, y, activation=activation, cost=cost).sum()

    n, n_per_class = len(examples), np.bincount(examples.labels, minlength=examples.n_classes)
    per_class = np.full(right.shape, np.nan)
    np.divide(right, n_per_class, out=per_class, where=n_per_class > 0)
    accuracies, costs = right.sum(axis=1) / n, costs / n
    return Ablation(
        replacement=replacement,
        n_per_class=n_per_class,
        accuracy=float(accuracies[0]),
        cost=float(costs[0]),
        accuracy_per_class=per_class[0],
        layers=np.array([layer for layer, _ in hidden], np.int64),
        neurons=np.array([k for _, k in hidden], np.int64),
        mean_activations=means,
        accuracies=accuracies[1:],
        costs=costs[1:],
        accuracies_per_class=per_class[1:],
        ranking=np.lexsort((-costs[1:], accuracies[1:])).astype(np.int64),
    )


def _mean_activations(network: Network, examples: Examples) -> NDArray[np.float64]:
    """The mean activation of each hidden neuron, layer by layer."""
    sums = [np.zeros(size) for size in network.sizes[1:-1]]
    for _, trace in traces(network, examples):
        for total, step in zip(sums, trace.layers, strict=False):
            total += step.a.sum(axis=0)
    return np.concatenate(sums) / len(examples)
