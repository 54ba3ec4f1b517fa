"""What a run reports and remembers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.core.descent import DescentState
from backlit.core.network import Network
from backlit.training.settings import Settings


@dataclass(frozen=True)
class Knobs:
    """The settings that can be turned while a run is going."""

    learning_rate: float
    batch_size: int
    l2: float


@dataclass(frozen=True)
class KnobChange:
    """Knobs as they were set at some moment of the run.

    Attributes:
        epoch: Epochs finished before it.
        position: Examples of the running epoch learned from before it.
        knobs: What holds from there on.
    """

    epoch: int
    position: int
    knobs: Knobs


@dataclass(frozen=True)
class EpochRecord:
    """How the network stood at the end of an epoch; epoch 0 is before the first step.

    Attributes:
        epoch: Epochs finished.
        step: Steps taken.
        cost: Mean cost on (up to 10,000 of) the training examples.
        accuracy: Share of them classified rightly, 0–1.
        validation_cost: The same on the validation examples, if there are any.
        validation_accuracy: The same on the validation examples, if there are any.
    """

    epoch: int
    step: int
    cost: float
    accuracy: float
    validation_cost: float | None = None
    validation_accuracy: float | None = None


@dataclass(frozen=True, eq=False)
class Progress:
    """Where a run stands after a stretch of steps.

    Attributes:
        step: Steps taken.
        epoch: The running epoch, counted from 1; at an epoch's end, the one that has just ended.
        position: Examples of that epoch learned from.
        fraction: The share of the whole run that is done, 0–1.
        examples_per_second: Speed over this stretch, evaluation not counted.
        learning_rate: η of the last step.
        batch_costs: The mean cost of each mini-batch of this stretch.
        gradient_norm: Length of the last mini-batch's gradient.
        epoch_record: At an epoch's end, how the network stands; else None.
    """

    step: int
    epoch: int
    position: int
    fraction: float
    examples_per_second: float
    learning_rate: float
    batch_costs: NDArray[np.float64]
    gradient_norm: float
    epoch_record: EpochRecord | None

    @property
    def batch_cost(self) -> float:
        """The mean cost over the mini-batches of this stretch."""
        return float(self.batch_costs.mean())


@dataclass(frozen=True, eq=False)
class Best:
    """The best network so far, for early stopping."""

    epoch: int
    validation_cost: float
    network: Network


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """Everything that a run needs to go on as if it had never stopped.

    Attributes:
        settings: The run's settings.
        knobs: The knobs as they stand.
        network: The network, in the engine's precision.
        state: What the optimizer remembers.
        epoch: Epochs finished.
        position: Examples of the running epoch learned from.
        step: Steps taken.
        generator_state: Of the generator that shuffles the running epoch, before it did.
        train_digest: SHA-256 of the training examples.
        validation_digest: SHA-256 of the validation examples, if there are any.
        data_name: Where they came from, for people to read.
        history: The epochs so far.
        changes: The knobs turned so far.
        best: The best network so far, when early stopping is on.
        engine: The name of the engine that trained.
    """

    settings: Settings
    knobs: Knobs
    network: Network
    state: DescentState
    epoch: int
    position: int
    step: int
    generator_state: dict[str, Any]
    train_digest: str
    validation_digest: str | None
    data_name: str
    history: tuple[EpochRecord, ...]
    changes: tuple[KnobChange, ...]
    best: Best | None
    engine: str
