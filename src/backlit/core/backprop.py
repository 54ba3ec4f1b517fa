"""Backpropagation: how the cost of each example depends on every weight and every bias."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from backlit.core.activations import activation_backward
from backlit.core.cost import SQUARED_ERROR, Cost, check_targets
from backlit.core.forward import Trace
from backlit.core.namespace import array_namespace
from backlit.core.network import Network, flatten_layers
from backlit.core.shapes import Array, Float


@dataclass(frozen=True, eq=False)
class LayerGradient:
    """The gradient of the cost for one layer: batch means, shaped as W and b."""

    number: int
    dW: Float[Array, "*population n_out n_in"]
    db: Float[Array, "*population n_out"]


@dataclass(frozen=True, eq=False)
class Gradient:
    """The gradient ∇C of a network's cost, layer by layer."""

    layers: tuple[LayerGradient, ...]


def gradient_from_arrays(pairs: Iterable[tuple[Array, Array]]) -> Gradient:
    """A gradient from one (dW, db) a layer, the first layer first."""
    return Gradient(
        tuple(LayerGradient(number, dW, db) for number, (dW, db) in enumerate(pairs, start=1))
    )


@dataclass(frozen=True, eq=False)
class LayerNudges:
    """What each example of a batch asks of one layer: minus that example's own gradient.

    Only the factors are kept; the products, one number for each example and each weight, are made
    when they are asked for.

    Attributes:
        number: The layer's number, 1…L.
        delta: (*batch, n, n_out), the error ∂C_k/∂z.
        a_prev: (*batch, n, n_in), the activations that came in.
    """

    number: int
    delta: Float[Array, "*batch n n_out"]
    a_prev: Float[Array, "*#batch n n_in"]

    @property
    def nudge_W(self) -> Float[Array, "*batch n n_out n_in"]:
        """Minus ∂C_k/∂W for each example: w_jk in proportion to a_k. Source: slides."""
        return -self.delta[..., :, None] * self.a_prev[..., None, :]

    @property
    def nudge_b(self) -> Float[Array, "*batch n n_out"]:
        """Minus ∂C_k/∂b for each example."""
        return -self.delta

    @property
    def gradient(self) -> LayerGradient:
        """Mean gradient over the examples: dW averages delta ⊗ a_prev, db averages delta.

        Source: slides, ∂C/∂w = 1/n Σ ∂C_k/∂w.
        """
        xp = array_namespace(self.delta)
        n = self.delta.shape[-2]
        dW = xp.matrix_transpose(self.delta) @ self.a_prev / n
        return LayerGradient(self.number, dW, xp.sum(self.delta, axis=-2) / n)


def nudges(
    network: Network,
    trace: Trace,
    y: Float[Array, "*#batch n n_out"],
    cost: Cost = SQUARED_ERROR,
) -> tuple[LayerNudges, ...]:
    """Flow the errors back through the network, from the cost to the first layer.

    Args:
        network: The network that made the trace.
        trace: What it computed for the batch.
        y: The desired outputs.
        cost: The cost function.

    Raises:
        ShapeError: when y does not have the shape of the output.
        SettingsError: when the cost is not defined for the output's activation.

    Source: slides, ∂C/∂a_k = Σ_j w_jk σ′(z_j) ∂C/∂a_j, "sum over layer L".
    """
    output, step = network.layers[-1], trace.layers[-1]
    check_targets(step, y)
    cost.check_fits(output.activation)
    delta = cost.delta(output.activation, step.z, step.a, y)
    found = [LayerNudges(output.number, delta, step.a_prev)]
    after = output
    for layer, step in zip(network.layers[-2::-1], trace.layers[-2::-1], strict=True):
        dC_da = delta @ after.W
        delta = activation_backward(layer.activation, step.z, step.a, dC_da)
        found.append(LayerNudges(layer.number, delta, step.a_prev))
        after = layer
    return tuple(reversed(found))


def backprop(
    network: Network,
    trace: Trace,
    y: Float[Array, "*#batch n n_out"],
    cost: Cost = SQUARED_ERROR,
) -> Gradient:
    """The gradient ∇C of the mean cost over a batch. Arguments and errors as for ``nudges``."""
    return Gradient(tuple(layer.gradient for layer in nudges(network, trace, y, cost)))


def flatten_gradient(gradient: Gradient) -> Float[Array, "*population n_parameters"]:
    """The gradient as one vector, in the order of ``network.flatten``."""
    return flatten_layers([(layer.dW, layer.db) for layer in gradient.layers])


def flatten_nudges(layers: tuple[LayerNudges, ...]) -> Float[Array, "*batch n n_parameters"]:
    """Each example's nudges as one row of numbers, in the order of ``network.flatten``.

    The rows' mean is −∇C. It takes examples × parameters numbers: ask for a few at a time.
    """
    return flatten_layers([(layer.nudge_W, layer.nudge_b) for layer in layers])
