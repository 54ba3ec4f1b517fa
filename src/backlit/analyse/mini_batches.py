"""S14, mini-batches: how far the gradient of a few examples is from that of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.core.backprop import Gradient, LayerNudges, flatten_gradient, nudges
from backlit.core.cost import SQUARED_ERROR, Cost
from backlit.core.forward import forward
from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.errors import SettingsError
from backlit.explain.dataset_gradient import cost_and_gradient, fitting_network

BATCH_SIZES = (1, 3, 10, 30, 100, 300, 1000)
QUANTILES = (0.1, 0.5, 0.9)


@dataclass(frozen=True, eq=False)
class BatchAngles:
    """How the gradients of mini-batches lie to the true one, by batch size, at some moments.

    Attributes:
        cost: The name of the cost function.
        n_examples: How many examples the true gradient is the mean over.
        n_draws: How many mini-batches of each size were drawn.
        batch_sizes: (s,) examples in a mini-batch.
        lengths: (t,) ‖∇C‖ at each moment.
        costs: (t,) C at each moment.
        angles: (t, s, 3) the angle between a mini-batch's gradient and the true one, in degrees:
            its first decile, median and ninth decile over the draws; 90° is no relation at all.
        distances: (t, s, 3) the length of their difference, in lengths of the true one: the same.
        downhill: (t, s) the share of mini-batches whose gradient points downhill for all examples.
    """

    cost: str
    n_examples: int
    n_draws: int
    batch_sizes: NDArray[np.int64]
    lengths: NDArray[np.float64]
    costs: NDArray[np.float64]
    angles: NDArray[np.float64]
    distances: NDArray[np.float64]
    downhill: NDArray[np.float64]


def analyse_batches(
    networks: Sequence[Network],
    examples: Examples,
    rng: np.random.Generator,
    cost: Cost = SQUARED_ERROR,
    batch_sizes: Sequence[int] = BATCH_SIZES,
    n_draws: int = 50,
) -> BatchAngles:
    """Draw mini-batches of several sizes and measure their gradients against the true one.

    Args:
        networks: The network at some moments of its training, one or more.
        examples: What it learns from.
        rng: Draws the mini-batches, without repetition within one.
        cost: The cost function.
        batch_sizes: Examples in a mini-batch; those larger than there are examples are left out.
        n_draws: How many of each size.

    Raises:
        ShapeError: when the examples do not fit the networks.
        SettingsError: for no networks, batch sizes below 1, or fewer than 1 draw.

    Source: slides, the drunk man who stumbles quickly down the hill.
    """
    sizes = sorted({size for size in batch_sizes if size <= len(examples)})
    if not networks or not sizes or sizes[0] < 1 or n_draws < 1:
        raise SettingsError(
            "Expected one or more networks, batch sizes from 1 to the number of examples, and one "
            f"draw or more, got {len(networks)} networks, sizes {list(batch_sizes)} and "
            f"{n_draws} draws.",
            hint="for example sizes 1, 10, 100 and 50 draws",
        )
    lengths, costs, angles, distances, downhill = [], [], [], [], []
    for each in networks:
        network = fitting_network(each, examples)
        total, true = cost_and_gradient(network, examples, cost)
        at_size = [_compare(network, examples, true, size, n_draws, rng, cost) for size in sizes]
        lengths.append(float(np.linalg.norm(true)))
        costs.append(total)
        angles.append([np.quantile(angle, QUANTILES) for angle, _ in at_size])
        distances.append([np.quantile(distance, QUANTILES) for _, distance in at_size])
        downhill.append([float((angle < 90).mean()) for angle, _ in at_size])
    return BatchAngles(
        cost=cost.name,
        n_examples=len(examples),
        n_draws=n_draws,
        batch_sizes=np.array(sizes),
        lengths=np.array(lengths),
        costs=np.array(costs),
        angles=np.array(angles),
        distances=np.array(distances),
        downhill=np.array(downhill),
    )


def _compare(
    network: Network,
    examples: Examples,
    true: NDArray[np.float64],
    size: int,
    n_draws: int,
    rng: np.random.Generator,
    cost: Cost,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The angles, in degrees, and distances of mini-batches of one size."""
    length = float(np.linalg.norm(true)) or 1.0
    angles, distances = np.empty(n_draws), np.empty(n_draws)
    for draw, gradient in enumerate(_gradients(network, examples, size, n_draws, rng, cost)):
        here = float(np.linalg.norm(gradient))
        cosine = gradient @ true / (here * length) if here else 0.0
        angles[draw] = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
        distances[draw] = np.linalg.norm(gradient - true) / length
    return angles, distances


def _gradients(
    network: Network,
    examples: Examples,
    size: int,
    n_draws: int,
    rng: np.random.Generator,
    cost: Cost,
) -> list[NDArray[np.float64]]:
    """The gradient of each of some mini-batches, many small ones in one pass."""
    found = []
    together = max(1, 2000 // size)
    for start in range(0, n_draws, together):
        n = min(together, n_draws - start)
        which = np.concatenate([rng.choice(len(examples), size, replace=False) for _ in range(n)])
        trace = forward(network, examples.inputs(which))
        flowed = nudges(network, trace, examples.targets(which), cost)
        for batch in range(n):
            part = slice(batch * size, (batch + 1) * size)
            layers = tuple(
                LayerNudges(each.number, each.delta[part], each.a_prev[part]).gradient
                for each in flowed
            )
            found.append(flatten_gradient(Gradient(layers)))
    return found
