"""A network's arrays by their names in a file: layers.0.weight, layers.0.bias and so on."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from numpy.typing import NDArray

from backlit.core.activations import ACTIVATIONS
from backlit.core.backprop import Gradient, gradient_from_arrays
from backlit.core.network import Layer, Network
from backlit.files.container import Container
from backlit.training.settings import Settings


def network_arrays(network: Network, prefix: str = "") -> dict[str, NDArray[Any]]:
    """A network's arrays by name; counted from 0, as other tools do."""
    arrays: dict[str, NDArray[Any]] = {}
    for index, layer in enumerate(network.layers):
        arrays[f"{prefix}layers.{index}.weight"] = layer.W
        arrays[f"{prefix}layers.{index}.bias"] = layer.b
    return arrays


def gradient_arrays(gradient: Gradient, prefix: str) -> dict[str, NDArray[Any]]:
    """Arrays shaped like a gradient, by the names of the parameters they belong to."""
    arrays: dict[str, NDArray[Any]] = {}
    for index, layer in enumerate(gradient.layers):
        arrays[f"{prefix}layers.{index}.weight"] = layer.dW
        arrays[f"{prefix}layers.{index}.bias"] = layer.db
    return arrays


def read_network(container: Container, settings: Settings, prefix: str = "") -> Network:
    """The network that settings describe, from a file. Raises ModelError as ``array`` does."""
    layers = []
    last = len(settings.sizes) - 1
    for number, (W, b) in enumerate(_read_layers(container, settings, prefix), start=1):
        name = settings.output_activation if number == last else settings.activation
        layers.append(Layer(number, W, b, ACTIVATIONS[name]))
    return Network(tuple(layers))


def read_gradient(container: Container, settings: Settings, prefix: str) -> Gradient:
    """Arrays shaped like the gradient, from a file. Raises ModelError as ``array`` does."""
    pairs = _read_layers(container, settings, prefix)
    return gradient_from_arrays(pairs)


def _read_layers(
    container: Container, settings: Settings, prefix: str
) -> list[tuple[NDArray[Any], NDArray[Any]]]:
    return [
        (
            container.array(f"{prefix}layers.{index}.weight", (n_out, n_in)),
            container.array(f"{prefix}layers.{index}.bias", (n_out,)),
        )
        for index, (n_in, n_out) in enumerate(pairwise(settings.sizes))
    ]
