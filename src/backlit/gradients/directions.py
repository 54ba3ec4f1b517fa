"""Directions in weight space: random at the network's own scale, or along a training path."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from backlit.checks import one_network
from backlit.core.network import Network, flatten, unflatten
from backlit.errors import SettingsError, ShapeError
from backlit.maths.pca import PrincipalComponents, pca

# Shares below this are float64's rounding errors.
_ROUNDING = 1e-12


def random_direction(network: Network, rng: np.random.Generator) -> Network:
    """A random direction in which a step of 1 changes every neuron by its own norm.

    Gaussian numbers, scaled for each neuron so that its weights and bias together have the norm of
    the neuron's own: otherwise a step would change small neurons much and large ones little, and
    plots of different networks could not be compared.

    Args:
        network: One network.
        rng: Draws the direction.

    Returns:
        The direction, as a network of the same shape.

    Raises:
        ShapeError: when it is a population.

    Source: H. Li and others, Visualizing the Loss Landscape of Neural Nets, 2018, section 4,
    "filter normalization", with biases counted as part of their neurons.
    """
    network = one_network(network)
    pieces = []
    for layer in network.layers:
        own = np.column_stack([layer.W, layer.b])
        drawn = rng.normal(size=own.shape)
        drawn *= (np.linalg.norm(own, axis=1) / np.linalg.norm(drawn, axis=1))[:, None]
        pieces += [drawn[:, :-1].reshape(-1), drawn[:, -1]]
    return unflatten(network, np.concatenate(pieces))


def path_directions(path: Sequence[Network]) -> tuple[PrincipalComponents, NDArray[np.float64]]:
    """The two directions along which a path of networks varies most.

    Args:
        path: Networks of one shape, three or more that differ.

    Returns:
        The directions, and the coordinates of each network along them, (t, 2), relative to the
        last one.

    Raises:
        SettingsError: for a path of fewer than three networks.
        ShapeError: when they are not of one shape, or the path does not leave a line.

    Source: Li and others, 2018, section 7: principal directions of the path of training.
    """
    if len(path) < 3:
        raise SettingsError(
            f"Expected a path of three networks or more, got {len(path)}.",
            hint="take the network after each epoch",
        )
    networks = [one_network(each) for each in path]
    if len({each.sizes for each in networks}) > 1:
        raise ShapeError(
            "Expected networks of one shape along a path, got several.",
            hint="take them from one run",
        )
    points = np.array([flatten(each) for each in networks])
    found = pca(points, 2)
    moved = np.linalg.norm(points - points[-1]) > _ROUNDING * np.linalg.norm(points)
    if not moved or len(found.directions) < 2 or found.explained[1] < _ROUNDING:
        raise ShapeError(
            "Expected a path that leaves a line, got one that does not.",
            hint="take more networks along the way",
        )
    return found, (points - points[-1]) @ found.directions.T
