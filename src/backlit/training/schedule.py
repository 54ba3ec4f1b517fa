"""Schedules: how the learning rate changes over a run.

A schedule depends on how far the run has come, counted in examples and not in steps, so that it
ends where it should even when the batch size is changed half-way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from backlit.training.settings import Settings

SCHEDULES = ("constant", "cosine", "step")


def schedule_factor(settings: Settings, epochs_done: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the learning rate is multiplied by, at some moments of a run.

    Args:
        settings: The run's settings.
        epochs_done: Epochs done at each moment, with fractions: 2.5 is half-way in the third.

    Returns:
        Of the same shape. Constant: 1. Cosine: from 1 to 0 along half a cosine wave (I. Loshchilov
        and F. Hutter, "SGDR", 2017, without restarts). Step: ``drop_factor`` to the power of the
        drops so far.
    """
    match settings.schedule:
        case "cosine":
            return (1 + np.cos(np.pi * epochs_done / settings.epochs)) / 2
        case "step":
            return np.power(settings.drop_factor, np.floor(epochs_done / settings.drop_every))
        case _:
            return np.ones_like(epochs_done)
