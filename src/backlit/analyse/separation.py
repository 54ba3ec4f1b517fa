"""How far apart each layer pulls the classes: two numbers for the input and for every layer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.analyse.subject import check_most
from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.engines.answers import traces
from backlit.explain.dataset_gradient import fitting_network

Points = NDArray[np.float64]
Labels = NDArray[np.int64]

# Silhouettes compare each point with each other one: enough of them for two digits of precision.
_MOST_SILHOUETTES = 2000


@dataclass(frozen=True, eq=False)
class Separation:
    """How well the classes are separated in each layer, the input being layer 0.

    Attributes:
        n_examples: How many examples were placed.
        widths: (L + 1,) how many numbers each layer has.
        centroid_accuracies: (L + 1,) the share of examples that lie nearest to the centroid of
            their own class. The centroids are those of one half of the examples and judged on the
            other half, both ways round. What guessing would reach is about 1/n_classes.
        silhouettes: (L + 1,) the mean silhouette, −1 to 1: how much nearer an example is to its own
            class than to the nearest other one; NaN where there is only one class.
    """

    n_examples: int
    widths: NDArray[np.int64]
    centroid_accuracies: NDArray[np.float64]
    silhouettes: NDArray[np.float64]


def analyse_separation(network: Network, examples: Examples, most: int = 2000) -> Separation:
    """Measure how well the classes are separated in the input and in each layer's activations.

    Args:
        network: One network.
        examples: Any number of them.
        most: Take only the first so many.

    Raises:
        ShapeError: when the examples do not fit the network.
        SettingsError: when ``most`` is below 1.
    """
    check_most(most)
    network = fitting_network(network, examples)
    few = examples.take(slice(0, most))
    layers = [layer_points(network, few, layer) for layer in range(len(network.sizes))]
    return Separation(
        n_examples=len(few),
        widths=np.array(network.sizes, np.int64),
        centroid_accuracies=np.array([centroid_accuracy(each, few.labels) for each in layers]),
        silhouettes=np.array(
            [
                silhouette(each[:_MOST_SILHOUETTES], few.labels[:_MOST_SILHOUETTES])
                for each in layers
            ]
        ),
    )


def layer_points(network: Network, examples: Examples, layer: int) -> Points:
    """The activations of a layer for each example, (n, width); those of layer 0 are the inputs."""
    if layer == 0:
        return examples.inputs().astype(np.float64)
    return np.concatenate([trace.layers[layer - 1].a for _, trace in traces(network, examples)])


def centroids(points: Points, labels: Labels, n_classes: int) -> Points:
    """The mean point of each class, (n_classes, d); NaN for a class without points."""
    member = np.zeros((n_classes, len(points)))
    member[labels, np.arange(len(points))] = 1
    with np.errstate(invalid="ignore"):
        means: Points = (member @ points) / member.sum(axis=1, keepdims=True)
    return means


def centroid_accuracy(points: Points, labels: Labels) -> float:
    """The share of points nearest to their own class's centroid, learned from the other half.

    Every second point makes one half. NaN for a single point, which has no other half.
    """
    if len(points) < 2:
        return float("nan")
    n_classes = int(labels.max()) + 1
    n_right = 0
    for learned in (0, 1):
        centres = centroids(points[learned::2], labels[learned::2], n_classes)
        judged = slice(1 - learned, None, 2)
        # |p − c|² less |p|², which is the same for every centre.
        far = (centres**2).sum(axis=1) - 2 * points[judged] @ centres.T
        nearest = np.where(np.isnan(far), np.inf, far).argmin(axis=1)
        n_right += int((nearest == labels[judged]).sum())
    return n_right / len(points)


def silhouette(points: Points, labels: Labels) -> float:
    """The mean silhouette: (b − a) / max(a, b), 0 for the only point of its class.

    a is a point's mean distance to the others of its class, b that to the nearest other class. NaN
    where there is only one class.

    Source: P. J. Rousseeuw, Silhouettes: a graphical aid to the interpretation and validation of
    cluster analysis, 1987.
    """
    classes, members = np.unique(labels, return_inverse=True)
    if len(classes) < 2:
        return float("nan")
    sizes = np.bincount(members)
    one_hot = np.eye(len(classes))[members]
    sums = _distances(points) @ one_hot
    rows = np.arange(len(points))
    with np.errstate(invalid="ignore", divide="ignore"):
        own = sums[rows, members] / (sizes[members] - 1)
        means = sums / sizes
        means[rows, members] = np.inf
        other = means.min(axis=1)
        each = (other - own) / np.maximum(own, other)
    # No other of its class, or all points in one place.
    return float(np.where(np.isfinite(each), each, 0.0).mean())


def _distances(points: Points) -> Points:
    """Between any two points, (n, n); exactly 0 to itself."""
    # Far from 0, |p|² + |q|² − 2 p·q would lose the digits that matter.
    points = points - points.mean(axis=0)
    squares = (points**2).sum(axis=1)
    squared = squares[:, None] + squares - 2 * points @ points.T
    np.fill_diagonal(squared, 0.0)
    distances: Points = np.sqrt(np.maximum(squared, 0.0))
    return distances
