"""Edits of a network as a command line says them: ``--off 1:3 --weight 3:7:2=-1.5``."""

from __future__ import annotations

import math
from collections.abc import Sequence

from backlit.analyse.edits import Edit, scale, set_bias, set_weight, switch_off
from backlit.errors import SettingsError


def asked_edits(
    off: Sequence[str], scales: Sequence[str], weights: Sequence[str], biases: Sequence[str]
) -> tuple[Edit, ...]:
    """The edits that a person asked for.

    Args:
        off: ``LAYER:NEURON`` each.
        scales: ``LAYER:NEURON=FACTOR`` each.
        weights: ``LAYER:NEURON:SOURCE=VALUE`` each.
        biases: ``LAYER:NEURON=VALUE`` each.

    Raises:
        SettingsError: when one is not of this form, or there is none at all.
    """
    edits = []
    for each in off:
        layer, neuron = _places("--off", each, "1:3", each, 2)
        edits.append(switch_off(layer, neuron))
    for each in scales:
        place, factor = _parted("--scale", each, "2:5=0.5")
        layer, neuron = _places("--scale", each, "2:5=0.5", place, 2)
        edits.append(scale(layer, neuron, factor))
    for each in weights:
        place, value = _parted("--weight", each, "3:7:2=-1.5")
        layer, neuron, source = _places("--weight", each, "3:7:2=-1.5", place, 3)
        edits.append(set_weight(layer, neuron, source, value))
    for each in biases:
        place, value = _parted("--bias", each, "2:4=0")
        layer, neuron = _places("--bias", each, "2:4=0", place, 2)
        edits.append(set_bias(layer, neuron, value))
    if not edits:
        raise SettingsError(
            "Expected something to change, got no edit.",
            hint="switch a neuron off with --off 1:3, or set a bias with --bias 2:4=0",
        )
    return tuple(edits)


def _parted(option: str, said: str, form: str) -> tuple[str, float]:
    """What stands before the equals sign, and the number behind it."""
    place, _, number = said.partition("=")
    try:
        value = float(number)
    except ValueError:
        raise _refused(option, said, form) from None
    if not math.isfinite(value):
        raise _refused(option, said, form)
    return place, value


def _places(option: str, said: str, form: str, place: str, n: int) -> tuple[int, ...]:
    """The n whole numbers that a place is made of."""
    parts = place.split(":")
    if len(parts) != n or not all(part.isdecimal() for part in parts):
        raise _refused(option, said, form)
    return tuple(int(part) for part in parts)


def _refused(option: str, said: str, form: str) -> SettingsError:
    return SettingsError(
        f"Expected {option} like {form}, got {said!r}.",
        hint="layers count from 1, neurons from 0; see `backlit analyse what-if --help`",
    )
