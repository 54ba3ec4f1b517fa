"""The records of a population's training."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from backlit.training.records import Checkpoint, EpochRecord, Model
from backlit.training.settings import Settings


@dataclass(frozen=True, eq=False)
class Member:
    """A trained network of a population.

    Attributes:
        index: Its number in the population, from 0.
        settings: The settings of its training.
        history: The evaluations before and after each epoch.
        model: The network with its metadata; None when it diverged.
        test_cost: Mean cost on the test examples, if there are any.
        test_accuracy: Share of them that is classified correctly, 0–1, if there are any.
        problem: The error, if it diverged.
    """

    index: int
    settings: Settings
    history: tuple[EpochRecord, ...]
    model: Model | None
    test_cost: float | None = None
    test_accuracy: float | None = None
    problem: str | None = None


@dataclass(frozen=True, eq=False)
class PopulationProgress:
    """The progress of a population after an event.

    Attributes:
        n: Number of networks.
        n_done: Number of networks whose training has ended.
        fraction: Share of all epochs that is done, 0–1.
        member: The network whose training has just ended, if one has.
        checkpoint: The number and checkpoint of a network in training, if one was taken.
    """

    n: int
    n_done: int
    fraction: float
    member: Member | None = None
    checkpoint: tuple[int, Checkpoint] | None = None


@dataclass(frozen=True, eq=False)
class MemberEvent:
    """An event that a training thread sends to ``Population.steps``.

    Attributes:
        fractions: The finished fraction of networks in training, by their numbers, 0–1.
        member: A network whose training has ended.
        checkpoint: The number and checkpoint of a network in training.
        failure: An exception, to be raised by ``Population.steps``.
    """

    fractions: Mapping[int, float] = field(default_factory=dict)
    member: Member | None = None
    checkpoint: tuple[int, Checkpoint] | None = None
    failure: BaseException | None = None
