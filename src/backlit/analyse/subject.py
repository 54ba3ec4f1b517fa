"""What every analysis begins with: one network, and examples that fit it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.engines.answers import check_fit, traces
from backlit.errors import SettingsError
from backlit.explain.example import one_network


def fitting_network(network: Network, examples: Examples) -> Network:
    """The network in float64, if it is a single one and the examples fit it.

    Raises:
        ShapeError: when it is a population, or the examples do not fit it.
    """
    network = one_network(network)
    check_fit(network.sizes, examples)
    return network


def all_outputs(network: Network, examples: Examples) -> NDArray[np.float64]:
    """What a network in float64 says to each example, (n, n_out)."""
    outputs: NDArray[np.float64] = np.empty((len(examples), network.sizes[-1]))
    for which, trace in traces(network, examples):
        outputs[which] = trace.output
    return outputs


def check_most(most: int) -> None:
    """Make sure that at least one thing is asked for.

    Raises:
        SettingsError: when it is not.
    """
    if most < 1:
        raise SettingsError(f"Expected to be asked for at least 1, got {most}.", hint="try 10")
