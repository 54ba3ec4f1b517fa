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
from backlit.explain.layer_derivatives import LayerLinks, chain_links

Kind = Literal[
    "input", "activation", "weighted_sum", "term", "weight", "bias", "beginning", "learned",
    "by_hand", "desired", "cost", "cost_term", "slope_of_activation", "activation_slope",
    "slope_of_weighted_sum", "slope_through_weight", "slope_of_weight", "slope_of_bias",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Quantity:
    """One of a network's numbers.

    Attributes:
        kind: ``input`` x_k; ``activation`` a_j; ``weighted_sum`` z_j; ``term`` w_jk·a_k; ``weight``
            w_jk; ``bias`` b_j; what a weight or bias was at the ``beginning``, what it has
            ``learned`` since, and what was changed in it ``by_hand``; ``desired`` y_j; ``cost`` C₀
            and its ``cost_term``; ``slope_of_activation`` ∂C₀/∂a_j (with layer 0: of an input);
            ``activation_slope`` σ′(z_j); ``slope_of_weighted_sum`` ∂C₀/∂z_j;
            ``slope_through_weight`` w_jk·∂C₀/∂z_j; ``slope_of_weight`` ∂C₀/∂w_jk;
            ``slope_of_bias`` ∂C₀/∂b_j.
        layer: 1…L, or 0 for the input; 0 also where there is none.
        neuron: j, from 0.
        source: k, from 0, the neuron of the layer before, where a weight is spoken of.
    """

    kind: Kind
    layer: int = 0
    neuron: int = 0
    source: int | None = None


def check_quantity(sizes: tuple[int, ...], it: Quantity) -> None:
    """Refuse what a network of such layers has not. Raises OutOfRangeError."""
    kind = it.kind
    if kind not in KINDS:
        raise OutOfRangeError(
            f"Expected a kind of number, got {kind!r}.", hint=f"one of: {', '.join(KINDS)}"
        )
    if kind == "cost":
        return
    if kind in ("desired", "cost_term"):
        check_range("an output", it.neuron, sizes[-1])
        return
    if it.layer == 0 and kind in ("input", "activation", "slope_of_activation"):
        check_range("an input", it.neuron, sizes[0])
        return
    check_neuron(sizes, it.layer, it.neuron)
    if it.source is not None:
        check_range(f"a neuron of layer {it.layer - 1}", it.source, sizes[it.layer - 1])
    elif kind in ("weight", "term", "slope_of_weight", "slope_through_weight"):
        raise OutOfRangeError(
            f"Expected a source for a {kind.replace('_', ' ')}, got none.",
            hint="name the neuron of the layer before that it comes from",
        )


@dataclass(frozen=True)
class Opened:
    """A network, an example, and every number that follows from them.

    Attributes:
        network: One network in float64.
        x: (n_in,) the input.
        label: What it shows, where somebody said.
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
        """(1, n_out) the desired outputs. Raises SettingsError where nobody said a label."""
        if self.label is None:
            raise SettingsError(
                "Expected to know what this shows, got no label.",
                hint="say which of the outputs should be 1",
            )
        return one_target(self.network, self.label)

    @cached_property
    def links(self) -> tuple[LayerLinks, ...]:
        """The slopes through each layer."""
        flowed = nudges(self.network, self.trace, self.y, self.cost)
        return chain_links(self.network, self.trace, self.y, self.cost, flowed)

    @cached_property
    def cost_terms(self) -> NDArray[np.float64]:
        """(n_out,) what each output adds to the cost."""
        activation = self.network.layers[-1].activation
        terms: NDArray[np.float64] = cost_per_output(
            self.trace, self.y, activation=activation, cost=self.cost
        )[0]
        return terms

    def value(self, it: Quantity) -> float:
        """A number of the network; not of its past."""
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
            case "desired":
                return float(self.y[0, j])
            case "cost":
                return float(self.cost_terms.sum())
            case "cost_term":
                return float(self.cost_terms[j])
            case "slope_of_activation" if layer == 0:
                return float(self.links[0].dC_dz @ self.links[0].W[:, j])
            case "slope_of_activation":
                return float(self.links[layer - 1].dC_da[j])
            case "activation_slope":
                slopes = self.links[layer - 1].da_dz
                if slopes is None:
                    raise OutOfRangeError(
                        "Expected a neuron with a slope of its own, got one of a softmax layer.",
                        hint="there every activation depends on every z: ask for the slope of z",
                    )
                return float(slopes[j])
            case "slope_of_weighted_sum" | "slope_of_bias":
                return float(self.links[layer - 1].dC_dz[j])
            case "slope_through_weight":
                return parameter_value(self.network, it) * float(self.links[layer - 1].dC_dz[j])
            case "slope_of_weight":
                assert k is not None
                return float(self.a[layer - 1][k]) * float(self.links[layer - 1].dC_dz[j])
        raise AssertionError(f"{it.kind} is of a network's past")


def parameter_value(network: Network, it: Quantity) -> float:
    """The weight that a quantity speaks of, or the bias when it names no source."""
    layer = network.layers[it.layer - 1]
    return float(layer.b[it.neuron] if it.source is None else layer.W[it.neuron, it.source])
