"""Chapter 3: full-batch and mini-batch gradient descent from the same start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.checks import fitting_network
from backlit.core.backprop import backprop
from backlit.core.cost import SQUARED_ERROR, Cost
from backlit.core.forward import forward
from backlit.core.network import Network, flatten
from backlit.core.optimizers import descend
from backlit.data.examples import Examples
from backlit.errors import SettingsError
from backlit.gradients.dataset_gradient import cost_alone
from backlit.gradients.mini_batches import BatchAngles
from backlit.maths.pca import pca
from backlit.record import record


@dataclass(frozen=True, eq=False)
class DescentPath:
    """One path of gradient descent.

    Attributes:
        batch_size: Examples in each step's mini-batch.
        examples_seen: (m,) the number of examples processed up to each point of the path.
        costs: (m,) C over all examples there.
        positions: (m, 2) the point's position in the plane of both paths.
    """

    batch_size: int
    examples_seen: NDArray[np.int64]
    costs: NDArray[np.float64]
    positions: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class BatchSizeComparison:
    """Two paths from the same start, with the same learning rate.

    Attributes:
        learning_rate: η of every step.
        full_batch: The path with all examples for each step.
        mini_batch: The path with a mini-batch for each step.
        explained: The share of both paths' variance that lies in their plane, 0–1.
    """

    learning_rate: float
    full_batch: DescentPath
    mini_batch: DescentPath
    explained: float


@record
@dataclass(frozen=True, eq=False)
class MiniBatches:
    """Mini-batches against all examples: their gradients, and the paths they lead to.

    Attributes:
        stages: The name of each stage of the training.
        angles: The angles of the gradients at each stage, by batch size.
        paths: The two paths from the second stage.
    """

    stages: tuple[str, ...]
    angles: BatchAngles
    paths: BatchSizeComparison


def compare_batch_sizes(
    network: Network,
    examples: Examples,
    rng: np.random.Generator,
    cost: Cost = SQUARED_ERROR,
    *,
    batch_size: int = 10,
    learning_rate: float = 1.0,
    n_steps: int = 40,
    n_full_batch_steps: int | None = None,
) -> BatchSizeComparison:
    """Descend twice from the same start: with full batches, and with mini-batches.

    Args:
        network: Where both begin.
        examples: The training examples; a few thousand are enough.
        rng: Shuffles them into mini-batches.
        cost: The cost function.
        batch_size: Examples in a mini-batch.
        learning_rate: η of both.
        n_steps: The number of mini-batch steps.
        n_full_batch_steps: The number of full-batch steps; as many when None.

    Raises:
        ShapeError: when the examples do not fit the network.
        SettingsError: for a batch size, learning rate or number of steps that cannot work.

    Source: slides, "a drunk man stumbling quickly down a hill".
    """
    network = fitting_network(network, examples)
    n_full_batch_steps = n_steps if n_full_batch_steps is None else n_full_batch_steps
    fits = 1 <= batch_size <= len(examples)
    if not fits or min(n_steps, n_full_batch_steps) < 1 or not 0 < learning_rate < np.inf:
        raise SettingsError(
            f"Expected 1 to {len(examples)} examples in a mini-batch, a learning rate above 0 and "
            f"one step or more, got {batch_size}, {learning_rate}, {n_steps} and "
            f"{n_full_batch_steps}.",
            hint="for example batches of 10, a learning rate of 1 and 40 steps",
        )
    every = np.arange(len(examples))
    full_batch = list(
        _descend(network, examples, cost, learning_rate, [every] * n_full_batch_steps)
    )
    rounds = -(-n_steps * batch_size // len(examples))
    order = rng.permuted(np.tile(every, (rounds, 1)), axis=1)
    batches = order.reshape(-1)[: n_steps * batch_size].reshape(n_steps, batch_size)
    mini_batch = list(_descend(network, examples, cost, learning_rate, list(batches)))
    points = np.array([vector for vector, _ in full_batch] + [vector for vector, _ in mini_batch])
    plane = pca(points, 2)
    here = len(full_batch)
    return BatchSizeComparison(
        learning_rate=learning_rate,
        full_batch=_path(len(examples), full_batch, plane.positions[:here]),
        mini_batch=_path(batch_size, mini_batch, plane.positions[here:]),
        explained=float(plane.explained.sum()),
    )


def _descend(
    network: Network,
    examples: Examples,
    cost: Cost,
    learning_rate: float,
    batches: list[NDArray[np.intp]],
) -> Iterator[tuple[NDArray[np.float64], float]]:
    """Weights and cost at the start and after each step."""
    yield flatten(network), cost_alone(network, examples, cost)
    for which in batches:
        trace = forward(network, examples.inputs(which))
        gradient = backprop(network, trace, examples.targets(which), cost)
        network = descend(network, gradient, learning_rate)
        yield flatten(network), cost_alone(network, examples, cost)


def _path(
    batch_size: int,
    points: list[tuple[NDArray[np.float64], float]],
    positions: NDArray[np.float64],
) -> DescentPath:
    examples_seen = np.arange(len(points)) * batch_size
    return DescentPath(batch_size, examples_seen, np.array([cost for _, cost in points]), positions)
