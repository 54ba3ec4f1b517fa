"""S10, the gradient in 13,002 dimensions: which way each weight and bias should go, and how far."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.core.cost import SQUARED_ERROR, Cost
from backlit.core.network import Network
from backlit.core.parameters import check_range
from backlit.data.examples import Examples
from backlit.errors import SettingsError
from backlit.explain.dataset_gradient import cost_and_gradient, fitting_network

# Sizes up to the first share of all that are not 0 are "a little", above the second "a lot".
QUANTILES = (0.5, 0.9)


@dataclass(frozen=True)
class LayerLength:
    """How much of the gradient lies in one layer.

    Attributes:
        layer: l = 1…L.
        weights: The length of the part that belongs to its weights.
        biases: The length of the part that belongs to its biases.
        share: The squares of both, as a share of the squared length of the whole, 0–1.
    """

    layer: int
    weights: float
    biases: float
    share: float


@dataclass(frozen=True, eq=False)
class NegativeGradient:
    """−∇C over some examples: the direction in which the cost falls most steeply.

    Attributes:
        cost: The name of the cost function.
        n_examples: How many examples the cost is the mean over.
        total: C, that mean.
        components: (n_parameters,) −∂C/∂w for each weight and bias, in the order of ``flatten``.
        length: ‖∇C‖.
        layers: The part of each layer; their shares add up to 1, where there is a slope at all.
        thresholds: (2,) the sizes between "a little" and "somewhat", and between that and "a lot":
            the medians and the ninth deciles of all sizes that are not 0.
        levels: (n_parameters,) +3 should increase a lot, +2 somewhat, +1 a little, 0 stay, −1
            decrease a little, and so on.
        largest: (n_parameters,) the places of the components, the largest in size first.
    """

    cost: str
    n_examples: int
    total: float
    components: NDArray[np.float64]
    length: float
    layers: tuple[LayerLength, ...]
    thresholds: NDArray[np.float64]
    levels: NDArray[np.int64]
    largest: NDArray[np.int64]


def explain_gradient(
    network: Network, examples: Examples, cost: Cost = SQUARED_ERROR
) -> NegativeGradient:
    """The negative gradient over any examples, and how to read it.

    Args:
        network: One network.
        examples: Any subset of the data; a single one will do.
        cost: The cost function.

    Raises:
        ShapeError: when the examples do not fit the network.
        SettingsError: when the cost is not defined for its outputs.

    Source: slides, "w₀ should increase somewhat, w₁ should increase a little, …".
    """
    network = fitting_network(network, examples)
    total, gradient = cost_and_gradient(network, examples, cost)
    components = -gradient
    sizes = np.abs(components)
    squares = float(components @ components)
    some = sizes[sizes > 0]
    thresholds = np.quantile(some, QUANTILES) if some.size else np.zeros(2)
    levels = 1 + (sizes > thresholds[0]).astype(np.int64) + (sizes > thresholds[1])
    return NegativeGradient(
        cost=cost.name,
        n_examples=len(examples),
        total=total,
        components=components,
        length=float(np.sqrt(squares)),
        layers=_layers(network, components, squares),
        thresholds=thresholds,
        levels=np.sign(components).astype(np.int64) * levels,
        largest=np.argsort(-sizes, kind="stable"),
    )


def times_as_important(record: NegativeGradient, index: int, other: int) -> float:
    """How many times more one weight or bias matters than another: the ratio of their sizes.

    Args:
        record: The gradient.
        index: The place of the one in the flat vector.
        other: That of the other.

    Raises:
        OutOfRangeError: when there are not so many.
        SettingsError: when the other does not matter at all, so that there is no ratio.

    Source: slides, "x has 3 times the impact as y".
    """
    n = len(record.components)
    for each in (index, other):
        check_range("a weight or bias", each, n)
    if record.components[other] == 0:
        raise SettingsError(
            f"Expected to compare with a weight that has a slope, got w{other}, which has none.",
            hint="compare with another; for a picture, border pixels are always black",
        )
    return abs(float(record.components[index] / record.components[other]))


def _layers(
    network: Network, components: NDArray[np.float64], squares: float
) -> tuple[LayerLength, ...]:
    found = []
    start = 0
    for layer in network.layers:
        middle = start + layer.n_out * layer.n_in
        end = middle + layer.n_out
        weights, biases = (float(part @ part) for part in (components[start:middle],
                                                           components[middle:end]))  # fmt: skip
        share = (weights + biases) / squares if squares else 0.0
        found.append(LayerLength(layer.number, weights**0.5, biases**0.5, share))
        start = end
    return tuple(found)
