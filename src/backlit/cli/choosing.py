"""Which weight or bias a command is asked about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from backlit.cli.asking import Subject
from backlit.core.parameters import Parameter, check_neuron, parameter_at, parameter_of
from backlit.errors import SettingsError
from backlit.explain.chain_rule import steepest_weight

Asks = Callable[..., Any]


@dataclass(frozen=True)
class Choice:
    """What a person said about a weight or bias; the rest is found.

    Attributes:
        index: Its place in the flat vector.
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

    def parameter(self, subject: Subject, x: NDArray[np.float64], label: int) -> Parameter:
        """The weight or bias; where little was said, the one in which the cost is steepest.

        Raises:
            OutOfRangeError: when there is none such.
            SettingsError: when it was named twice, or half.
        """
        sizes = subject.network.sizes
        if self.index is not None:
            if self.bias or (self.layer, self.neuron, self.source) != (None, None, None):
                raise SettingsError(
                    "Expected one name for a weight or bias, got --parameter and others.",
                    hint="give --parameter alone, or --layer, --neuron and --from or --bias",
                )
            return parameter_at(sizes, self.index)
        if self.bias and self.source is not None:
            raise SettingsError(
                "Expected --from or --bias, got both.", hint="a bias comes from no neuron"
            )
        layer = 1 if self.layer is None else self.layer
        check_neuron(sizes, layer, self.neuron or 0)
        if self.neuron is not None and (self.bias or self.source is not None):
            return parameter_of(sizes, layer, self.neuron, self.source)
        found = steepest_weight(
            subject.network, x, label, subject.cost, layer=layer, neuron=self.neuron
        )
        if self.bias:
            return parameter_of(sizes, layer, found.neuron)
        source = found.source if self.source is None else self.source
        return parameter_of(sizes, layer, found.neuron, source)


def about_a_parameter(command: Asks) -> Asks:
    """Give a command a ``choice``, and the options with which a weight or bias is named."""

    @click.option("--parameter", type=int, help="Its place in the flat vector, from 0.")
    @click.option("--layer", type=int, help="Its layer, 1 to the last.  [default: 1]")
    @click.option("--neuron", "neuron", type=int, help="The neuron that it leads to, from 0.")
    @click.option("--from", "source", type=int, help="The neuron or pixel that it comes from.")
    @click.option("--bias", is_flag=True, help="The neuron's bias, not a weight.")
    @wraps(command)
    def run(
        parameter: int | None,
        layer: int | None,
        neuron: int | None,
        source: int | None,
        bias: bool,
        **values: Any,
    ) -> Any:
        return command(choice=Choice(parameter, layer, neuron, source, bias), **values)

    return run
