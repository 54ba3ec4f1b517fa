"""The settings of a run, each checked once, with the defaults of the lecture's network."""

from __future__ import annotations

import difflib
import math
from dataclasses import dataclass, replace
from typing import Any

from backlit.core.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from backlit.core.cost import COSTS
from backlit.core.initialise import INITIALISATIONS
from backlit.core.network import n_parameters
from backlit.core.optimizers import OPTIMIZERS, Momentum, Optimizer
from backlit.engines.choose import ENGINES
from backlit.errors import SettingsError
from backlit.training.schedule import SCHEDULES

# Weights, gradient, scratch and Adam's two moments, in float64.
_BYTES_PER_PARAMETER = 5 * 8
_MAX_BYTES = 4 * 2**30

# The largest integer that every reader of JSON keeps exactly.
_MAX_INTEGER = 2**53


@dataclass(frozen=True)
class Settings:
    """Everything that determines a run, except the data.

    Attributes:
        sizes: Neurons in each layer, the input first.
        activation: Of the hidden layers: sigmoid, relu, tanh or identity.
        output_activation: Of the last layer: one of these or softmax.
        cost: squared_error, half_squared_error or cross_entropy.
        optimizer: sgd, momentum or adam.
        momentum: μ of momentum, 0–1.
        learning_rate: η at the start.
        schedule: How η changes over the run: constant, cosine or step.
        drop_every: For the step schedule: epochs between drops.
        drop_factor: For the step schedule: what η is multiplied by at each drop.
        batch_size: Examples in a mini-batch.
        epochs: Passes over the training examples.
        l2: Strength of L2 regularisation; adds l2/2 · Σ w² to the cost.
        initialisation: scaled, gaussian or he.
        seed: The seed of all random numbers of the run.
        engine: auto, native, blas, torch or reference.
        patience: Stop after this many epochs without a lower validation cost and keep the best
            network; never when None.
        label_noise: The share of the training labels that is replaced by wrong ones, 0–1.

    Raises:
        SettingsError: with the name of the setting, its possible values and the value given.
    """

    sizes: tuple[int, ...] = (784, 16, 16, 10)
    activation: str = "sigmoid"
    output_activation: str = "sigmoid"
    cost: str = "squared_error"
    optimizer: str = "sgd"
    momentum: float = 0.9
    learning_rate: float = 1.5
    schedule: str = "cosine"
    drop_every: int = 10
    drop_factor: float = 0.5
    batch_size: int = 10
    epochs: int = 30
    l2: float = 4e-5
    initialisation: str = "scaled"
    seed: int = 0
    engine: str = "auto"
    patience: int | None = None
    label_noise: float = 0.0

    def __post_init__(self) -> None:
        check_sizes(self.sizes)
        _check_choice("activation", self.activation, HIDDEN_ACTIVATIONS)
        _check_choice("output activation", self.output_activation, ACTIVATIONS)
        _check_choice("cost", self.cost, COSTS)
        _check_choice("optimizer", self.optimizer, OPTIMIZERS)
        _check_choice("schedule", self.schedule, SCHEDULES)
        _check_choice("initialisation", self.initialisation, INITIALISATIONS)
        _check_choice("engine", self.engine, ENGINES)
        check_learning_rate(self.learning_rate)
        check_batch_size(self.batch_size)
        check_l2(self.l2)
        _check(
            1 <= self.epochs <= _MAX_INTEGER,
            "a whole number of epochs, 1 or more",
            self.epochs,
            "for example 30",
        )
        _check(
            0 <= self.seed <= _MAX_INTEGER,
            "a seed of 0 or more, at most 2⁵³",
            self.seed,
            "for example 0",
        )
        _check(
            0 <= self.momentum < 1, "a momentum from 0 to below 1", self.momentum, "for example 0.9"
        )
        _check(
            1 <= self.drop_every <= _MAX_INTEGER,
            "drops every 1 or more epochs",
            self.drop_every,
            "for example 10",
        )
        _check(
            0 < self.drop_factor <= 1,
            "a drop factor above 0, at most 1",
            self.drop_factor,
            "for example 0.5",
        )
        _check(
            self.patience is None or 1 <= self.patience <= _MAX_INTEGER,
            "a patience of 1 or more epochs",
            self.patience,
            "for example 5, or none to train to the end",
        )
        _check(
            0 <= self.label_noise <= 1,
            "a share of wrong labels from 0 to 1",
            self.label_noise,
            "for example 0.1",
        )
        COSTS[self.cost].check_fits(ACTIVATIONS[self.output_activation])

    def optimizer_record(self) -> Optimizer:
        """The optimizer with its parameters."""
        if self.optimizer == Momentum.name:
            return Momentum(self.momentum)
        return OPTIMIZERS[self.optimizer]()


def check_sizes(sizes: tuple[int, ...]) -> None:
    """Make sure that a network of these sizes can be made, before memory is allocated.

    Raises:
        SettingsError: for too few sizes, sizes below 1, or more memory than 4 GiB.
    """
    if len(sizes) < 2 or min(sizes) < 1:
        raise SettingsError(
            f"Expected two or more layer sizes of 1 or more, got {','.join(map(str, sizes))}.",
            hint="for example 784,16,16,10",
        )
    needed = n_parameters(sizes) * _BYTES_PER_PARAMETER
    if needed > _MAX_BYTES:
        raise SettingsError(
            f"Expected a network that trains in at most {_MAX_BYTES / 2**30:.0f} GiB of memory; "
            f"layers {','.join(map(str, sizes))} have {n_parameters(sizes):,} weights and biases "
            f"and would take {needed / 2**30:,.0f} GiB.",
            hint="use smaller hidden layers",
        )


def check_learning_rate(learning_rate: float) -> None:
    """Raise SettingsError unless the learning rate is finite and above 0."""
    _check(
        math.isfinite(learning_rate) and learning_rate > 0,
        "a learning rate above 0",
        learning_rate,
        "for example 0.5",
    )


def check_batch_size(batch_size: int) -> None:
    """Raise SettingsError unless a mini-batch has at least one example."""
    _check(
        1 <= batch_size <= _MAX_INTEGER, "a batch size of 1 or more", batch_size, "for example 10"
    )


def check_l2(l2: float) -> None:
    """Raise SettingsError unless L2 is finite and at least 0."""
    _check(math.isfinite(l2) and l2 >= 0, "an L2 strength of 0 or more", l2, "for example 4e-5")


def nielsen(seed: int = 0) -> Settings:
    """The first network of Nielsen's book: 784-30-10, batch 10, η = 3.0 of his cost, 30 epochs.

    Source: M. Nielsen, Neural Networks and Deep Learning, chapter 1, "Implementing our network to
    classify digits": about 95 %.
    """
    return Settings(
        sizes=(784, 30, 10),
        cost="half_squared_error",
        learning_rate=3.0,
        schedule="constant",
        batch_size=10,
        epochs=30,
        l2=0.0,
        initialisation="gaussian",
        seed=seed,
    )


def with_changes(settings: Settings, **changes: Any) -> Settings:
    """The settings with some of them changed; None leaves a setting as it is."""
    return replace(
        settings, **{name: value for name, value in changes.items() if value is not None}
    )


def _check(holds: bool, expected: str, got: object, hint: str) -> None:
    if not holds:
        raise SettingsError(f"Expected {expected}, got {got}.", hint=hint)


def _check_choice(name: str, value: str, choices: Any) -> None:
    close = difflib.get_close_matches(value, choices, n=1, cutoff=0.4)
    hint = f"did you mean {(close or list(choices))[0]}?"
    _check(value in choices, f"{name} to be one of {', '.join(choices)}", repr(value), hint)


# Settings by name, for the command line.
PRESETS = {"default": Settings(), "nielsen": nielsen()}
