"""Where a number of a network comes from: one step back, to its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from backlit.checks import one_network
from backlit.core.cost import CROSS_ENTROPY, SQUARED_ERROR, Cost
from backlit.core.network import Layer, Network
from backlit.errors import SettingsError
from backlit.explain.quantities import (
    ExampleQuantities,
    Quantity,
    QuantityKind,
    check_quantity,
    parameter_value,
)
from backlit.record import record


@dataclass(frozen=True)
class OriginPart:
    """A number that another is computed from.

    Attributes:
        quantity: Which one it is.
        value: The number itself.
    """

    quantity: Quantity
    value: float


@record
@dataclass(frozen=True)
class Origin:
    """Where a number comes from.

    Attributes:
        quantity: Which number it is.
        value: The number.
        rule: How it follows from its parts: their ``sum``, ``product`` or a ``function`` of them,
            the ``same`` as the only one, or ``given``, with no parts.
        parts: Of a long sum the largest terms in size, the largest first; then its other parts.
        n_left_out: Terms of the sum that are not among the parts.
        remainder: The sum of these.
        formula: The name of the activation or cost that the ``function`` is, else empty.
    """

    quantity: Quantity
    value: float
    rule: Literal["sum", "product", "function", "same", "given"]
    parts: tuple[OriginPart, ...]
    n_left_out: int
    remainder: float
    formula: str


@dataclass(frozen=True)
class Baselines:
    """Earlier states of a network.

    Attributes:
        initial: Before its training; None where it is not known.
        trained: After its training, before anything was changed by hand.
    """

    initial: Network | None
    trained: Network


def explain_origin(
    network: Network,
    x: NDArray[Any],
    quantity: Quantity,
    label: int | None = None,
    cost: Cost = SQUARED_ERROR,
    *,
    baselines: Baselines | None = None,
    limit: int = 8,
) -> Origin:
    """Explain one number by its parts, one step back.

    Args:
        network: One network.
        x: (n_in,) the input, pixels in 0–1.
        quantity: Which number.
        label: What the input shows; needed for the cost and its derivatives.
        cost: The cost.
        baselines: Earlier states of the network, for its weights and biases.
        limit: How many terms of a sum to name.

    Raises:
        ShapeError: when the input does not fit the network.
        OutOfRangeError: when there is no such number, or no such label.
        SettingsError: when the number depends on the cost and no label is given.

    Source: slides; each rule is one line of them, from a = σ(Σ w·a + b) to the recursion of ∂C₀/∂a.
    """
    network = one_network(network)
    check_quantity(network.sizes, quantity)
    return _Origins(ExampleQuantities(network, x, label, cost), baselines, limit).of(quantity)


@dataclass(frozen=True)
class _Origins:
    numbers: ExampleQuantities
    baselines: Baselines | None
    limit: int

    def of(self, it: Quantity) -> Origin:
        """One step back; each case is a line of the slides."""
        layer, j, k = it.layer, it.neuron, it.source
        match it.kind:
            case "input" | "target":
                return self._given(it, self.numbers.value(it))
            case "activation" if layer == 0:
                return self._given(Quantity("input", 0, j), self.numbers.value(it))
            case "activation" | "da_dz":
                name = self._layer(layer).activation.name
                # Every output of a softmax depends on every weighted sum.
                every = range(len(self._layer(layer).b)) if name == "softmax" else (j,)
                return self._function(
                    it, name, *(Quantity("weighted_sum", layer, i) for i in every)
                )
            case "weighted_sum":
                terms = self._layer(layer).W[j] * self.numbers.a[layer - 1]
                bias = Quantity("bias", layer, j)
                return self._sum(it, terms, lambda i: Quantity("term", layer, j, i), bias)
            case "term":
                return self._product(it, Quantity("weight", layer, j, k), self._before(it))
            case "weight" | "bias":
                return self._parameter(it)
            case "initial" | "training_change" | "manual_change":
                return self._given(it, self._changes(it)[it.kind])
            case "cost":
                last = len(self.numbers.network.layers)
                return self._sum(
                    it, self.numbers.cost_terms, lambda i: Quantity("cost_term", last, i)
                )
            case "cost_term":
                return self._of_output(it)
            case "dC_da":
                if layer == len(self.numbers.network.layers):
                    return self._of_output(it)
                above = self.numbers.derivatives[layer]
                return self._sum(
                    it,
                    above.W[:, j] * above.dC_dz,
                    lambda i: Quantity("w_dC_dz", layer + 1, i, j),
                )
            case "dC_dz":
                return self._of_dC_dz(it)
            case "w_dC_dz":
                return self._product(it, Quantity("weight", layer, j, k), self._dC_dz(it))
            case "dC_dw":
                return self._product(it, self._before(it), self._dC_dz(it))
            case "dC_db":
                part = self._part(self._dC_dz(it))
                return Origin(it, part.value, "same", (part,), 0, 0.0, "")

    def _of_dC_dz(self, it: Quantity) -> Origin:
        layer, j = it.layer, it.neuron
        here = self.numbers.derivatives[layer - 1]
        softmax = here.da_dz is None
        if softmax and self.numbers.cost is not CROSS_ENTROPY:
            # Every output of a softmax depends on every weighted sum.
            every = [Quantity("dC_da", layer, i) for i in range(len(here.a))]
            return self._function(it, "softmax", *every)
        if softmax or not np.isfinite(here.dC_da[j]):
            # Under the cross-entropy it is a − y, also where a factor is infinite.
            return self._of_output(it)
        return self._product(
            it,
            Quantity("da_dz", layer, j),
            Quantity("dC_da", layer, j),
        )

    def _of_output(self, it: Quantity) -> Origin:
        last = len(self.numbers.network.layers)
        a, y = Quantity("activation", last, it.neuron), Quantity("target", last, it.neuron)
        return self._function(it, self.numbers.cost.name, a, y)

    def _parameter(self, it: Quantity) -> Origin:
        value = self.numbers.value(it)
        if self.baselines is None or self.baselines.initial is None:
            return self._given(it, value)
        parts = [
            OriginPart(Quantity(kind, it.layer, it.neuron, it.source), change)
            for kind, change in self._changes(it).items()
            if change or kind != "manual_change"
        ]
        return Origin(it, value, "sum", tuple(parts), 0, 0.0, "")

    def _changes(self, it: Quantity) -> dict[QuantityKind, float]:
        """The initial value of a weight or bias, and its changes since."""
        if self.baselines is None or self.baselines.initial is None:
            raise SettingsError(
                "Expected a network whose initial weights are known, got one without them.",
                hint="choose a model that Backlit trained",
            )
        initial = parameter_value(self.baselines.initial, it)
        trained = parameter_value(self.baselines.trained, it)
        now = parameter_value(self.numbers.network, it)
        return {
            "initial": initial,
            "training_change": trained - initial,
            "manual_change": now - trained,
        }

    def _given(self, it: Quantity, value: float) -> Origin:
        return Origin(it, value, "given", (), 0, 0.0, "")

    def _function(self, it: Quantity, formula: str, *of: Quantity) -> Origin:
        parts = tuple(self._part(each) for each in of)
        return Origin(it, self.numbers.value(it), "function", parts, 0, 0.0, formula)

    def _product(self, it: Quantity, *of: Quantity) -> Origin:
        parts = tuple(self._part(each) for each in of)
        return Origin(it, self.numbers.value(it), "product", parts, 0, 0.0, "")

    def _sum(
        self,
        it: Quantity,
        terms: NDArray[np.float64],
        which: Callable[[int], Quantity],
        *also: Quantity,
    ) -> Origin:
        order = np.argsort(-np.abs(terms), kind="stable")
        named, others = order[: self.limit], order[self.limit :]
        parts = [OriginPart(which(int(i)), float(terms[i])) for i in named]
        parts += [self._part(each) for each in also]
        remainder = float(terms[others].sum())
        value = self.numbers.value(it)
        return Origin(it, value, "sum", tuple(parts), len(others), remainder, "")

    def _part(self, it: Quantity) -> OriginPart:
        return OriginPart(it, self.numbers.value(it))

    def _layer(self, layer: int) -> Layer:
        return self.numbers.network.layers[layer - 1]

    def _before(self, it: Quantity) -> Quantity:
        assert it.source is not None
        return Quantity("activation" if it.layer > 1 else "input", it.layer - 1, it.source)

    def _dC_dz(self, it: Quantity) -> Quantity:
        return Quantity("dC_dz", it.layer, it.neuron)
