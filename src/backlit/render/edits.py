"""Edits of a network in words."""

from __future__ import annotations

from backlit.analyse.edits import Edit
from backlit.core.parameters import parameter_of
from backlit.render.names import Names


def edit_words(edit: Edit, names: Names) -> str:
    """An edit in words: "neuron 3 of layer 1 switched off"."""
    neuron = names.neuron(edit.layer, edit.neuron)
    if edit.kind == "scale":
        return f"{neuron} switched off" if edit.value == 0 else f"{neuron} times {edit.value:g}"
    parameter = parameter_of(names.sizes, edit.layer, edit.neuron, edit.source)
    return f"{names.parameter(parameter)} set to {edit.value:g}".replace("-", "−")
