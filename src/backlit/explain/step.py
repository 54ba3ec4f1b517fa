"""S10, one step taken by hand: what the gradient promises, and what the cost really does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.core.cost import SQUARED_ERROR, Cost
from backlit.core.network import Network, flatten, unflatten
from backlit.data.examples import Examples
from backlit.errors import SettingsError
from backlit.explain.dataset_gradient import cost_alone, cost_and_gradient, fitting_network

LEARNING_RATES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)

# How far to either side the gradient is looked at to see how it turns, as a share of the weights.
_ASIDE = 1e-5


@dataclass(frozen=True, eq=False)
class Steps:
    """A single step downhill, w − η∇C, for several learning rates η.

    Attributes:
        cost: The name of the cost function.
        n_examples: How many examples the cost is the mean over.
        before: C before the step.
        length: ‖∇C‖ there.
        bend: ∇Cᵀ H ∇C, where H holds the second derivatives: how the slope changes on the way.
        learning_rates: (m,) η.
        predicted: (m,) the change of the cost that the slope promises: −η‖∇C‖².
        predicted_with_bend: (m,) the same with the second order: −η‖∇C‖² + ½η² ∇CᵀH∇C.
        real: (m,) the change when the step is taken.
    """

    cost: str
    n_examples: int
    before: float
    length: float
    bend: float
    learning_rates: NDArray[np.float64]
    predicted: NDArray[np.float64]
    predicted_with_bend: NDArray[np.float64]
    real: NDArray[np.float64]


def explain_step(
    network: Network,
    examples: Examples,
    learning_rates: Sequence[float] = LEARNING_RATES,
    cost: Cost = SQUARED_ERROR,
) -> Steps:
    """Take one plain step downhill with each of some learning rates, always from here.

    Args:
        network: One network.
        examples: What the cost is the mean over.
        learning_rates: η of each step.
        cost: The cost function, without L2.

    Raises:
        ShapeError: when the examples do not fit the network.
        SettingsError: when the cost is not defined for its outputs, or a learning rate is not a
            finite number.

    Source: slides, "change by some small multiple of −∇C"; Taylor's theorem to second order.
    """
    network = fitting_network(network, examples)
    rates = np.asarray(learning_rates, np.float64)
    if rates.ndim != 1 or not rates.size or not np.isfinite(rates).all():
        raise SettingsError(
            f"Expected one or more learning rates that are finite numbers, got {learning_rates!r}.",
            hint="for example 0.1",
        )
    before, gradient = cost_and_gradient(network, examples, cost)
    here = flatten(network)
    squares = float(gradient @ gradient)
    bend = _bend(network, examples, cost, here, gradient)
    after = [
        cost_alone(unflatten(network, here - rate * gradient), examples, cost) for rate in rates
    ]
    predicted = -rates * squares
    return Steps(
        cost=cost.name,
        n_examples=len(examples),
        before=before,
        length=squares**0.5,
        bend=bend,
        learning_rates=rates,
        predicted=predicted,
        predicted_with_bend=predicted + 0.5 * rates**2 * bend,
        real=np.array(after) - before,
    )


def _bend(
    network: Network,
    examples: Examples,
    cost: Cost,
    here: NDArray[np.float64],
    gradient: NDArray[np.float64],
) -> float:
    """∇CᵀH∇C, from how the gradient differs a little to either side along itself."""
    length = float(np.linalg.norm(gradient))
    if length == 0:
        return 0.0
    aside = _ASIDE * max(1.0, float(np.linalg.norm(here))) * gradient / length
    ahead, behind = (
        cost_and_gradient(unflatten(network, here + way * aside), examples, cost)[1]
        for way in (1, -1)
    )
    turned = (ahead - behind) @ gradient / (2 * float(np.linalg.norm(aside)))
    return float(turned * length)
