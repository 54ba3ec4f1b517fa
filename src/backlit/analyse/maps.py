"""A map of examples as a layer sees them: near to each other those that it finds alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.analyse.neighbours import tsne_positions, two_columns, umap_positions
from backlit.analyse.principal import principal
from backlit.analyse.separation import Separation, analyse_separation, layer_points
from backlit.analyse.subject import check_most
from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.errors import OutOfRangeError, SettingsError
from backlit.explain.dataset_gradient import fitting_network

METHODS = ("pca", "tsne", "umap")


@dataclass(frozen=True, eq=False)
class LayerMap:
    """Examples laid out in a plane by the activations of one layer.

    Attributes:
        layer: 0 for the input, 1…L.
        method: ``pca``, ``tsne`` or ``umap``.
        positions: (n, 2) where each example lies.
        labels: (n,) what each example is.
        predicted: (n,) what the network says of it.
        centres: (n_classes, 2) the median position of each class; NaN for one without examples.
        explained: (2,) for ``pca`` the share of the variance along each axis, 0–1; else NaN, as the
            axes of the others mean nothing by themselves.
        separation: How well the classes are separated in every layer, before any map is drawn.
    """

    layer: int
    method: str
    positions: NDArray[np.float64]
    labels: NDArray[np.int64]
    predicted: NDArray[np.int64]
    centres: NDArray[np.float64]
    explained: NDArray[np.float64]
    separation: Separation


def analyse_map(
    network: Network,
    examples: Examples,
    layer: int,
    *,
    method: str = "pca",
    most: int = 2000,
    rng: np.random.Generator | None = None,
) -> LayerMap:
    """Lay examples out in a plane by a layer's activations.

    Principal components are a projection: distances along the axes are true, and the share of the
    variance that they explain is stated. t-SNE and UMAP keep neighbours together and stretch all
    else: in their maps neither the size of a group nor the distance between groups means anything.

    Args:
        network: One network.
        examples: Any number of them.
        layer: 0 for the input, 1…L for the activations of a layer.
        method: ``pca``, ``tsne`` (through scikit-learn) or ``umap`` (through umap-learn).
        most: Take only the first so many examples.
        rng: What ``tsne`` and ``umap`` draw from; the same numbers each time when None.

    Raises:
        ShapeError: when the examples do not fit the network.
        OutOfRangeError: when there is no such layer.
        SettingsError: when there is no such method, its library is not installed, or it has too few
            examples to work with.

    Source: L. van der Maaten and G. Hinton, Visualizing Data using t-SNE, 2008; L. McInnes et al.,
    UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction, 2018.
    """
    check_most(most)
    network = fitting_network(network, examples)
    last = len(network.layers)
    if not 0 <= layer <= last:
        raise OutOfRangeError(
            f"Expected a layer from 0 to {last}, got {layer}.",
            hint=f"the network is {'-'.join(map(str, network.sizes))}; its input is layer 0",
        )
    if method not in METHODS:
        raise SettingsError(
            f"Expected a map by {', '.join(METHODS)}, got {method!r}.", hint="try pca"
        )
    few = examples.take(slice(0, most))
    points = layer_points(network, few, layer)
    explained = np.full(2, np.nan)
    if method == "pca":
        found = principal(points, 2)
        positions, explained = two_columns(found.positions), two_columns(found.explained)
    else:
        lay_out = tsne_positions if method == "tsne" else umap_positions
        positions = lay_out(points, np.random.default_rng(0) if rng is None else rng)
    return LayerMap(
        layer=layer,
        method=method,
        positions=positions,
        labels=few.labels,
        predicted=layer_points(network, few, last).argmax(axis=-1),
        centres=_centres(positions, few.labels, few.n_classes),
        explained=explained,
        separation=analyse_separation(network, few, most),
    )


def _centres(
    positions: NDArray[np.float64], labels: NDArray[np.int64], n_classes: int
) -> NDArray[np.float64]:
    """Where most of each class lies: medians, as single examples often lie far away."""
    centres = np.full((n_classes, 2), np.nan)
    for each in np.unique(labels).tolist():
        centres[each] = np.median(positions[labels == each], axis=0)
    return centres
