"""What a population reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from backlit.training.records import Checkpoint, EpochRecord, Model
from backlit.training.settings import Settings


@dataclass(frozen=True, eq=False)
class Member:
    """A network of a population that has been trained.

    Attributes:
        index: Its number in the population, from 0.
        settings: How it was trained.
        history: The epochs of its training.
        model: The network with all its facts; None when it diverged.
        test_cost: Mean cost on the test examples, if there are any.
        test_accuracy: Share of them classified rightly, 0–1, if there are any.
        problem: How it diverged, if it did.
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
    """Where a population stands, whenever something has happened to its networks.

    Attributes:
        n: How many networks there are.
        n_done: How many of them are trained.
        fraction: The share of the whole work that is done, 0–1.
        member: The one that has just been trained, if that is what happened.
        checkpoint: The number of a network on its way, and where it stands, if it was time to say.
    """

    n: int
    n_done: int
    fraction: float
    member: Member | None = None
    checkpoint: tuple[int, Checkpoint] | None = None


@dataclass(frozen=True, eq=False)
class MemberEvent:
    """What the threads that train tell the one that asked for the population.

    Attributes:
        fractions: How far networks on their way have come, by their numbers, 0–1.
        member: One that has been trained.
        checkpoint: The number of one on its way, and where it stands.
        failure: What went wrong, to be raised there.
    """

    fractions: Mapping[int, float] = field(default_factory=dict)
    member: Member | None = None
    checkpoint: tuple[int, Checkpoint] | None = None
    failure: BaseException | None = None
