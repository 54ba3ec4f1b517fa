"""Every number of a network by its name, and what it is for one example."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from backlit.checks import one_input, one_target
from backlit.core.backprop import nudges
from backlit.core.cost import Cost, cost_per_output
from backlit.core.forward import Trace, forward
from backlit.core.network import Network
from backlit.core.parameters import check_neuron, check_range
from backlit.errors import OutOfRangeError, SettingsError
from backlit.explain.layer_derivatives import LayerDerivatives, layer_derivatives

QuantityKind = Literal[
    "input", "activation", "weighted_sum", "term", "weight", "bias", "initial", "training_change",
    "manual_change", "target", "cost", "cost_term", "dC_da", "da_dz", "dC_dz", "w_dC_dz", "dC_dw",
    "dC_db",
]  # fmt: skip
QUANTITY_KINDS: tuple[QuantityKind, ...] = get_args(QuantityKind)


@dataclass(frozen=True)
class Quantity:
    """One of a network's numbers.

    Attributes:
        kind: ``input`` x_k; ``activation`` a_j; ``weighted_sum`` z_j; ``term`` w_jk·a_k; ``weight``
            w_jk; ``bias`` b_j; the ``initial`` value of either, the ``training_change`` since, and
            the ``manual_change`` after that; ``target`` y_j; ``cost`` C₀ and its ``cost_term``;
            ``dC_da`` ∂C₀/∂a_j (with layer 0: of an input); ``da_dz`` σ′(z_j); ``dC_dz`` ∂C₀/∂z_j;
            ``w_dC_dz`` w_jk·∂C₀/∂z_j; ``dC_dw`` ∂C₀/∂w_jk; ``dC_db`` ∂C₀/∂b_j.
        layer: 1…L, or 0 for the input; 0 also where there is none.
        neuron: j, from 0.
        source: k, from 0, the neuron of the layer before, for a weight.
    """

    kind: QuantityKind
    layer: int = 0
    neuron: int = 0
    source: int | None = None


def check_quantity(sizes: tuple[int, ...], it: Quantity) -> None:
    """Make sure that a network of these sizes has the quantity. Raises OutOfRangeError."""
    kind = it.kind
    if kind not in QUANTITY_KINDS:
        raise OutOfRangeError(
            f"Expected a kind of number, got {kind!r}.", hint=f"one of: {', '.join(QUANTITY_KINDS)}"
        )
    if kind == "cost":
        return
    if kind in ("target", "cost_term"):
        check_range("an output", it.neuron, sizes[-1])
        return
    if it.layer == 0 and kind in ("input", "activation", "dC_da"):
        check_range("an input", it.neuron, sizes[0])
        return
    check_neuron(sizes, it.layer, it.neuron)
    if it.source is not None:
        check_range(f"a neuron of layer {it.layer - 1}", it.source, sizes[it.layer - 1])
    elif kind in ("weight", "term", "dC_dw", "w_dC_dz"):
        raise OutOfRangeError(
            f"Expected a source neuron for {kind}, got none.",
            hint="name the neuron of the layer before that it comes from",
        )


@dataclass(frozen=True)
class ExampleQuantities:
    """A network, an example, and every quantity that follows from them.

    Attributes:
        network: One network in float64.
        x: (n_in,) the input.
        label: What it shows; None when it is not known.
        cost: The cost.
    """

    network: Network
    x: NDArray[Any]
    label: int | None
    cost: Cost

    @cached_property
    def trace(self) -> Trace:
        """What it computes."""
        return forward(self.network, one_input(self.network, self.x))

    @cached_property
    def a(self) -> list[NDArray[np.float64]]:
        """The activations of each layer, the input first."""
        return [self.trace.layers[0].a_prev[0], *(step.a[0] for step in self.trace.layers)]

    @cached_property
    def y(self) -> NDArray[np.float64]:
        """(1, n_out) the target. Raises SettingsError when there is no label."""
        if self.label is None:
            raise SettingsError(
                "Expected a label for the input, got none.",
                hint="say which output should be 1",
            )
        return one_target(self.network, self.label)

    @cached_property
    def derivatives(self) -> tuple[LayerDerivatives, ...]:
        """The local derivatives of each layer."""
        flowed = nudges(self.network, self.trace, self.y, self.cost)
        return layer_derivatives(self.network, self.trace, self.y, self.cost, flowed)

    @cached_property
    def cost_terms(self) -> NDArray[np.float64]:
        """(n_out,) the contribution of each output to the cost."""
        activation = self.network.layers[-1].activation
        terms: NDArray[np.float64] = cost_per_output(
            self.trace, self.y, activation=activation, cost=self.cost
        )[0]
        return terms

    def value(self, it: Quantity) -> float:
        """The value of a quantity, except those of earlier states of the network."""
        layer, j, k = it.layer, it.neuron, it.source
        match it.kind:
            case "input":
                return float(self.a[0][j])
            case "activation":
                return float(self.a[layer][j])
            case "weighted_sum":
                return float(self.trace.layers[layer - 1].z[0, j])
            case "term":
                assert k is not None
                return parameter_value(self.network, it) * float(self.a[layer - 1][k])
            case "weight" | "bias":
                return parameter_value(self.network, it)
            case "target":
                return float(self.y[0, j])
            case "cost":
                return float(self.cost_terms.sum())
            case "cost_term":
                return float(self.cost_terms[j])
            case "dC_da" if layer == 0:
                return float(self.derivatives[0].dC_dz @ self.derivatives[0].W[:, j])
            case "dC_da":
                return float(self.derivatives[layer - 1].dC_da[j])
            case "da_dz":
                slopes = self.derivatives[layer - 1].da_dz
                if slopes is None:
                    raise OutOfRangeError(
                        "Expected a neuron with its own da_dz, got one of a softmax layer.",
                        hint="there every activation depends on every z: use dC_dz",
                    )
                return float(slopes[j])
            case "dC_dz" | "dC_db":
                return float(self.derivatives[layer - 1].dC_dz[j])
            case "w_dC_dz":
                return parameter_value(self.network, it) * float(
                    self.derivatives[layer - 1].dC_dz[j]
                )
            case "dC_dw":
                assert k is not None
                return float(self.a[layer - 1][k]) * float(self.derivatives[layer - 1].dC_dz[j])
        raise AssertionError(f"{it.kind} needs earlier states of the network")


def parameter_value(network: Network, it: Quantity) -> float:
    """The weight of a quantity, or the bias when it names no source."""
    layer = network.layers[it.layer - 1]
    return float(layer.b[it.neuron] if it.source is None else layer.W[it.neuron, it.source])
