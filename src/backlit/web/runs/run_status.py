"""The status of a run, now or after an earlier step: what the page draws of it."""

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

# The number of earlier steps whose networks are kept in memory.
_MAX_CACHED = 16


@dataclass(frozen=True, eq=False)
class RunStatus:
    """The status of a run.

    Attributes:
        model: The network after ``step``, with its metadata.
        playing: Whether the run trains, or waits for a training slot.
        finished: Whether all of its epochs are done.
        problem: Why the run failed; None if it did not.
        step: The step whose network this is.
        first_step: The earliest step that can be restored.
        last_step: The newest step.
        epoch: Finished epochs.
        position: Examples of the current epoch that were trained on.
        hyperparameters: The present ones.
        speed: The limit in steps per second; None for no limit.
        history: Cost and accuracy after each epoch.
        cost_steps: (k,) the steps of the next.
        costs: (k,) the mean cost of the mini-batches around each of these steps.
        samples: (N_SAMPLES, n_out) the network's outputs for the first test examples.
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
    speed: float | None
    history: tuple[EpochRecord, ...]
    cost_steps: NDArray[np.float64]
    costs: NDArray[np.float64]
    samples: NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class RunSnapshot:
    """The parts of a run that are saved.

    Attributes:
        changes: How often the run had changed by then.
        playing: Whether it trains, or waits for a training slot.
        problem: Why the run failed; its network is meaningless then.
        checkpoint: The state to resume from.
        recording: The steps so far.
    """

    changes: int
    playing: bool
    problem: str | None
    checkpoint: Checkpoint
    recording: Recording


@final
class RestoredSteps:
    """A cache of the models of earlier steps of one recording.

    Args:
        splits: The examples that the run trains on.
    """

    def __init__(self, splits: Splits) -> None:
        self._splits = splits
        self._lock = threading.Lock()
        self._models: OrderedDict[int, Model] = OrderedDict()

    def model(self, recording: Recording, step: int) -> Model:
        """The model after a step. Raises OutOfRangeError when the recording does not hold it."""
        with self._lock:
            model = self._models.get(step)
            if model is None:
                run = restore_step(recording, step, self._splits.train, self._splits.validation)
                model = self._models[step] = run.model()
            self._models.move_to_end(step)
            while len(self._models) > _MAX_CACHED:
                self._models.popitem(last=False)
        return model


def epoch_at(history: tuple[EpochRecord, ...], step: int) -> int:
    """The number of epochs that were finished after a step."""
    return max((each.epoch for each in history if each.step <= step), default=0)
