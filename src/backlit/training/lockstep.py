"""Runs that differ in numbers only, trained in lock-step as one batched computation by PyTorch.

Each run goes its own way through ``Run.walk``. Being alike, all of them ask for the same kind of
thing at the same time; here their requests are put together and answered at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import final

import numpy as np
from numpy.typing import NDArray

from backlit.core.network import Network, n_parameters
from backlit.core.optimizers import OptimizerState
from backlit.data.examples import Examples
from backlit.engines.engine import Predictions, StepReport, Trainer, TrainingTask
from backlit.engines.torch.engine import TorchEngine
from backlit.errors import DivergedError
from backlit.training.records import Checkpoint, Progress
from backlit.training.requests import Ask, Descend, Reply, Walk, advance
from backlit.training.run import Run
from backlit.training.settings import Settings

# Runs in lock-step differ in these alone.
_EACH_ITS_OWN = ("seed", "learning_rate", "l2", "label_noise")
_IN_COMMON = tuple(knob.name for knob in fields(Settings) if knob.name not in _EACH_ITS_OWN)

# What a group may take, in bytes: weights, gradients, scratch, shuffles, labels and answers.
_MOST_BYTES = 4 * 2**30
_COPIES = 8

# Of each network: its shuffle and its labels for an example that it learns from, its cost and its
# answer for one that it is asked about, eight each.
_BYTES_AN_EXAMPLE = 16

MakeRun = Callable[[int, Callable[[TrainingTask], Trainer]], Run]


def groups(
    settings: Sequence[Settings],
    begun: Mapping[int, Checkpoint],
    which: Sequence[int],
    n: int,
    n_asked: int,
) -> list[list[int]]:
    """The numbers of those that can be trained together, each group small enough for memory.

    They agree in all settings but seed, learning rate, L2 and label noise, and have come equally
    far; one that has come as far as no other goes on by itself.

    Args:
        settings: One for each network.
        begun: Where those stand that have begun.
        which: The numbers of those to be trained.
        n: How many examples they learn from.
        n_asked: How many they are asked about at once, at the most.
    """
    alike: dict[Hashable, list[int]] = {}
    for index in which:
        same = tuple(getattr(settings[index], name) for name in _IN_COMMON)
        stands: Hashable = None
        if index in begun:
            run = begun[index].run
            stands = run.epoch, run.position, run.step, run.hyperparameters.batch_size
        alike.setdefault((same, stands), []).append(index)
    found = []
    for members in alike.values():
        first = settings[members[0]]
        batch = min(first.batch_size, n)
        numbers = _COPIES * n_parameters(first.sizes) + 4 * batch * sum(first.sizes)
        size = max(1, _MOST_BYTES // (4 * numbers + _BYTES_AN_EXAMPLE * (n + n_asked)))
        found += [members[start : start + size] for start in range(0, len(members), size)]
    return found


@dataclass(eq=False)
class MemberTrainer:
    """One run's place in the batched computation, in the form of a trainer of its own."""

    group: Lockstep
    place: int

    def descend(
        self,
        order: NDArray[np.intp],
        batch_size: int,
        learning_rates: NDArray[np.float64],
        l2: float,
    ) -> StepReport:
        """Never alone: see ``Lockstep.steps``."""
        raise AssertionError("a run in lock-step does not descend alone")

    def answer(self, examples: Examples, most: int | None = None) -> Predictions:
        """What the network as it is now says to examples."""
        return self.group.trainer.answer(examples, most)[self.place]

    def snapshot(self) -> tuple[Network, OptimizerState]:
        """The network and the optimizer's state as they are now, as copies."""
        return self.group.trainer.snapshot(self.place)


@final
class Lockstep:
    """Runs on their way together.

    Args:
        indices: Their numbers in the population.
        make: Makes the run of a number, given what to start instead of an engine.
    """

    def __init__(self, indices: Sequence[int], make: MakeRun) -> None:
        tasks: list[TrainingTask] = []

        def take_a_seat(task: TrainingTask) -> MemberTrainer:
            tasks.append(task)
            return MemberTrainer(self, len(tasks) - 1)

        self.runs = [make(index, take_a_seat) for index in indices]
        self.trainer = TorchEngine().start_together(tasks)
        self._stopped = False

    def stop(self) -> None:
        """Let every run end after the same mini-batch; may be called from another thread."""
        self._stopped = True

    def steps(self) -> Iterator[dict[int, Progress | DivergedError]]:
        """Train, yielding after each common stretch what each run says, by its place."""
        walks: dict[int, Walk] = {place: run.walk() for place, run in enumerate(self.runs)}
        replies: dict[int, Reply] = dict.fromkeys(walks)
        while walks:
            if self._stopped:  # seen by all of them at the same moment
                for run in self.runs:
                    run.stop()
            asked: dict[int, Descend | Ask] = {}
            told: dict[int, Progress | DivergedError] = {}
            for place, walk in list(walks.items()):
                said: Descend | Ask | Progress | None
                try:
                    said = advance(walk, replies[place])
                    while isinstance(said, Progress):
                        told[place] = said
                        said = advance(walk, None)
                except DivergedError as error:
                    told[place] = error
                    said = None
                if said is None:
                    del walks[place]
                else:
                    asked[place] = said
            if told:
                yield told
            if asked:
                replies = self._answered(asked)

    def _answered(self, asked: dict[int, Descend | Ask]) -> dict[int, Reply]:
        """The replies to requests which, the runs being alike, are all of one kind."""
        first = next(iter(asked.values()))
        if isinstance(first, Ask):
            labels = [
                each.examples.labels if isinstance(each, Ask) else first.examples.labels
                for each in (asked.get(place, first) for place in range(len(self.runs)))
            ]
            answers = self.trainer.answer(first.examples, first.most, labels)
            return {place: answers[place] for place in asked}
        return self._descended(asked, first)

    def _descended(self, asked: dict[int, Descend | Ask], first: Descend) -> dict[int, Reply]:
        orders = np.tile(first.order, (len(self.runs), 1))
        rates = np.zeros((len(first.learning_rates), len(self.runs)))
        l2 = np.zeros(len(self.runs))
        for place, each in asked.items():  # who has left goes nowhere
            assert isinstance(each, Descend)
            orders[place], rates[:, place], l2[place] = each.order, each.learning_rates, each.l2
        began = time.perf_counter()
        stretches = self.trainer.descend(orders, first.batch_size, rates, l2)
        seconds = time.perf_counter() - began
        return {place: (stretches[place], seconds) for place in asked}
