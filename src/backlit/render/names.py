"""The names of neurons, weights and biases in text and figures."""

from __future__ import annotations

from dataclasses import dataclass

from backlit.core.parameters import Parameter


@dataclass(frozen=True)
class Names:
    """What names need to know of a network.

    Attributes:
        sizes: Neurons in each layer, the input first.
        classes: The name of each class.
        image_shape: (rows, columns) of its input when that is a picture, else None.
    """

    sizes: tuple[int, ...]
    classes: tuple[str, ...]
    image_shape: tuple[int, int] | None

    def neuron(self, layer: int, index: int) -> str:
        """A neuron or an input: "neuron 3 of layer 1", "output 7", "pixel (row 12, column 7)"."""
        if layer == 0:
            if self.image_shape is None:
                return f"input {index}"
            row, column = divmod(index, self.image_shape[1])
            return f"pixel (row {row}, column {column})"
        if layer == len(self.sizes) - 1:
            name = self.classes[index]
            return f"output {index}" if name == str(index) else f"output {index} ({name})"
        return f"neuron {index} of layer {layer}"

    def parameter(self, parameter: Parameter) -> str:
        """A weight or a bias: "weight to output 3 from neuron 7 of layer 2"."""
        to = self.neuron(parameter.layer, parameter.neuron)
        if parameter.source is None:
            return f"bias of {to}"
        return f"weight to {to} from {self.neuron(parameter.layer - 1, parameter.source)}"


def capitalised(words: str) -> str:
    """Words with a capital first letter; the rest, such as names of classes, as it is."""
    return words[:1].upper() + words[1:]
