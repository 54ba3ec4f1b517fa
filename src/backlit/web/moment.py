"""How a run stands, or stood: what the page draws of it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, final

import numpy as np
from numpy.typing import NDArray

from backlit.data.splits import Splits
from backlit.training.recording import Recording, restore_step
from backlit.training.records import Checkpoint, EpochRecord, Hyperparameters, Model

# So many steps that were gone back to are remembered.
_MOST_REMEMBERED = 16


@dataclass(frozen=True, eq=False)
class Moment:
    """How a run stands.

    Attributes:
        model: Its network, and what is known of it.
        playing: Whether it goes on by itself, or waits to.
        finished: Whether all of its epochs are done.
        problem: Why it ended before its time.
        step: After how many steps the network was so.
        first_step: The first step that can be gone back to.
        last_step: How many steps were taken.
        epoch: Epochs finished.
        position: Examples of this epoch learned from.
        hyperparameters: As they stand.
        pace: Steps a second at the most, or None.
        history: Cost and accuracy after each epoch.
        cost_steps: (k,) at which steps the next are.
        costs: (k,) the mean cost of the mini-batches around each of these steps.
        samples: (SAMPLES, n_out) what it says to the first test examples.
    """

    model: Model
    playing: bool
    finished: bool
    problem: str | None
    step: int
    first_step: int
    last_step: int
    epoch: int
    position: int
    hyperparameters: Hyperparameters
    pace: float | None
    history: tuple[EpochRecord, ...]
    cost_steps: NDArray[np.float64]
    costs: NDArray[np.float64]
    samples: NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A run as it is saved.

    Attributes:
        changes: How often it had changed until then.
        playing: Whether it goes on by itself.
        problem: Why it ended before its time; its network makes no sense then.
        checkpoint: Where it goes on from.
        recording: How it went.
    """

    changes: int
    playing: bool
    problem: str | None
    checkpoint: Checkpoint
    recording: Recording


@final
class Reopened:
    """The steps of one recording that were gone back to.

    Args:
        parts: What the run learns from.
    """

    def __init__(self, parts: Splits) -> None:
        self._parts = parts
        self._one_at_a_time = threading.Lock()
        self._models: OrderedDict[int, Model] = OrderedDict()

    def model(self, recording: Recording, step: int) -> Model:
        """The network after a step. Raises OutOfRangeError when the recording does not hold it."""
        with self._one_at_a_time:
            model = self._models.get(step)
            if model is None:
                run = restore_step(recording, step, self._parts.train, self._parts.validation)
                model = self._models[step] = run.model()
            self._models.move_to_end(step)
            while len(self._models) > _MOST_REMEMBERED:
                self._models.popitem(last=False)
        return model


def epoch_of(history: tuple[EpochRecord, ...], step: int) -> int:
    """How many epochs were finished after a step."""
    return max((each.epoch for each in history if each.step <= step), default=0)
