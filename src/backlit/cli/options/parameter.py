"""The weight or bias that a command works on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from backlit.cli.options.model import ModelAndData
from backlit.cli.output import CommandFunction
from backlit.core.parameters import Parameter, check_neuron, parameter_at, parameter_of
from backlit.errors import SettingsError
from backlit.explain.chain_rule import steepest_weight


@dataclass(frozen=True)
class ParameterSelection:
    """What the options say about a weight or bias; ``resolve`` finds the one that is meant.

    Attributes:
        index: Its index in the flat parameter vector.
        layer: Its layer.
        neuron: The neuron that it leads to.
        source: The neuron or pixel that it comes from.
        bias: Whether it is the neuron's bias.
    """

    index: int | None
    layer: int | None
    neuron: int | None
    source: int | None
    bias: bool

    def resolve(self, model: ModelAndData, x: NDArray[np.float64], label: int) -> Parameter:
        """The weight or bias; where the options leave it open, the one with the steepest cost.

        Raises:
            OutOfRangeError: when there is no such weight or bias.
            SettingsError: when the options contradict each other.
        """
        sizes = model.network.sizes
        if self.index is not None:
            if self.bias or (self.layer, self.neuron, self.source) != (None, None, None):
                raise SettingsError(
                    "Expected --parameter alone, got other options that choose a parameter too.",
                    hint="give --parameter, or else --layer, --neuron and --from or --bias",
                )
            return parameter_at(sizes, self.index)
        if self.bias and self.source is not None:
            raise SettingsError(
                "Expected --from or --bias, got both.",
                hint="--from names the source of a weight; a bias has none",
            )
        layer = 1 if self.layer is None else self.layer
        check_neuron(sizes, layer, self.neuron or 0)
        if self.neuron is not None and (self.bias or self.source is not None):
            return parameter_of(sizes, layer, self.neuron, self.source)
        found = steepest_weight(
            model.network, x, label, model.cost, layer=layer, neuron=self.neuron
        )
        if self.bias:
            return parameter_of(sizes, layer, found.neuron)
        source = found.source if self.source is None else self.source
        return parameter_of(sizes, layer, found.neuron, source)


def parameter_options(command: CommandFunction) -> CommandFunction:
    """Pass a command a ``parameter_selection``, and add the options that name a parameter."""

    @click.option("--parameter", type=int, metavar="N",
                  help="Index in the flat parameter vector, from 0.")  # fmt: skip
    @click.option("--layer", type=int, metavar="N",
                  help="Layer, from 1 to the last.  [default: 1]")  # fmt: skip
    @click.option("--neuron", type=int, metavar="N", help="Neuron that it leads to, from 0.")
    @click.option("--from", "source", type=int, metavar="N",
                  help="Neuron or pixel that the weight comes from, from 0.")  # fmt: skip
    @click.option("--bias", is_flag=True, help="The neuron's bias instead of a weight.")
    @wraps(command)
    def run(
        parameter: int | None,
        layer: int | None,
        neuron: int | None,
        source: int | None,
        bias: bool,
        **values: Any,
    ) -> Any:
        selection = ParameterSelection(parameter, layer, neuron, source, bias)
        return command(parameter_selection=selection, **values)

    return run
