"""What analyses share: everything that a network says to examples."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.engines.answers import traces
from backlit.errors import SettingsError


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
