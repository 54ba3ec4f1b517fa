"""The records of a run: its progress, its state and its model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.core.backprop import Gradient
from backlit.core.network import Network
from backlit.training.settings import Settings


@dataclass(frozen=True)
class Hyperparameters:
    """The settings that can be changed during a run."""

    learning_rate: float
    batch_size: int
    l2: float


@dataclass(frozen=True)
class HyperparameterChange:
    """Hyperparameters set during a run.

    Attributes:
        epoch: Epochs finished before the change.
        position: Examples of the running epoch trained on before the change.
        hyperparameters: The hyperparameters from there on.
    """

    epoch: int
    position: int
    hyperparameters: Hyperparameters


@dataclass(frozen=True)
class EpochRecord:
    """The evaluation of a network after an epoch; epoch 0 is before the first step.

    Attributes:
        epoch: Epochs finished.
        step: Steps taken.
        cost: Mean cost on (up to 10,000 of) the training examples.
        accuracy: Share of them that is classified correctly, 0–1.
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
        """The cost that early stopping monitors: on validation examples where there are any."""
        return self.cost if self.validation_cost is None else self.validation_cost


@dataclass(frozen=True, eq=False)
class Progress:
    """The progress of a run after a call of its trainer.

    Attributes:
        step: Steps taken.
        epoch: The running epoch, counted from 1; at an epoch's end, the one that has just ended.
        position: Examples of that epoch trained on.
        fraction: Share of the whole run that is done, 0–1.
        examples_per_second: Speed of this call, without evaluations.
        learning_rate: η of the last step.
        batch_costs: (n_steps,) mean cost of each mini-batch of this call.
        gradient_norm: Norm of the last mini-batch's gradient.
        epoch_record: At an epoch's end the evaluation of the network; else None.
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
        """The mean cost over the mini-batches of this call."""
        return float(self.batch_costs.mean())


@dataclass(frozen=True)
class Provenance:
    """Where a run came from: enough to start it again.

    Attributes:
        data: What to load: a known name or a path.
        label_column: The column of labels, where the data is a table and it had to be named.
        validation: Share of the training examples held out to validate on, 0–1.
        command: The command that started it, for people to read and repeat.
        created: When it was started, as ISO 8601 in UTC.
    """

    data: str
    label_column: str | None
    validation: float
    command: str
    created: str


@dataclass(frozen=True)
class RunState:
    """The state of a run, in plain values.

    Attributes:
        settings: The run's settings.
        hyperparameters: The current hyperparameters.
        epoch: Epochs finished.
        position: Examples of the running epoch trained on.
        step: Steps taken.
        generator_state: State of the generator that shuffles the running epoch, before it does.
        train_digest: SHA-256 of the training examples.
        validation_digest: SHA-256 of the validation examples, if there are any.
        data_name: Where the examples come from, for people to read.
        history: The evaluations so far.
        changes: The changes of hyperparameters so far.
        best_epoch: The epoch of the best network so far, with early stopping.
        best_cost: Its monitored cost.
        engine: The name of the engine.
        versions: The versions of everything that computes.
        provenance: Where the run came from.
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
    """Everything needed to resume a run as if it had never stopped.

    Attributes:
        run: The state of the run.
        network: The network, in the engine's precision.
        moments: The optimizer's moments.
        best: The best network so far, with early stopping.
    """

    run: RunState
    network: Network
    moments: tuple[Gradient, ...]
    best: Network | None


@dataclass(frozen=True)
class ModelMetadata:
    """What is needed to use a network and to train it again, in plain values.

    Attributes:
        settings: The settings of the run that trained it.
        classes: What each output stands for.
        image_shape: (rows, columns) of its input when that is a picture, else None.
        data_name: Where the training examples come from.
        data_digest: SHA-256 of the training examples.
        history: The evaluations before and after each epoch.
        changes: The changes of hyperparameters during the training.
        engine: The engine that trained it.
        versions: The versions of everything that computed.
        seconds: Duration of the training, with evaluations.
        provenance: Where the run came from, if it was started from the command line.
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
    """A trained network and its metadata."""

    network: Network
    metadata: ModelMetadata
