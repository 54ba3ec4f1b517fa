"""Where a number of a network comes from: one step back, to what it is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from backlit.core.cost import CROSS_ENTROPY, SQUARED_ERROR, Cost
from backlit.core.network import Layer, Network
from backlit.errors import SettingsError
from backlit.explain.example import one_network
from backlit.explain.quantities import Kind, Opened, Quantity, check_quantity, parameter_value


@dataclass(frozen=True)
class Part:
    """A number that another is made of.

    Attributes:
        quantity: Which it is.
        value: The number itself.
    """

    quantity: Quantity
    value: float


@dataclass(frozen=True)
class Origin:
    """Where a number comes from.

    Attributes:
        quantity: Which number it is.
        value: The number.
        rule: How its parts make it: ``sum``, ``product``, ``function`` of them, the ``same`` as
            the only one, or ``given``, with no parts.
        parts: Of a long sum the terms that are largest in size, the largest first; then the others.
        n_left_out: Terms of the sum that are not among the parts.
        left_out: What these add up to.
        formula: What the ``function`` is: the name of an activation or of a cost, else empty.
    """

    quantity: Quantity
    value: float
    rule: Literal["sum", "product", "function", "same", "given"]
    parts: tuple[Part, ...]
    n_left_out: int
    left_out: float
    formula: str


@dataclass(frozen=True)
class Baselines:
    """What a network was before.

    Attributes:
        first: Before it learned; None where nobody knows.
        learned: After it learned, before anything was changed by hand.
    """

    first: Network | None
    learned: Network


def explain_origin(
    network: Network,
    x: NDArray[Any],
    quantity: Quantity,
    label: int | None = None,
    cost: Cost = SQUARED_ERROR,
    *,
    past: Baselines | None = None,
    most: int = 8,
) -> Origin:
    """Open one number: what it is made of, one step back.

    Args:
        network: One network.
        x: (n_in,) the input, pixels in 0–1.
        quantity: Which number.
        label: What the input shows; needed for the cost and all that follows from it.
        cost: The cost.
        past: What the network was before, for its weights and biases.
        most: How many terms of a sum to name.

    Raises:
        ShapeError: when the input does not fit the network.
        OutOfRangeError: when there is no such number, or no such label.
        SettingsError: when a cost is asked about and nobody said what the input shows.

    Source: slides; each rule is one line of them, from a = σ(Σ w·a + b) to the recursion of ∂C₀/∂a.
    """
    network = one_network(network)
    check_quantity(network.sizes, quantity)
    return _Origins(Opened(network, x, label, cost), past, most).of(quantity)


@dataclass(frozen=True)
class _Origins:
    opened: Opened
    past: Baselines | None
    most: int

    def of(self, it: Quantity) -> Origin:
        """One step back; each case is a line of the slides."""
        layer, j, k = it.layer, it.neuron, it.source
        match it.kind:
            case "input" | "desired":
                return self._given(it, self.opened.value(it))
            case "activation" if layer == 0:
                return self._given(Quantity("input", 0, j), self.opened.value(it))
            case "activation" | "activation_slope":
                name = self._layer(layer).activation.name
                # Every output of a softmax hears every weighted sum.
                every = range(len(self._layer(layer).b)) if name == "softmax" else (j,)
                return self._function(
                    it, name, *(Quantity("weighted_sum", layer, i) for i in every)
                )
            case "weighted_sum":
                terms = self._layer(layer).W[j] * self.opened.a[layer - 1]
                bias = Quantity("bias", layer, j)
                return self._sum(it, terms, lambda i: Quantity("term", layer, j, i), bias)
            case "term":
                return self._product(it, Quantity("weight", layer, j, k), self._before(it))
            case "weight" | "bias":
                return self._parameter(it)
            case "beginning" | "learned" | "by_hand":
                return self._given(it, self._changes(it)[it.kind])
            case "cost":
                last = len(self.opened.network.layers)
                return self._sum(
                    it, self.opened.cost_terms, lambda i: Quantity("cost_term", last, i)
                )
            case "cost_term":
                return self._of_output(it)
            case "slope_of_activation":
                if layer == len(self.opened.network.layers):
                    return self._of_output(it)
                above = self.opened.links[layer]
                return self._sum(
                    it,
                    above.W[:, j] * above.dC_dz,
                    lambda i: Quantity("slope_through_weight", layer + 1, i, j),
                )
            case "slope_of_weighted_sum":
                return self._slope_of_weighted_sum(it)
            case "slope_through_weight":
                return self._product(it, Quantity("weight", layer, j, k), self._dC_dz(it))
            case "slope_of_weight":
                return self._product(it, self._before(it), self._dC_dz(it))
            case "slope_of_bias":
                part = self._part(self._dC_dz(it))
                return Origin(it, part.value, "same", (part,), 0, 0.0, "")

    def _slope_of_weighted_sum(self, it: Quantity) -> Origin:
        layer, j = it.layer, it.neuron
        link = self.opened.links[layer - 1]
        softmax = link.da_dz is None
        if softmax and self.opened.cost is not CROSS_ENTROPY:
            # Every output of a softmax answers to every weighted sum.
            every = [Quantity("slope_of_activation", layer, i) for i in range(len(link.a))]
            return self._function(it, "softmax", *every)
        if softmax or not np.isfinite(link.dC_da[j]):
            # Under the cross-entropy it is plainly a − y, also where a factor is infinite.
            return self._of_output(it)
        return self._product(
            it,
            Quantity("activation_slope", layer, j),
            Quantity("slope_of_activation", layer, j),
        )

    def _of_output(self, it: Quantity) -> Origin:
        last = len(self.opened.network.layers)
        a, y = Quantity("activation", last, it.neuron), Quantity("desired", last, it.neuron)
        return self._function(it, self.opened.cost.name, a, y)

    def _parameter(self, it: Quantity) -> Origin:
        value = self.opened.value(it)
        if self.past is None or self.past.first is None:
            return self._given(it, value)
        parts = [
            Part(Quantity(kind, it.layer, it.neuron, it.source), change)
            for kind, change in self._changes(it).items()
            if change or kind != "by_hand"
        ]
        return Origin(it, value, "sum", tuple(parts), 0, 0.0, "")

    def _changes(self, it: Quantity) -> dict[Kind, float]:
        """What a weight or bias was at first, and what was added since."""
        if self.past is None or self.past.first is None:
            raise SettingsError(
                "Expected a network whose beginning is known; of this one it is not.",
                hint="ask about a model that was trained by Backlit",
            )
        first = parameter_value(self.past.first, it)
        learned = parameter_value(self.past.learned, it)
        now = parameter_value(self.opened.network, it)
        return {"beginning": first, "learned": learned - first, "by_hand": now - learned}

    def _given(self, it: Quantity, value: float) -> Origin:
        return Origin(it, value, "given", (), 0, 0.0, "")

    def _function(self, it: Quantity, formula: str, *of: Quantity) -> Origin:
        parts = tuple(self._part(each) for each in of)
        return Origin(it, self.opened.value(it), "function", parts, 0, 0.0, formula)

    def _product(self, it: Quantity, *of: Quantity) -> Origin:
        parts = tuple(self._part(each) for each in of)
        return Origin(it, self.opened.value(it), "product", parts, 0, 0.0, "")

    def _sum(
        self,
        it: Quantity,
        terms: NDArray[np.float64],
        which: Callable[[int], Quantity],
        *also: Quantity,
    ) -> Origin:
        order = np.argsort(-np.abs(terms), kind="stable")
        named, others = order[: self.most], order[self.most :]
        parts = [Part(which(int(i)), float(terms[i])) for i in named]
        parts += [self._part(each) for each in also]
        left_out = float(terms[others].sum())
        value = self.opened.value(it)
        return Origin(it, value, "sum", tuple(parts), len(others), left_out, "")

    def _part(self, it: Quantity) -> Part:
        return Part(it, self.opened.value(it))

    def _layer(self, layer: int) -> Layer:
        return self.opened.network.layers[layer - 1]

    def _before(self, it: Quantity) -> Quantity:
        assert it.source is not None
        return Quantity("activation" if it.layer > 1 else "input", it.layer - 1, it.source)

    def _dC_dz(self, it: Quantity) -> Quantity:
        return Quantity("slope_of_weighted_sum", it.layer, it.neuron)
