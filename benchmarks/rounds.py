"""The races: every contestant in a process of its own, all alive, one at work at a time.

A warm-up epoch first, then rounds in which each does an epoch in turn, so that a machine that slows
down slows all of them, and ratios are taken within a round.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from entries import Entry, entries
from workloads import WORKLOADS, Workload

CHILD = Path(__file__).parent / "contestant.py"
PAUSE = 0.04  # s


@dataclass(frozen=True)
class Outcome:
    """The measurements of one contestant.

    Attributes:
        entry: Who it was.
        part: What part of an epoch it did each time.
        seconds: Of a whole epoch, a number a round.
        megabytes: Peak memory of its process.
        accuracy: On test examples at the end, the lowest of its networks; None without networks.
        digest: Of the bits of all weights at the end.
    """

    entry: Entry
    part: float
    seconds: tuple[float, ...]
    megabytes: float
    accuracy: float | None = None
    digest: str | None = None

    @property
    def median(self) -> float:
        """The median over the rounds."""
        return statistics.median(self.seconds)


@dataclass(frozen=True)
class Race:
    """A workload and the measurements of its contestants."""

    key: str
    workload: Workload
    outcomes: tuple[Outcome, ...]
    quick: bool = False

    def find(self, key: str, threads: int = 1) -> Outcome:
        """The measurements of a contestant.

        Raises:
            KeyError: when it did not take part.
        """
        return {each.entry.id: each for each in self.outcomes}[f"{key}/{threads}"]

    def beside(self, key: str, outcome: Outcome) -> Outcome:
        """The measurements of a contestant with as many threads as this one, or with one thread."""
        try:
            return self.find(key, outcome.entry.threads)
        except KeyError:
            return self.find(key)

    def peers(self, threads: int = 1) -> list[Outcome]:
        """The measurements of the other libraries, without the matrix products."""
        return [
            each
            for each in self.outcomes
            if each.entry.threads == threads and each.accuracy and not each.entry.is_ours
        ]

    def learned(self, outcome: Outcome) -> bool:
        """Whether a contestant reached its target accuracy."""
        if self.quick or outcome.accuracy is None:
            return True
        return outcome.accuracy >= self.workload.accuracy


def ratio(slow: Outcome, fast: Outcome) -> float:
    """How many times faster the second is: the median of the ratios round by round."""
    return statistics.median(
        theirs / ours for theirs, ours in zip(slow.seconds, fast.seconds, strict=True)
    )


def race(key: str, *, quick: bool = False) -> Race:
    """Run one workload."""
    workload = WORKLOADS[key]
    rounds = 1 if quick else workload.rounds
    with ExitStack() as stack:
        taking_part = entries(key, quick=quick)
        # All start at once, and set up side by side.
        children = [stack.enter_context(_child(key, entry, quick=quick)) for entry in taking_part]
        parts = [_answer(child)["part"] for child in children]
        times: list[list[float]] = [[] for _ in children]
        for turn in range(workload.warm_ups + rounds):
            for child, part, seconds in zip(children, parts, times, strict=True):
                # The threads of the one before still spin for a while.
                time.sleep(PAUSE)
                taken = _ask(child, "epoch")["seconds"]
                if turn >= workload.warm_ups:
                    seconds.append(taken / part)
        outcomes = tuple(
            Outcome(entry, part, tuple(seconds), **_ask(child, "show"))
            for entry, child, part, seconds in zip(taking_part, children, parts, times, strict=True)
        )
    return Race(key, workload, outcomes, quick)


@contextmanager
def _child(key: str, entry: Entry, *, quick: bool) -> Iterator[subprocess.Popen[str]]:
    words = [key, entry.key, str(entry.share), str(entry.threads), "quick" if quick else "full"]
    child = subprocess.Popen(
        [sys.executable, str(CHILD), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | _threads(entry.threads),
    )
    try:
        yield child
    finally:
        child.kill()
        child.communicate()


def _threads(threads: int) -> dict[str, str]:
    """Environment variables that limit the threads; each process is also pinned to its cores."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    found = dict.fromkeys(names, str(threads)) | {"JAX_PLATFORMS": "cpu"}
    if threads == 1:
        found["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
    return found


def _ask(child: subprocess.Popen[str], what: str) -> dict[str, Any]:
    assert child.stdin is not None
    child.stdin.write(f"{what}\n")
    child.stdin.flush()
    return _answer(child)


def _answer(child: subprocess.Popen[str]) -> dict[str, Any]:
    assert child.stdout is not None
    line = child.stdout.readline()
    if not line:
        raise RuntimeError(f"a contestant ended early, see above: {child.args!r}")
    reply: dict[str, Any] = json.loads(line)
    return reply
