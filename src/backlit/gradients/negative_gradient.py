"""Chapter 2, the negative gradient: which way each weight and bias should change, and how much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.checks import fitting_network
from backlit.core.cost import SQUARED_ERROR, Cost
from backlit.core.network import Network
from backlit.core.parameters import check_range
from backlit.data.examples import Examples
from backlit.errors import SettingsError
from backlit.gradients.dataset_gradient import cost_and_gradient
from backlit.record import record

# Up to the first quantile of all sizes that are not 0 is "a little", above the second "a lot".
QUANTILES = (0.5, 0.9)


@dataclass(frozen=True)
class LayerGradientNorm:
    """How much of the gradient belongs to one layer.

    Attributes:
        layer: l = 1…L.
        weights: The norm of the gradient of its weights.
        biases: The norm of the gradient of its biases.
        share: The squares of both, as a share of the squared norm of the whole gradient, 0–1.
    """

    layer: int
    weights: float
    biases: float
    share: float


@record
@dataclass(frozen=True, eq=False)
class NegativeGradient:
    """−∇C over some examples: the direction in which the cost falls most steeply.

    Attributes:
        cost_function: The name of the cost function.
        n_examples: The number of examples that the cost is averaged over.
        total: C, their mean cost.
        components: (n_parameters,) −∂C/∂w for each weight and bias, in the order of ``flatten``.
        norm: ‖∇C‖.
        layers: The norms of each layer; their shares add up to 1, unless the gradient is 0.
        thresholds: (2,) the sizes between "a little" and "somewhat", and between that and "a lot":
            the median and the ninth decile of all sizes that are not 0.
        levels: (n_parameters,) +3 increase a lot, +2 increase somewhat, +1 increase a little, 0
            stay, −1 decrease a little, and so on.
        largest: (n_parameters,) the indices of the components, the largest in size first.
    """

    cost_function: str
    n_examples: int
    total: float
    components: NDArray[np.float64]
    norm: float
    layers: tuple[LayerGradientNorm, ...]
    thresholds: NDArray[np.float64]
    levels: NDArray[np.int64]
    largest: NDArray[np.int64]


def explain_gradient(
    network: Network, examples: Examples, cost: Cost = SQUARED_ERROR
) -> NegativeGradient:
    """The negative gradient over any examples, and how to read it.

    Args:
        network: One network.
        examples: Any subset of the data, one example or more.
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
        cost_function=cost.name,
        n_examples=len(examples),
        total=total,
        components=components,
        norm=float(np.sqrt(squares)),
        layers=_layers(network, components, squares),
        thresholds=thresholds,
        levels=np.sign(components).astype(np.int64) * levels,
        largest=np.argsort(-sizes, kind="stable"),
    )


def importance_ratio(record: NegativeGradient, index: int, other: int) -> float:
    """How many times as important one weight or bias is as another: the ratio of their sizes.

    Args:
        record: The gradient.
        index: The index of the one in the flat vector.
        other: The index of the other.

    Raises:
        OutOfRangeError: when there is no such weight or bias.
        SettingsError: when the gradient of the other is 0, so that there is no ratio.

    Source: slides, "x has 3 times the impact as y".
    """
    n = len(record.components)
    for each in (index, other):
        check_range("a weight or bias", each, n)
    if record.components[other] == 0:
        raise SettingsError(
            f"Expected a weight whose gradient is not 0, got w{other}.",
            hint="compare with another one; the border pixels of a picture are always black",
        )
    return abs(float(record.components[index] / record.components[other]))


def _layers(
    network: Network, components: NDArray[np.float64], squares: float
) -> tuple[LayerGradientNorm, ...]:
    found = []
    start = 0
    for layer in network.layers:
        middle = start + layer.n_out * layer.n_in
        end = middle + layer.n_out
        weights, biases = (float(part @ part) for part in (components[start:middle],
                                                           components[middle:end]))  # fmt: skip
        share = (weights + biases) / squares if squares else 0.0
        found.append(LayerGradientNorm(layer.number, weights**0.5, biases**0.5, share))
        start = end
    return tuple(found)
