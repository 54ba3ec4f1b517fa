"""Descent: from a gradient to the next network.

L2 adds l2/2 · Σ w² over the weights (not the biases) to the cost, so l2 · W to the gradient.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, TypeAlias

from backlit.core.backprop import Gradient, LayerGradient, gradient_from_arrays
from backlit.core.namespace import array_namespace
from backlit.core.network import Network
from backlit.core.shapes import Array


@dataclass(frozen=True)
class SGD:
    """w ← w − η ∂C/∂w: "change by some small multiple of −∇C". Source: slides."""

    name: ClassVar[str] = "sgd"
    n_moments: ClassVar[int] = 0

    def change(
        self,
        gradient: Array,
        moments: Sequence[Array],
        learning_rate: float | Array,
        n_steps: int | Array,
    ) -> tuple[Array, tuple[Array, ...]]:
        """What to add in step ``n_steps``, counted from 1; nothing to remember."""
        return -learning_rate * gradient, ()


@dataclass(frozen=True)
class Momentum:
    """v ← μ v − η ∂C/∂w, w ← w + v: a ball that rolls. Source: Nielsen's book, eq. 107–108.

    Attributes:
        momentum: μ, the share of its velocity that the ball keeps in each step, 0–1.
    """

    momentum: float = 0.9

    name: ClassVar[str] = "momentum"
    n_moments: ClassVar[int] = 1

    def change(
        self,
        gradient: Array,
        moments: Sequence[Array],
        learning_rate: float | Array,
        n_steps: int | Array,
    ) -> tuple[Array, tuple[Array, ...]]:
        """The velocity, to add and to remember."""
        velocity = self.momentum * moments[0] - learning_rate * gradient
        return velocity, (velocity,)


@dataclass(frozen=True)
class Adam:
    """Steps scaled by running means of the gradient and of its square.

    Source: D. Kingma and J. Ba, "Adam: a method for stochastic optimization", 2015, algorithm 1.

    Attributes:
        beta1: Share that the mean of the gradient keeps in each step.
        beta2: Share that the mean of the squared gradient keeps.
        epsilon: Keeps the division finite.
    """

    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    name: ClassVar[str] = "adam"
    n_moments: ClassVar[int] = 2

    def change(
        self,
        gradient: Array,
        moments: Sequence[Array],
        learning_rate: float | Array,
        n_steps: int | Array,
    ) -> tuple[Array, tuple[Array, ...]]:
        """The scaled step, and both means to remember."""
        xp = array_namespace(gradient)
        mean = self.beta1 * moments[0] + (1 - self.beta1) * gradient
        square = self.beta2 * moments[1] + (1 - self.beta2) * gradient**2
        # Both means start at 0: dividing by the share of the weight seen so far undoes that bias.
        unbiased_mean = mean / (1 - self.beta1**n_steps)
        unbiased_square = square / (1 - self.beta2**n_steps)
        step = learning_rate * unbiased_mean / (xp.sqrt(unbiased_square) + self.epsilon)
        return -step, (mean, square)


# Each turns a gradient and its moments into a change to add to the parameters.
Optimizer: TypeAlias = SGD | Momentum | Adam


@dataclass(frozen=True, eq=False)
class OptimizerState:
    """What an optimizer remembers from step to step.

    Attributes:
        n_steps: Steps taken so far; an array of no axes where the array library itself counts.
        moments: Numbers shaped like the gradient: none for plain descent, the velocity for
            momentum, the two running means for Adam.
    """

    n_steps: int | Array
    moments: tuple[Gradient, ...]


def initial_optimizer_state(network: Network, optimizer: Optimizer) -> OptimizerState:
    """The state before the first step: every moment 0."""
    xp = array_namespace(network.layers[0].W)
    zero = gradient_from_arrays(
        (xp.zeros_like(layer.W), xp.zeros_like(layer.b)) for layer in network.layers
    )
    return OptimizerState(0, (zero,) * optimizer.n_moments)


def descend(
    network: Network, gradient: Gradient, learning_rate: float | Array, l2: float | Array = 0.0
) -> Network:
    """Take one plain step downhill: w ← w − η (∂C/∂w + l2 · w).

    Args:
        network: Where we stand; a population takes a step each.
        gradient: ∇C there.
        learning_rate: η; one number, or one for each network of a population.
        l2: Strength of the pull of the weights towards 0.
    """
    state = OptimizerState(0, ())
    return take_step(SGD(), network, gradient, state, learning_rate, l2)[0]


def take_step(
    optimizer: Optimizer,
    network: Network,
    gradient: Gradient,
    state: OptimizerState,
    learning_rate: float | Array,
    l2: float | Array = 0.0,
) -> tuple[Network, OptimizerState]:
    """Take one step of any optimizer. Arguments as for ``descend``.

    Returns:
        The network and the optimizer's state after the step.
    """
    n_steps = state.n_steps + 1
    layers = []
    moments: list[list[LayerGradient]] = [[] for _ in state.moments]
    for index, (layer, gradient_here) in enumerate(
        zip(network.layers, gradient.layers, strict=True)
    ):
        here = [moment.layers[index] for moment in state.moments]
        dW = gradient_here.dW + _spread(l2, 2) * layer.W
        W_change, W_moments = optimizer.change(
            dW, [moment.dW for moment in here], _spread(learning_rate, 2), n_steps
        )
        b_change, b_moments = optimizer.change(
            gradient_here.db,
            [moment.db for moment in here],
            _spread(learning_rate, 1),
            n_steps,
        )
        layers.append(replace(layer, W=layer.W + W_change, b=layer.b + b_change))
        for collected, new_dW, new_db in zip(moments, W_moments, b_moments, strict=True):
            collected.append(LayerGradient(layer.number, new_dW, new_db))
    after = OptimizerState(n_steps, tuple(Gradient(tuple(collected)) for collected in moments))
    return Network(tuple(layers)), after


def _spread(knob: float | Array, axes: int) -> float | Array:
    """Give a knob with a value for each network the axes of that network's parameters."""
    if getattr(knob, "ndim", 0) == 0:
        return knob
    return knob[(..., *(None,) * axes)]  # type: ignore[index]
