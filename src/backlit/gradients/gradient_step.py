"""Chapter 2, one step of gradient descent: the predicted and the actual change of the cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.checks import fitting_network
from backlit.core.cost import SQUARED_ERROR, Cost
from backlit.core.network import Network, flatten, unflatten
from backlit.data.examples import Examples
from backlit.errors import SettingsError
from backlit.gradients.dataset_gradient import cost_alone, cost_and_gradient
from backlit.record import record

LEARNING_RATES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)

# The step of the finite difference for the curvature, as a share of the norm of the weights.
_STEP = 1e-5


@record
@dataclass(frozen=True, eq=False)
class Steps:
    """A single step of gradient descent, w − η∇C, for several learning rates η.

    Attributes:
        cost_function: The name of the cost function.
        n_examples: The number of examples that the cost is averaged over.
        before: C before the step.
        norm: ‖∇C‖ before the step.
        curvature: ∇Cᵀ H ∇C, where H is the Hessian: how the slope changes along the step.
        learning_rates: (m,) η.
        predicted: (m,) the change of the cost, predicted to first order: −η‖∇C‖².
        predicted_second_order: (m,) predicted to second order: −η‖∇C‖² + ½η² ∇CᵀH∇C.
        actual: (m,) the actual change of the cost.
    """

    cost_function: str
    n_examples: int
    before: float
    norm: float
    curvature: float
    learning_rates: NDArray[np.float64]
    predicted: NDArray[np.float64]
    predicted_second_order: NDArray[np.float64]
    actual: NDArray[np.float64]


def explain_step(
    network: Network,
    examples: Examples,
    learning_rates: Sequence[float] = LEARNING_RATES,
    cost: Cost = SQUARED_ERROR,
) -> Steps:
    """Take one step of gradient descent with each of some learning rates, always from here.

    Args:
        network: One network.
        examples: The cost is their mean.
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
    curvature = _curvature(network, examples, cost, here, gradient)
    after = [
        cost_alone(unflatten(network, here - rate * gradient), examples, cost) for rate in rates
    ]
    predicted = -rates * squares
    return Steps(
        cost_function=cost.name,
        n_examples=len(examples),
        before=before,
        norm=squares**0.5,
        curvature=curvature,
        learning_rates=rates,
        predicted=predicted,
        predicted_second_order=predicted + 0.5 * rates**2 * curvature,
        actual=np.array(after) - before,
    )


def _curvature(
    network: Network,
    examples: Examples,
    cost: Cost,
    here: NDArray[np.float64],
    gradient: NDArray[np.float64],
) -> float:
    """∇CᵀH∇C, by the central difference of the gradient along itself."""
    norm = float(np.linalg.norm(gradient))
    if norm == 0:
        return 0.0
    offset = _STEP * max(1.0, float(np.linalg.norm(here))) * gradient / norm
    ahead, behind = (
        cost_and_gradient(unflatten(network, here + sign * offset), examples, cost)[1]
        for sign in (1, -1)
    )
    change = (ahead - behind) @ gradient / (2 * float(np.linalg.norm(offset)))
    return float(change * norm)
