"""Finite differences: change one weight or bias a little and see how the cost changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.core.activations import RELU
from backlit.core.cost import Cost, mean_cost
from backlit.core.forward import Trace, forward
from backlit.core.network import Network
from backlit.core.parameters import Parameter

# Fourth order: the error shrinks with the fourth power of the step, so the step may be large enough
# for the difference of the costs to keep its digits.
_STENCIL = ((-2, 1 / 12), (-1, -8 / 12), (1, 8 / 12), (2, -1 / 12))
_STEPS = (1e-3, 1e-4, 1e-5, 1e-6)


@dataclass(frozen=True)
class FiniteDifference:
    """A derivative by central differences of fourth order.

    Attributes:
        value: (C(w − 2h) − 8 C(w − h) + 8 C(w + h) − C(w + 2h)) / 12h.
        step: h. It is smaller where a ReLU would turn on or off within ±2h.
        at_kink: A ReLU turns on or off even within the smallest step: the cost has a corner there,
            and a difference across it is no derivative.
    """

    value: float
    step: float
    at_kink: bool


def finite_difference(
    network: Network, X: NDArray[Any], y: NDArray[Any], cost: Cost, parameter: Parameter
) -> FiniteDifference:
    """∂C/∂w of one weight or bias by differences of the mean cost over examples.

    Args:
        network: One network in float64.
        X: (n, n_in) the examples.
        y: (n, n_out) the targets.
        cost: The cost.
        parameter: The weight or bias to change.

    Source: slides, ∂C₀/∂w is what ∂C₀ comes to for a tiny nudge ∂w.
    """
    # The layers before do not change: they are computed once.
    before = Network(network.layers[: parameter.layer - 1]) if parameter.layer > 1 else None
    a_prev = X if before is None else forward(before, X).output
    rest = Network(network.layers[parameter.layer - 1 :])
    activation = rest.layers[-1].activation
    here = forward(rest, a_prev)
    value, step, at_kink = 0.0, _STEPS[-1], True
    for step in _STEPS:
        value, at_kink = 0.0, False
        for steps, share in _STENCIL:
            there = forward(_moved(rest, parameter, steps * step), a_prev)
            at_kink = at_kink or _turns(rest, here, there)
            moved = mean_cost(there, y, activation=activation, cost=cost)
            value += share / step * float(moved)
        if not at_kink:
            break
    return FiniteDifference(value, step, at_kink)


def _moved(network: Network, parameter: Parameter, by: float) -> Network:
    """The network with one parameter of its first layer moved."""
    layer = network.layers[0]
    if parameter.source is None:
        b = layer.b.copy()
        b[parameter.neuron] += by
        layer = replace(layer, b=b)
    else:
        W = layer.W.copy()
        W[parameter.neuron, parameter.source] += by
        layer = replace(layer, W=W)
    return Network((layer, *network.layers[1:]))


def _turns(network: Network, here: Trace, there: Trace) -> bool:
    """Whether a ReLU is on in one of two traces and off in the other, or at its corner."""
    return any(
        bool(np.any((before.z > 0) != (after.z > 0)))
        for layer, before, after in zip(network.layers, here.layers, there.layers, strict=True)
        if layer.activation is RELU
    )
