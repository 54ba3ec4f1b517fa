"""The cost landscape of a network: along a line or over a plane in weight space."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.checks import fitting_network, one_network
from backlit.core.cost import SQUARED_ERROR, Cost
from backlit.core.network import Network, flatten, unflatten
from backlit.data.examples import Examples
from backlit.errors import SettingsError, ShapeError
from backlit.gradients.dataset_gradient import cost_alone
from backlit.gradients.directions import path_directions, random_direction
from backlit.gradients.plane_costs import grid_costs
from backlit.record import record

# The plane extends beyond the path by this share of the path's own extent.
_MARGIN = 0.25


@record
@dataclass(frozen=True, eq=False)
class CostLine:
    """The cost along a line: at w + t·d for many t.

    Attributes:
        cost_function: The name of the cost function.
        n_examples: The number of examples that the cost is averaged over.
        offsets: (n,) t; 0 is the network, and 1 the other one where there is one.
        costs: (n,) C at each.
        norm: The norm of d.
        curvature: The second derivative of C with respect to t at t = 0, by second difference.
    """

    cost_function: str
    n_examples: int
    offsets: NDArray[np.float64]
    costs: NDArray[np.float64]
    norm: float
    curvature: float


@record
@dataclass(frozen=True, eq=False)
class CostPlane:
    """The cost over a plane: at w + αu + βv for a grid of α and β.

    Attributes:
        directions: ``random``, or ``path`` for the principal directions of a path.
        cost_function: The name of the cost function.
        n_examples: The number of examples that the cost is averaged over.
        alphas: (n,) how far along u; 0 is the network.
        betas: (m,) how far along v.
        costs: (m, n) C at each point of the grid.
        centre: C at the network itself.
        norms: (2,) the norms of u and v.
        explained: (2,) the share of the path's variance along u and v, 0–1; 0 for random ones.
        path: (t, 2) the positions of the networks of the path on the plane; none for random
            directions.
        path_costs: (t,) their own costs, which differ from those of the plane.
    """

    directions: str
    cost_function: str
    n_examples: int
    alphas: NDArray[np.float64]
    betas: NDArray[np.float64]
    costs: NDArray[np.float64]
    centre: float
    norms: NDArray[np.float64]
    explained: NDArray[np.float64]
    path: NDArray[np.float64]
    path_costs: NDArray[np.float64]


def cost_line(
    network: Network,
    other: Network,
    examples: Examples,
    cost: Cost = SQUARED_ERROR,
    *,
    size: int = 101,
    span: tuple[float, float] = (-0.5, 1.5),
) -> CostLine:
    """The cost along the line from one network through another.

    Args:
        network: Where t is 0.
        other: Where t is 1: another network of the same shape.
        examples: The cost is their mean.
        cost: The cost function.
        size: How many points.
        span: From which t to which.

    Raises:
        ShapeError: when the networks or the examples do not fit each other.
        SettingsError: when the cost is not defined for the outputs, or for fewer than 2 points.

    Source: I. Goodfellow, O. Vinyals and A. Saxe, Qualitatively characterizing neural network
    optimization problems, 2015.
    """
    network = fitting_network(network, examples)
    other = one_network(other)
    if other.sizes != network.sizes:
        raise ShapeError(
            f"Expected two networks of one shape, got {network.sizes} and {other.sizes}.",
            hint="choose two networks with the same layers",
        )
    direction = unflatten(network, flatten(other) - flatten(network))
    return _line(network, direction, examples, cost, size, span)


def random_line(
    network: Network,
    examples: Examples,
    rng: np.random.Generator,
    cost: Cost = SQUARED_ERROR,
    *,
    size: int = 101,
    span: tuple[float, float] = (-1.0, 1.0),
) -> CostLine:
    """The cost along a random direction: see ``random_direction``. The rest as ``cost_line``."""
    network = fitting_network(network, examples)
    return _line(network, random_direction(network, rng), examples, cost, size, span)


def random_plane(
    network: Network,
    examples: Examples,
    rng: np.random.Generator,
    cost: Cost = SQUARED_ERROR,
    *,
    size: int = 41,
    span: float = 1.0,
    on_row: Callable[[int], object] | None = None,
) -> CostPlane:
    """The cost over a plane of two random directions: see ``random_direction``.

    Args:
        network: The middle of the plane.
        examples: The cost is their mean.
        rng: Draws the directions.
        cost: The cost function.
        size: Points along each side.
        span: How far to either side; 1 changes every neuron by its own norm.
        on_row: Called after each row, with the number of rows computed.

    Raises:
        ShapeError: when the examples do not fit the network.
        SettingsError: when the cost is not defined for the outputs, for fewer than 2 points a
            side, or a span that is not above 0.
    """
    network = fitting_network(network, examples)
    _check(size, span)
    u, v = random_direction(network, rng), random_direction(network, rng)
    offsets = np.linspace(-span, span, size)
    no_path = np.zeros((0, 2))
    return _plane(network, u, v, offsets, offsets, examples, cost, "random", np.zeros(2),
                  no_path, np.zeros(0), on_row)  # fmt: skip


def path_plane(
    path: Sequence[Network],
    examples: Examples,
    cost: Cost = SQUARED_ERROR,
    *,
    size: int = 41,
    span: float = 1.0,
    on_row: Callable[[int], object] | None = None,
) -> CostPlane:
    """The cost over the plane in which a training path varies most, with the path on it.

    Args:
        path: Networks of one shape, in order; the last one is at 0.
        examples: The cost is their mean.
        cost: The cost function.
        size: Points along each side.
        span: How much to show: 1 is the path and a margin of a quarter of its extent.
        on_row: Called after each row, with the number of rows computed.

    Raises:
        ShapeError: when networks or examples do not fit, or the path does not leave a line.
        SettingsError: as ``random_plane``, and for a path of fewer than three networks.
    """
    _check(size, span)
    plane, positions = path_directions(path)
    network = fitting_network(path[-1], examples)
    u, v = (unflatten(network, direction) for direction in plane.directions)
    alphas, betas = (_extent(positions[:, axis], size, span) for axis in (0, 1))
    costs = np.array([cost_alone(one_network(each), examples, cost) for each in path])
    return _plane(network, u, v, alphas, betas, examples, cost, "path", plane.explained,
                  positions, costs, on_row)  # fmt: skip


def _line(
    network: Network,
    direction: Network,
    examples: Examples,
    cost: Cost,
    size: int,
    span: tuple[float, float],
) -> CostLine:
    _check(size, span[1] - span[0])
    cost.check_fits(network.layers[-1].activation)
    offsets = np.linspace(*span, size)
    step = (span[1] - span[0]) / 100
    # Three more points at the network, for the curvature there.
    points = np.concatenate([offsets, [-step, 0.0, step]])
    (row,) = grid_costs(network, direction, direction, points, np.zeros(1), examples, cost)
    behind, here, ahead = row[-3:]
    return CostLine(
        cost_function=cost.name,
        n_examples=len(examples),
        offsets=offsets,
        costs=row[:-3],
        norm=float(np.linalg.norm(flatten(direction))),
        curvature=float((behind - 2 * here + ahead) / step**2),
    )


def _plane(
    network: Network,
    u: Network,
    v: Network,
    alphas: NDArray[np.float64],
    betas: NDArray[np.float64],
    examples: Examples,
    cost: Cost,
    directions: str,
    explained: NDArray[np.float64],
    path: NDArray[np.float64],
    path_costs: NDArray[np.float64],
    on_row: Callable[[int], object] | None,
) -> CostPlane:
    cost.check_fits(network.layers[-1].activation)
    costs = np.empty((len(betas), len(alphas)))
    for number, row in enumerate(grid_costs(network, u, v, alphas, betas, examples, cost)):
        costs[number] = row
        if on_row is not None:
            on_row(number + 1)
    return CostPlane(
        directions=directions,
        cost_function=cost.name,
        n_examples=len(examples),
        alphas=alphas,
        betas=betas,
        costs=costs,
        centre=cost_alone(network, examples, cost),
        norms=np.array([float(np.linalg.norm(flatten(each))) for each in (u, v)]),
        explained=explained,
        path=path,
        path_costs=path_costs,
    )


def _extent(positions: NDArray[np.float64], size: int, span: float) -> NDArray[np.float64]:
    low, high = float(positions.min()), float(positions.max())
    middle, half = (low + high) / 2, (high - low) / 2 * (1 + _MARGIN) * span
    return np.linspace(middle - half, middle + half, size)


def _check(size: int, span: float) -> None:
    if size < 2 or not 0 < span < np.inf:
        raise SettingsError(
            f"Expected 2 points a side or more and a span above 0, got {size} and {span}.",
            hint="for example 41 points and a span of 1",
        )
