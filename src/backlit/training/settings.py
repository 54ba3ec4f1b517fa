"""The knobs of a run, each checked once, with the defaults of the lecture's network."""

from __future__ import annotations

import difflib
import math
from dataclasses import dataclass, replace
from typing import Any

from backlit.core.activations import ACTIVATIONS, SOFTMAX
from backlit.core.cost import COSTS
from backlit.core.initialise import INITIALISATIONS
from backlit.core.network import n_parameters
from backlit.core.optimizers import SGD, Adam, Momentum, Optimizer
from backlit.engines.choose import ENGINES
from backlit.errors import SettingsError
from backlit.training.schedule import SCHEDULES

OPTIMIZERS = ("sgd", "momentum", "adam")

# Weights, gradient, scratch and Adam's two moments, in float64 at the most.
_BYTES_A_PARAMETER = 5 * 8
_MOST_BYTES = 4 * 2**30

# The largest whole number that every reader of JSON keeps exactly.
_MOST_WHOLE = 2**53


@dataclass(frozen=True)
class Settings:
    """Everything that decides how a run goes, but for the data.

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
        epochs: How often every example is learned from.
        l2: Strength of the pull of the weights towards 0; adds l2/2 · Σ w² to the cost.
        initialisation: scaled, gaussian or he.
        seed: Where all randomness of the run comes from.
        engine: auto, native, blas, torch or reference.
        patience: Stop after so many epochs without a lower validation cost and keep the best
            network; never when None.
        label_noise: The share of the training labels that is made wrong on purpose, 0–1.

    Raises:
        SettingsError: naming the knob, what it can be and what came.
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
        _check_choice("activation", self.activation, [n for n in ACTIVATIONS if n != SOFTMAX.name])
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
            1 <= self.epochs <= _MOST_WHOLE,
            "a whole number of epochs, 1 or more",
            self.epochs,
            "for example 30",
        )
        _check(
            0 <= self.seed <= _MOST_WHOLE,
            "a seed of 0 or more, at most 2⁵³",
            self.seed,
            "for example 0",
        )
        _check(
            0 <= self.momentum < 1, "a momentum from 0 to below 1", self.momentum, "for example 0.9"
        )
        _check(
            1 <= self.drop_every <= _MOST_WHOLE,
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
            self.patience is None or 1 <= self.patience <= _MOST_WHOLE,
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
        """The optimizer with its own knobs."""
        match self.optimizer:
            case "momentum":
                return Momentum(self.momentum)
            case "adam":
                return Adam()
            case _:
                return SGD()


def check_sizes(sizes: tuple[int, ...]) -> None:
    """Make sure that a network of these sizes can be made, before any memory is asked for.

    Raises:
        SettingsError: for too few sizes, sizes below 1, or more memory than 4 GiB.
    """
    if len(sizes) < 2 or min(sizes) < 1:
        raise SettingsError(
            f"Expected two or more layer sizes of 1 or more, got {','.join(map(str, sizes))}.",
            hint="for example 784,16,16,10",
        )
    needed = n_parameters(sizes) * _BYTES_A_PARAMETER
    if needed > _MOST_BYTES:
        raise SettingsError(
            f"Expected a network that trains in at most {_MOST_BYTES / 2**30:.0f} GiB of memory; "
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
        1 <= batch_size <= _MOST_WHOLE, "a batch size of 1 or more", batch_size, "for example 10"
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
    """The settings with some of them changed; None leaves a knob as it is."""
    return replace(settings, **{knob: v for knob, v in changes.items() if v is not None})


def _check(holds: bool, expected: str, came: object, hint: str) -> None:
    if not holds:
        raise SettingsError(f"Expected {expected}, got {came}.", hint=hint)


def _check_choice(knob: str, value: str, choices: Any) -> None:
    close = difflib.get_close_matches(value, choices, n=1, cutoff=0.4)
    hint = f"did you mean {(close or list(choices))[0]}?"
    _check(value in choices, f"{knob} to be one of {', '.join(choices)}", repr(value), hint)


# By name, for the command line.
PRESETS = {"default": Settings(), "nielsen": nielsen()}
