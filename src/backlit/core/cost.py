"""Cost: how bad the network's output is, per output, per example and on average.

A cost gives the term of each output, so that a breakdown always adds up to the whole, and the error
δ = ∂C_k/∂z with which backpropagation starts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backlit.core.activations import SIGMOID, SOFTMAX, Activation, activation_backward, log_softmax
from backlit.core.forward import LayerTrace, Trace
from backlit.core.namespace import array_namespace
from backlit.core.shapes import Array, Float
from backlit.errors import SettingsError, ShapeError


@dataclass(frozen=True)
class Cost:
    """A cost function of one example, C_k = Σ_j term_j.

    Attributes:
        name: What files and people call it.
        terms: (activation, z, a, y) of the output layer to the term of each output.
        delta: (activation, z, a, y) of the output layer to δ = ∂C_k/∂z.
        output_activations: The activations it is defined for; any when None.
    """

    name: str
    terms: Callable[[Activation, Array, Array, Array], Array]
    delta: Callable[[Activation, Array, Array, Array], Array]
    output_activations: tuple[Activation, ...] | None = None

    def check_fits(self, activation: Activation) -> None:
        """Make sure that the cost is defined on outputs of this activation.

        Raises:
            SettingsError: when it is not.
        """
        if self.output_activations is not None and activation not in self.output_activations:
            names = " or ".join(each.name for each in self.output_activations)
            raise SettingsError(
                f"Expected {names} outputs for the cost {self.name}, got {activation.name}.",
                hint="it takes logarithms of the outputs, which must lie between 0 and 1",
            )


def squared_error_terms(
    activation: Activation,
    z: Float[Array, "*batch n"],
    a: Float[Array, "*batch n"],
    y: Float[Array, "*#batch n"],
) -> Float[Array, "*batch n"]:
    """The term (a_j − y_j)² of each output. Source: slides, C₀ = Σ_j (a_j − y_j)²."""
    return (a - y) ** 2


def squared_error_delta(
    activation: Activation,
    z: Float[Array, "*batch n"],
    a: Float[Array, "*batch n"],
    y: Float[Array, "*#batch n"],
) -> Float[Array, "*batch n"]:
    """The error σ′(z_j) · 2(a_j − y_j). Source: slides, ∂C₀/∂a = 2(a − y)."""
    return activation_backward(activation, z, a, 2 * (a - y))


def half_squared_error_terms(
    activation: Activation,
    z: Float[Array, "*batch n"],
    a: Float[Array, "*batch n"],
    y: Float[Array, "*#batch n"],
) -> Float[Array, "*batch n"]:
    """The term ½(a_j − y_j)² of each output.

    Source: M. Nielsen, Neural Networks and Deep Learning, eq. 26.
    """
    return (a - y) ** 2 / 2


def half_squared_error_delta(
    activation: Activation,
    z: Float[Array, "*batch n"],
    a: Float[Array, "*batch n"],
    y: Float[Array, "*#batch n"],
) -> Float[Array, "*batch n"]:
    """The error σ′(z_j) · (a_j − y_j). Source: Nielsen's book, eq. 30."""
    return activation_backward(activation, z, a, a - y)


def cross_entropy_terms(
    activation: Activation,
    z: Float[Array, "*batch n"],
    a: Float[Array, "*batch n"],
    y: Float[Array, "*#batch n"],
) -> Float[Array, "*batch n"]:
    """The term of each output, in nats, computed from z so that no logarithm of 0 is taken.

    For sigmoid outputs −y ln a − (1 − y) ln(1 − a) = max(z, 0) − z y + ln(1 + e^−|z|) (Nielsen's
    book, eq. 63); for softmax outputs −y ln a.
    """
    xp = array_namespace(z)
    if activation is SOFTMAX:
        return -y * log_softmax(z)
    positive_part = xp.where(z > 0, z, xp.zeros_like(z))
    return positive_part - z * y + xp.log1p(xp.exp(-xp.abs(z)))


def cross_entropy_delta(
    activation: Activation,
    z: Float[Array, "*batch n"],
    a: Float[Array, "*batch n"],
    y: Float[Array, "*#batch n"],
) -> Float[Array, "*batch n"]:
    """The error a_j − y_j, where σ′ has cancelled out (Nielsen's book, eq. 68).

    Under softmax it is a_j Σ_i y_i − y_j, the same for targets that add up to 1.
    """
    xp = array_namespace(z)
    if activation is SOFTMAX:
        return a * xp.sum(y, axis=-1, keepdims=True) - y
    return a - y


SQUARED_ERROR = Cost("squared_error", squared_error_terms, squared_error_delta)
HALF_SQUARED_ERROR = Cost("half_squared_error", half_squared_error_terms, half_squared_error_delta)
CROSS_ENTROPY = Cost("cross_entropy", cross_entropy_terms, cross_entropy_delta, (SIGMOID, SOFTMAX))

# By name, for files and the command line, where only a name can be written.
COSTS = {each.name: each for each in (SQUARED_ERROR, HALF_SQUARED_ERROR, CROSS_ENTROPY)}


def check_targets(output: LayerTrace, y: Array) -> None:
    """Make sure that there is a desired output for each output.

    Raises:
        ShapeError: when the two do not match.
    """
    if tuple(y.shape[-2:]) != tuple(output.a.shape[-2:]):
        raise ShapeError(
            f"Expected desired outputs of shape {tuple(output.a.shape[-2:])}, "
            f"got an array of shape {tuple(y.shape)}.",
            hint="turn labels into one-hot rows with `examples.targets()`",
        )


def cost_per_output(
    trace: Trace,
    y: Float[Array, "*#batch n n_out"],
    *,
    activation: Activation = SIGMOID,
    cost: Cost = SQUARED_ERROR,
) -> Float[Array, "*batch n n_out"]:
    """The terms that a cost is made of: one for each output of each example.

    Args:
        trace: What the network computed for the batch.
        y: The desired outputs.
        activation: The output layer's activation.
        cost: The cost function.

    Raises:
        ShapeError: when y does not have the shape of the output.
        SettingsError: when the cost is not defined for the activation.
    """
    output = trace.layers[-1]
    check_targets(output, y)
    cost.check_fits(activation)
    return cost.terms(activation, output.z, output.a, y)


def cost_per_example(
    trace: Trace,
    y: Float[Array, "*#batch n n_out"],
    *,
    activation: Activation = SIGMOID,
    cost: Cost = SQUARED_ERROR,
) -> Float[Array, "*batch n"]:
    """The cost C_k of each example: the sum of its terms. Raises as ``cost_per_output``."""
    terms = cost_per_output(trace, y, activation=activation, cost=cost)
    return array_namespace(terms).sum(terms, axis=-1)


def mean_cost(
    trace: Trace,
    y: Float[Array, "*#batch n n_out"],
    *,
    activation: Activation = SIGMOID,
    cost: Cost = SQUARED_ERROR,
) -> Float[Array, "*batch"]:
    """The cost C: the mean of C_k over the examples. Raises as ``cost_per_output``.

    Source: slides, "average over all of the training data".
    """
    each = cost_per_example(trace, y, activation=activation, cost=cost)
    return array_namespace(each).mean(each, axis=-1)
