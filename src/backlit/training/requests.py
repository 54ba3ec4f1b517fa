"""What a run asks of whoever trains for it: an engine alone, or many runs' common batch."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from backlit.data.examples import Examples
from backlit.engines.engine import Predictions, StepReport
from backlit.training.evaluation import Evaluation, compare
from backlit.training.records import Progress


@dataclass(frozen=True, eq=False)
class Descend:
    """Take these steps; the reply is what they report, and how many seconds they took."""

    order: NDArray[np.intp]
    batch_size: int
    learning_rates: NDArray[np.float64]
    l2: float


@dataclass(frozen=True, eq=False)
class Ask:
    """Say what the network says to (the first ``most``) examples; the reply is the answers."""

    examples: Examples
    most: int | None


Reply: TypeAlias = tuple[StepReport, float] | Predictions | None

# A run on its way: it asks, is sent the reply, and tells its progress, to which there is no reply.
Walk: TypeAlias = Generator[Descend | Ask | Progress, Reply, None]


def advance(walk: Walk, reply: Reply) -> Descend | Ask | Progress | None:
    """What the run says next, or None when it has ended."""
    try:
        return walk.send(reply)
    except StopIteration:
        return None


def judge(examples: Examples, most: int | None = None) -> Generator[Ask, Reply, Evaluation]:
    """Ask how the network does on (the first ``most``) examples."""
    answers = yield Ask(examples, most)
    assert isinstance(answers, Predictions)
    return compare(answers, examples)
