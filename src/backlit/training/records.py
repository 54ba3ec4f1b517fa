"""What a run reports and remembers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.core.backprop import Gradient
from backlit.core.network import Network
from backlit.training.settings import Settings


@dataclass(frozen=True)
class Hyperparameters:
    """The settings that can be turned while a run is going."""

    learning_rate: float
    batch_size: int
    l2: float


@dataclass(frozen=True)
class HyperparameterChange:
    """Knobs as they were set at some moment of the run.

    Attributes:
        epoch: Epochs finished before it.
        position: Examples of the running epoch learned from before it.
        hyperparameters: What holds from there on.
    """

    epoch: int
    position: int
    hyperparameters: Hyperparameters


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

    @property
    def monitored_cost(self) -> float:
        """The cost that early stopping looks at: on validation examples where there are any."""
        return self.cost if self.validation_cost is None else self.validation_cost


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


@dataclass(frozen=True)
class Provenance:
    """Where a run came from: enough to begin it again.

    Attributes:
        data: What to load: a known name or a path.
        label_column: The column of labels, where the data is a table and it had to be named.
        validation: Share of the training examples held out to validate on, 0–1.
        command: The command that made it, for people to read and repeat.
        created: When it began, as ISO 8601 in UTC.
    """

    data: str
    label_column: str | None
    validation: float
    command: str
    created: str


@dataclass(frozen=True)
class RunState:
    """Where a run stands, in plain values.

    Attributes:
        settings: The run's settings.
        hyperparameters: The knobs as they stand.
        epoch: Epochs finished.
        position: Examples of the running epoch learned from.
        step: Steps taken.
        generator_state: Of the generator that shuffles the running epoch, before it did.
        train_digest: SHA-256 of the training examples.
        validation_digest: SHA-256 of the validation examples, if there are any.
        data_name: Where they came from, for people to read.
        history: The epochs so far.
        changes: The knobs turned so far.
        best_epoch: When the best network so far stood, when early stopping is on.
        best_cost: Its validation cost.
        engine: The name of the engine that trains.
        versions: The version of each package that has a hand in it.
        provenance: How to find the data again, and who asked for the run.
    """

    settings: Settings
    hyperparameters: Hyperparameters
    epoch: int
    position: int
    step: int
    generator_state: dict[str, str]
    train_digest: str
    validation_digest: str | None
    data_name: str
    history: tuple[EpochRecord, ...]
    changes: tuple[HyperparameterChange, ...]
    best_epoch: int | None
    best_cost: float | None
    engine: str
    versions: dict[str, str]
    provenance: Provenance | None = None


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """Everything that a run needs to go on as if it had never stopped.

    Attributes:
        run: Where the run stands.
        network: The network, in the engine's precision.
        moments: What the optimizer remembers.
        best: The best network so far, when early stopping is on.
    """

    run: RunState
    network: Network
    moments: tuple[Gradient, ...]
    best: Network | None


@dataclass(frozen=True)
class ModelMetadata:
    """What one must know of a network to use it and to make it again, in plain values.

    Attributes:
        settings: The settings of the run that trained it.
        classes: What each output stands for.
        image_shape: (rows, columns) of its input when that is a picture, else None.
        data_name: What it learned from.
        data_digest: SHA-256 of the training examples.
        history: The epochs of its training.
        changes: The knobs turned during it.
        engine: The engine that trained it.
        versions: The version of each package that had a hand in it.
        seconds: How long the training took, evaluation included.
        provenance: Where the run came from, when it was begun from the command line.
    """

    settings: Settings
    classes: tuple[str, ...]
    image_shape: tuple[int, int] | None
    data_name: str
    data_digest: str
    history: tuple[EpochRecord, ...]
    changes: tuple[HyperparameterChange, ...]
    engine: str
    versions: dict[str, str]
    seconds: float | None = None
    provenance: Provenance | None = None


@dataclass(frozen=True, eq=False)
class Model:
    """A trained network and what one must know of it."""

    network: Network
    metadata: ModelMetadata
