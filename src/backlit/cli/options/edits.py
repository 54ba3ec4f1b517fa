"""Edits of a network on the command line: ``--off 1:3 --weight 3:7:2=-1.5``."""

from __future__ import annotations

import math
from collections.abc import Sequence

from backlit.analyse.edits import Edit, scale, set_bias, set_weight, switch_off
from backlit.errors import SettingsError


def parse_edits(
    off: Sequence[str], scales: Sequence[str], weights: Sequence[str], biases: Sequence[str]
) -> tuple[Edit, ...]:
    """The edits that the options of ``backlit analyse what-if`` describe.

    Args:
        off: ``LAYER:NEURON`` each.
        scales: ``LAYER:NEURON=FACTOR`` each.
        weights: ``LAYER:NEURON:SOURCE=VALUE`` each.
        biases: ``LAYER:NEURON=VALUE`` each.

    Raises:
        SettingsError: when one is not of this form, or there is none at all.
    """
    edits = []
    for text in off:
        layer, neuron = _indices("--off", text, "1:3", text, 2)
        edits.append(switch_off(layer, neuron))
    for text in scales:
        indices, factor = _assignment("--scale", text, "2:5=0.5")
        layer, neuron = _indices("--scale", text, "2:5=0.5", indices, 2)
        edits.append(scale(layer, neuron, factor))
    for text in weights:
        indices, value = _assignment("--weight", text, "3:7:2=-1.5")
        layer, neuron, source = _indices("--weight", text, "3:7:2=-1.5", indices, 3)
        edits.append(set_weight(layer, neuron, source, value))
    for text in biases:
        indices, value = _assignment("--bias", text, "2:4=0")
        layer, neuron = _indices("--bias", text, "2:4=0", indices, 2)
        edits.append(set_bias(layer, neuron, value))
    if not edits:
        raise SettingsError(
            "Expected at least one edit, got none.",
            hint="switch a neuron off with --off 1:3, or set a bias with --bias 2:4=0",
        )
    return tuple(edits)


def _assignment(option: str, text: str, form: str) -> tuple[str, float]:
    """The indices before the equals sign, and the finite number after it."""
    indices, _, number = text.partition("=")
    try:
        value = float(number)
    except ValueError:
        raise _format_error(option, text, form) from None
    if not math.isfinite(value):
        raise _format_error(option, text, form)
    return indices, value


def _indices(option: str, text: str, form: str, indices: str, n: int) -> tuple[int, ...]:
    """The n whole numbers between colons."""
    parts = indices.split(":")
    if len(parts) != n or not all(part.isdecimal() for part in parts):
        raise _format_error(option, text, form)
    return tuple(int(part) for part in parts)


def _format_error(option: str, text: str, form: str) -> SettingsError:
    return SettingsError(
        f"Expected {option} like {form}, got {text!r}.",
        hint="layers count from 1, neurons from 0; see `backlit analyse what-if --help`",
    )
