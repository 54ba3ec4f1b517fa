"""Which weight or bias each of the numbers in the flat vector is: the slides' w₀ … w₁₃₀₀₁."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from backlit.core.network import n_parameters
from backlit.errors import OutOfRangeError


@dataclass(frozen=True)
class Parameter:
    """A weight or a bias, by its place in the network and in the flat vector.

    Attributes:
        index: Its place in the vector of ``flatten``, from 0.
        layer: The layer it belongs to, 1…L.
        neuron: j, the neuron of that layer that it leads to.
        source: k, the neuron of the layer before that a weight comes from; None for a bias.
    """

    index: int
    layer: int
    neuron: int
    source: int | None

    @property
    def is_bias(self) -> bool:
        """Whether it is a bias."""
        return self.source is None


def parameter_at(sizes: Sequence[int], index: int) -> Parameter:
    """The parameter at a place in the flat vector.

    Args:
        sizes: Neurons in each layer, the input first.
        index: From 0.

    Raises:
        OutOfRangeError: when the network has fewer parameters.
    """
    check_range("a weight or bias", index, n_parameters(sizes))
    start = 0
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), start=1):
        place = index - start
        if place < n_in * n_out:
            return Parameter(index, layer, place // n_in, place % n_in)
        place -= n_in * n_out
        if place < n_out:
            return Parameter(index, layer, place, None)
        start += (n_in + 1) * n_out
    raise AssertionError("the index was checked")


def parameter_of(
    sizes: Sequence[int], layer: int, neuron: int, source: int | None = None
) -> Parameter:
    """The weight to a neuron from one of the layer before, or the neuron's bias.

    Args:
        sizes: Neurons in each layer, the input first.
        layer: l = 1…L.
        neuron: j, from 0.
        source: k, from 0; None for the bias.

    Raises:
        OutOfRangeError: when there is no such layer, neuron or source.
    """
    check_neuron(sizes, layer, neuron)
    n_in, n_out = sizes[layer - 1], sizes[layer]
    start = n_parameters(sizes[:layer])
    if source is None:
        return Parameter(start + n_in * n_out + neuron, layer, neuron, None)
    check_range(f"a neuron of layer {layer - 1}", source, n_in)
    return Parameter(start + neuron * n_in + source, layer, neuron, source)


def check_neuron(sizes: Sequence[int], layer: int, neuron: int) -> None:
    """Make sure that there is such a neuron; the input, layer 0, has none.

    Raises:
        OutOfRangeError: when there is not.
    """
    if not 1 <= layer < len(sizes):
        raise OutOfRangeError(
            f"Expected a layer from 1 to {len(sizes) - 1}, got {layer}.",
            hint=f"the network is {'-'.join(map(str, sizes))}; its input is layer 0",
        )
    check_range(f"a neuron of layer {layer}", neuron, sizes[layer])


def check_range(what: str, index: int, n: int) -> None:
    """Make sure that an index, counted from 0, is below n.

    Raises:
        OutOfRangeError: when it is not; ``what`` says what was looked for.
    """
    if not 0 <= index < n:
        raise OutOfRangeError(
            f"Expected {what} from 0 to {n - 1}, got {index}.", hint="counting starts at 0"
        )
