"""S14, two ways down the same slope: with every example for each step, and with a few."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.analyse.mini_batches import BatchAngles
from backlit.analyse.principal import principal
from backlit.core.backprop import backprop
from backlit.core.cost import SQUARED_ERROR, Cost
from backlit.core.forward import forward
from backlit.core.network import Network, flatten
from backlit.core.optimizers import descend
from backlit.data.examples import Examples
from backlit.errors import SettingsError
from backlit.explain.dataset_gradient import cost_alone, fitting_network


@dataclass(frozen=True, eq=False)
class Path:
    """One way down.

    Attributes:
        batch_size: Examples in each step's mini-batch.
        seen: (m,) how many examples had been looked at, at each point of the path.
        costs: (m,) C over all examples there.
        places: (m, 2) where that is on the plane of both paths.
    """

    batch_size: int
    seen: NDArray[np.int64]
    costs: NDArray[np.float64]
    places: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class TwoPaths:
    """Two ways down from the same start, with the same learning rate.

    Attributes:
        learning_rate: η of every step.
        careful: The way with all examples for each step.
        quick: The way with a mini-batch for each step.
        explained: The share of both paths' variance that lies in the plane they are drawn on, 0–1.
    """

    learning_rate: float
    careful: Path
    quick: Path
    explained: float


@dataclass(frozen=True, eq=False)
class MiniBatches:
    """Mini-batches against everything: their directions, and where they lead.

    Attributes:
        moments: What each moment of the training is called.
        angles: How the directions differ, by batch size.
        paths: The two ways down from the second of them.
    """

    moments: tuple[str, ...]
    angles: BatchAngles
    paths: TwoPaths


def two_paths(
    network: Network,
    examples: Examples,
    rng: np.random.Generator,
    cost: Cost = SQUARED_ERROR,
    *,
    batch_size: int = 10,
    learning_rate: float = 1.0,
    n_steps: int = 40,
    n_careful: int | None = None,
) -> TwoPaths:
    """Descend twice from the same start: with careful steps, and with quick ones.

    Args:
        network: Where both begin.
        examples: What is learned from; a few thousand will do.
        rng: Shuffles them for the quick way.
        cost: The cost function.
        batch_size: Examples in a mini-batch of the quick way.
        learning_rate: η of both.
        n_steps: How many steps the quick way takes.
        n_careful: How many the careful way takes; as many when None.

    Raises:
        ShapeError: when the examples do not fit the network.
        SettingsError: for a batch size, learning rate or number of steps that cannot work.

    Source: slides, "a drunk man stumbling quickly down a hill".
    """
    network = fitting_network(network, examples)
    n_careful = n_steps if n_careful is None else n_careful
    fits = 1 <= batch_size <= len(examples)
    if not fits or min(n_steps, n_careful) < 1 or not 0 < learning_rate < np.inf:
        raise SettingsError(
            f"Expected 1 to {len(examples)} examples in a mini-batch, a learning rate above 0 and "
            f"one step or more, got {batch_size}, {learning_rate}, {n_steps} and {n_careful}.",
            hint="for example batches of 10, a learning rate of 1 and 40 steps",
        )
    everything = np.arange(len(examples))
    careful = list(_walk(network, examples, cost, learning_rate, [everything] * n_careful))
    rounds = -(-n_steps * batch_size // len(examples))
    order = rng.permuted(np.tile(everything, (rounds, 1)), axis=1)
    batches = order.reshape(-1)[: n_steps * batch_size].reshape(n_steps, batch_size)
    quick = list(_walk(network, examples, cost, learning_rate, list(batches)))
    points = np.array([vector for vector, _ in careful] + [vector for vector, _ in quick])
    plane = principal(points, 2)
    here = len(careful)
    return TwoPaths(
        learning_rate=learning_rate,
        careful=_path(len(examples), careful, plane.positions[:here]),
        quick=_path(batch_size, quick, plane.positions[here:]),
        explained=float(plane.explained.sum()),
    )


def _walk(
    network: Network,
    examples: Examples,
    cost: Cost,
    learning_rate: float,
    batches: list[NDArray[np.intp]],
) -> Iterator[tuple[NDArray[np.float64], float]]:
    """The weights and the cost at the start and after each step."""
    yield flatten(network), cost_alone(network, examples, cost)
    for which in batches:
        trace = forward(network, examples.inputs(which))
        gradient = backprop(network, trace, examples.targets(which), cost)
        network = descend(network, gradient, learning_rate)
        yield flatten(network), cost_alone(network, examples, cost)


def _path(
    batch_size: int,
    walked: list[tuple[NDArray[np.float64], float]],
    places: NDArray[np.float64],
) -> Path:
    seen = np.arange(len(walked)) * batch_size
    return Path(batch_size, seen, np.array([cost for _, cost in walked]), places)
