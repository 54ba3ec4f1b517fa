"""A network and what its optimizer remembers, as a plain list of arrays and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from backlit.core.backprop import gradient_from_arrays
from backlit.core.network import Network
from backlit.core.optimizers import OptimizerState
from backlit.core.shapes import Array


def arrays_of(network: Network, state: OptimizerState) -> list[Array]:
    """Every array in both: W and b of each layer, then dW and db of each layer of each moment."""
    found = [array for layer in network.layers for array in (layer.W, layer.b)]
    for moment in state.moments:
        found += [array for layer in moment.layers for array in (layer.dW, layer.db)]
    return found


def with_arrays(
    network: Network, state: OptimizerState, arrays: Iterable[Array]
) -> tuple[Network, OptimizerState]:
    """The same network and state with other arrays in place of theirs, in the same order."""
    left = iter(arrays)
    layers = [replace(layer, W=next(left), b=next(left)) for layer in network.layers]
    moments = [
        gradient_from_arrays((next(left), next(left)) for _ in moment.layers)
        for moment in state.moments
    ]
    return Network(tuple(layers)), replace(state, moments=tuple(moments))
