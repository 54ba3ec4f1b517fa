"""Edits of a network by hand: neurons switched off or rescaled, weights and biases set.

An edited network is a network like any other. A change of a hidden neuron's activation is made in
the next layer: its outgoing weights are multiplied by 0, or by the factor.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from backlit.checks import one_network
from backlit.core.activations import IDENTITY, RELU, SIGMOID, SOFTMAX
from backlit.core.network import Layer, Network
from backlit.core.parameters import check_range, parameter_of
from backlit.errors import OutOfRangeError, SettingsError, ShapeError

# At this bias sigmoid and softmax outputs are 0 in float64, and costs still finite.
OFF_BIAS = -1000.0


@dataclass(frozen=True)
class Edit:
    """One change of a network; made by ``switch_off``, ``scale``, ``set_weight`` and ``set_bias``.

    Attributes:
        kind: ``scale``, ``weight`` or ``bias``.
        layer: The layer, 1…L; for ``scale`` also 0, the input.
        neuron: j, the neuron of that layer.
        source: k, the neuron of the layer before that a weight comes from; else None.
        value: The factor that the activation is multiplied by, 0 for a neuron switched off; the
            new weight; the new bias.
    """

    kind: str
    layer: int
    neuron: int
    source: int | None
    value: float


def switch_off(layer: int, neuron: int) -> Edit:
    """Make a neuron's activation 0 for every input; layer 0 switches off an input."""
    return Edit("scale", layer, neuron, None, 0.0)


def scale(layer: int, neuron: int, factor: float) -> Edit:
    """Multiply a neuron's activation by a factor, for every input."""
    return Edit("scale", layer, neuron, None, factor)


def set_weight(layer: int, neuron: int, source: int, value: float) -> Edit:
    """Set the weight to neuron j of a layer from neuron k of the layer before."""
    return Edit("weight", layer, neuron, source, value)


def set_bias(layer: int, neuron: int, value: float) -> Edit:
    """Set the bias of a neuron."""
    return Edit("bias", layer, neuron, None, value)


def apply_edits(network: Network, edits: Sequence[Edit]) -> Network:
    """The network with all of the edits applied, in float64; the given network does not change.

    Weights and biases are set first, in their order, then activations are rescaled: so a neuron
    that is switched off stays off, whichever of its weights is set before or after.

    An output has no outgoing weights. Switched off, its incoming weights become 0, and its bias 0
    where the activation of 0 is 0, else ``OFF_BIAS``, where sigmoid and softmax are 0 in float64.
    (Cross-entropy then is about 1000 for each example of its class, in truth infinity.) To rescale
    an output, its incoming weights and its bias are rescaled, where its activation is the identity,
    or a rectified linear unit and the factor positive; for the others no weights can do that.

    Args:
        network: One network.
        edits: What to change.

    Raises:
        OutOfRangeError: when there is no such neuron or weight.
        SettingsError: when a number is not finite, an output cannot be rescaled, or there is no
            such kind of edit.
        ShapeError: when the network is a population.
    """
    network = one_network(network)
    layers = [_copied(layer) for layer in network.layers]
    for edit in edits:
        check_edit(network, edit)
        here = layers[edit.layer - 1]
        if edit.kind == "weight":
            here.W[edit.neuron, edit.source] = edit.value
        elif edit.kind == "bias":
            here.b[edit.neuron] = edit.value
    for edit in edits:
        if edit.kind != "scale":
            continue
        if edit.layer < len(layers):
            layers[edit.layer].W[:, edit.neuron] *= edit.value
        else:
            _rescale_output(layers[-1], edit)
    return Network(tuple(layers))


def check_edit(network: Network, edit: Edit) -> None:
    """Make sure that an edit can be made. Raises as ``apply_edits`` does."""
    sizes, last = network.sizes, len(network.layers)
    if edit.kind not in ("scale", "weight", "bias"):
        raise SettingsError(
            f"Expected an edit of kind scale, weight or bias, got {edit.kind!r}.",
            hint="make edits with switch_off, scale, set_weight and set_bias",
        )
    if not math.isfinite(edit.value):
        raise SettingsError(
            f"Expected a finite number to set, got {edit.value}.", hint="try 0 or 1.5"
        )
    if edit.kind != "scale":
        if edit.kind == "weight" and edit.source is None:
            raise ShapeError(
                "Expected the neuron that a weight comes from, got none.",
                hint="make the edit with set_weight",
            )
        parameter_of(sizes, edit.layer, edit.neuron, edit.source)
        return
    if not 0 <= edit.layer <= last:
        raise OutOfRangeError(
            f"Expected a layer from 0 to {last}, got {edit.layer}.",
            hint=f"the network is {'-'.join(map(str, sizes))}; its input is layer 0",
        )
    check_range(f"a neuron of layer {edit.layer}", edit.neuron, sizes[edit.layer])
    activation = network.layers[-1].activation
    linear = activation is IDENTITY or (activation is RELU and edit.value > 0)
    if edit.layer == last and edit.value not in (0, 1) and not linear:
        raise SettingsError(
            f"Expected a hidden neuron to rescale, got output {edit.neuron}: no weights multiply "
            f"a {activation.name} output by {edit.value:g}.",
            hint="switch it off, or move its bias",
        )


def _copied(layer: Layer) -> Layer:
    return replace(layer, W=layer.W.copy(), b=layer.b.copy())


def _rescale_output(layer: Layer, edit: Edit) -> None:
    layer.W[edit.neuron] *= edit.value
    layer.b[edit.neuron] *= edit.value
    if edit.value == 0 and layer.activation in (SIGMOID, SOFTMAX):
        layer.b[edit.neuron] = OFF_BIAS
