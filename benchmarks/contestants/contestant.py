"""The interface of a contestant that has been set up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# A network as arrays: W (n_out, n_in) and b (n_out,) of each layer.
Weights = Sequence[tuple[NDArray[np.floating], NDArray[np.floating]]]


class Contestant(NamedTuple):
    """Something that trains an epoch when it is called.

    Attributes:
        epoch: Goes through the examples once, in an order of its own; this is what is timed.
        networks: What it has learned so far: one network, a population's, or none.
    """

    epoch: Callable[[], None]
    networks: Callable[[], list[Weights]]
