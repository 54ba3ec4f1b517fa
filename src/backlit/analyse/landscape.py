"""S9 on the real network: the cost over a line or a plane through all its weights and biases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.analyse.directions import path_directions, random_direction
from backlit.analyse.plane_costs import grid_costs
from backlit.core.cost import SQUARED_ERROR, Cost
from backlit.core.network import Network, flatten, unflatten
from backlit.data.examples import Examples
from backlit.errors import SettingsError, ShapeError
from backlit.explain.dataset_gradient import cost_alone, fitting_network
from backlit.explain.example import one_network

# How much further than the path the plane reaches, as a share of the path's own reach.
_MARGIN = 0.25


@dataclass(frozen=True, eq=False)
class Line:
    """The cost along a line: at w + t·d for many t.

    Attributes:
        cost: The name of the cost function.
        n_examples: How many examples it is the mean over.
        offsets: (n,) t; 0 is the network, and 1 the other one where there are two.
        costs: (n,) C at each.
        length: The length of d.
        curvature: The second derivative of C with respect to t at t = 0, by second difference.
    """

    cost: str
    n_examples: int
    offsets: NDArray[np.float64]
    costs: NDArray[np.float64]
    length: float
    curvature: float


@dataclass(frozen=True, eq=False)
class Plane:
    """The cost over a plane: at w + αu + βv for a grid of α and β.

    Attributes:
        directions: ``random``, or ``path`` for the principal directions of a path.
        cost: The name of the cost function.
        n_examples: How many examples it is the mean over.
        alphas: (n,) how far along u; 0 is the network.
        betas: (m,) how far along v.
        costs: (m, n) C at each point of the grid.
        centre: C at the network itself.
        lengths: (2,) the lengths of u and v.
        explained: (2,) the share of the path's variance along u and v, 0–1; 0 for random ones.
        path: (t, 2) where the networks of the path lie on the plane; none for random directions.
        path_costs: (t,) what they cost, where they are and not where the plane is.
    """

    directions: str
    cost: str
    n_examples: int
    alphas: NDArray[np.float64]
    betas: NDArray[np.float64]
    costs: NDArray[np.float64]
    centre: float
    lengths: NDArray[np.float64]
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
) -> Line:
    """The cost along the line from one network through another.

    Args:
        network: Where t is 0.
        other: Where t is 1: another network of the same shape.
        examples: What the cost is the mean over.
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
            hint="there is a line between networks of the same layers only",
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
) -> Line:
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
) -> Plane:
    """The cost over a plane of two random directions: see ``random_direction``.

    Args:
        network: In the middle of the plane.
        examples: What the cost is the mean over.
        rng: Draws the directions.
        cost: The cost function.
        size: Points along each side.
        span: How far to either side; 1 moves every neuron by as much as it is large.
        on_row: Called with the number of rows done after each.

    Raises:
        ShapeError: when the examples do not fit the network.
        SettingsError: when the cost is not defined for the outputs, for fewer than 2 points a
            side, or a span that is not above 0.
    """
    network = fitting_network(network, examples)
    _check(size, span)
    u, v = random_direction(network, rng), random_direction(network, rng)
    offsets = np.linspace(-span, span, size)
    nothing = np.zeros((0, 2))
    return _plane(network, u, v, offsets, offsets, examples, cost, "random", np.zeros(2),
                  nothing, np.zeros(0), on_row)  # fmt: skip


def path_plane(
    path: Sequence[Network],
    examples: Examples,
    cost: Cost = SQUARED_ERROR,
    *,
    size: int = 41,
    span: float = 1.0,
    on_row: Callable[[int], object] | None = None,
) -> Plane:
    """The cost over the plane in which a path of networks varies most, with the path on it.

    Args:
        path: Networks of one shape, from the first to the last; that lies at 0.
        examples: What the cost is the mean over.
        cost: The cost function.
        size: Points along each side.
        span: How much of the surroundings to show: 1 is the path and a quarter of its reach more.
        on_row: Called with the number of rows done after each.

    Raises:
        ShapeError: when networks or examples do not fit, or the path does not leave a line.
        SettingsError: as ``random_plane``, and for a path of fewer than three networks.
    """
    _check(size, span)
    plane, places = path_directions(path)
    network = fitting_network(path[-1], examples)
    u, v = (unflatten(network, direction) for direction in plane.directions)
    alphas, betas = (_reach(places[:, axis], size, span) for axis in (0, 1))
    costs = np.array([cost_alone(one_network(each), examples, cost) for each in path])
    return _plane(network, u, v, alphas, betas, examples, cost, "path", plane.explained,
                  places, costs, on_row)  # fmt: skip


def _line(
    network: Network,
    direction: Network,
    examples: Examples,
    cost: Cost,
    size: int,
    span: tuple[float, float],
) -> Line:
    _check(size, span[1] - span[0])
    cost.check_fits(network.layers[-1].activation)
    offsets = np.linspace(*span, size)
    step = (span[1] - span[0]) / 100
    # Three more at the network itself, for how the cost bends there.
    points = np.concatenate([offsets, [-step, 0.0, step]])
    (row,) = grid_costs(network, direction, direction, points, np.zeros(1), examples, cost)
    behind, here, ahead = row[-3:]
    return Line(
        cost=cost.name,
        n_examples=len(examples),
        offsets=offsets,
        costs=row[:-3],
        length=float(np.linalg.norm(flatten(direction))),
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
) -> Plane:
    cost.check_fits(network.layers[-1].activation)
    costs = np.empty((len(betas), len(alphas)))
    for number, row in enumerate(grid_costs(network, u, v, alphas, betas, examples, cost)):
        costs[number] = row
        if on_row is not None:
            on_row(number + 1)
    return Plane(
        directions=directions,
        cost=cost.name,
        n_examples=len(examples),
        alphas=alphas,
        betas=betas,
        costs=costs,
        centre=cost_alone(network, examples, cost),
        lengths=np.array([float(np.linalg.norm(flatten(each))) for each in (u, v)]),
        explained=explained,
        path=path,
        path_costs=path_costs,
    )


def _reach(places: NDArray[np.float64], size: int, span: float) -> NDArray[np.float64]:
    low, high = float(places.min()), float(places.max())
    middle, half = (low + high) / 2, (high - low) / 2 * (1 + _MARGIN) * span
    return np.linspace(middle - half, middle + half, size)


def _check(size: int, span: float) -> None:
    if size < 2 or not 0 < span < np.inf:
        raise SettingsError(
            f"Expected 2 points a side or more and a span above 0, got {size} and {span}.",
            hint="for example 41 points and a span of 1",
        )
