"""Time every explanation and write benchmarks/RESULTS-explanations.md.

``python benchmarks/explanations.py``; with ``--quick`` each is run twice and nothing is written. A
new one is a line in ``ENTRIES``.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import machine
import numpy as np
from examine import memory

import backlit
from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.engines.one_thread import one_blas_thread
from backlit.training.recording import Recorder, Recording

RESULTS = Path(__file__).parent / "RESULTS-explanations.md"
RUNS = 9
ONE_EXAMPLE = 0.020  # s, what any explanation of a single example may take

PAGE = """\
# How long explanations take

Measured on {date} on {machine}; {versions}. Made again by `python benchmarks/explanations.py`.

The network that comes with Backlit (784-16-16-10), MNIST, one core, float64 where nothing else is
said; a run to warm up, then the median of {runs}. The process took at most {megabytes:.0f} MB,
both sets of examples included.

{table}
"""


class Material:
    """What is explained."""

    @cached_property
    def network(self) -> Network:
        """The network that comes with Backlit."""
        return backlit.shipped_model().network

    @cached_property
    def train(self) -> Examples:
        """MNIST's 60,000 training images."""
        return backlit.load_mnist().train

    @cached_property
    def test(self) -> Examples:
        """MNIST's 10,000 test images."""
        test = backlit.load_mnist().test
        assert test is not None
        return test

    @cached_property
    def x(self) -> np.ndarray:
        """The first test image."""
        return self.test.inputs(slice(0, 1))[0]

    @cached_property
    def one(self) -> Examples:
        """The first test image, as examples."""
        return self.test.take(slice(1))

    @cached_property
    def start(self) -> Network:
        """The network before its training."""
        return backlit.initial_network(backlit.shipped_model().facts.settings)

    @cached_property
    def recording(self) -> Recording:
        """The default run, recorded."""
        run = backlit.Run(backlit.Settings(), self.train)
        recorder = Recorder(run)
        for progress in run.steps():
            recorder.add(progress)
        return recorder.recording()

    @cached_property
    def some(self) -> Examples:
        """2,000 training images."""
        return self.train.take(slice(2000))


@dataclass(frozen=True)
class Entry:
    """Something to be timed.

    Attributes:
        name: What it is.
        promise: Seconds that it may take; None where nothing was promised.
        work: What is timed; it is run once before.
    """

    name: str
    promise: float | None
    work: Callable[[Material], object]


def chain(on: Material) -> object:
    return backlit.explain_chain_rule(on.network, on.x, 7, 500)


def confusion_and_mistakes(on: Material) -> object:
    confusion = backlit.analyse_confusion(on.network, on.test)
    return confusion, backlit.analyse_mistakes(on.network, on.test)


def plane(on: Material) -> object:
    return backlit.random_plane(on.network, on.some, np.random.default_rng(0))


def line(on: Material) -> object:
    return backlit.random_line(on.network, on.some, np.random.default_rng(0))


def batches(on: Material) -> object:
    return backlit.analyse_batches([on.network], on.some, np.random.default_rng(0))


def excite(on: Material) -> object:
    return backlit.analyse_excitement(on.network, on.test, 3, 7, np.random.default_rng(0))


def edges(on: Material) -> object:
    return backlit.analyse_edges_and_loops(on.network, on.start, np.random.default_rng(0))


def restore_step(on: Material) -> object:
    step = int(np.random.default_rng().integers(on.recording.last_step))
    return backlit.restore_step(on.recording, step, on.train)


ENTRIES = [
    Entry("a neuron of layer 1", ONE_EXAMPLE, lambda on: backlit.explain_neuron(on.network, on.x, 1, 3)),
    Entry("the cost of one example", ONE_EXAMPLE, lambda on: backlit.explain_cost(on.network, on.x, 7)),
    Entry("its wishes, back to the pixels", ONE_EXAMPLE, lambda on: backlit.explain_nudges(on.network, on.x, 7)),
    Entry("the avenues of a neuron", ONE_EXAMPLE, lambda on: backlit.explain_avenues(on.network, on.x, 7, 1, 3)),
    Entry("the chain rule of a weight of layer 1", ONE_EXAMPLE, chain),
    Entry("the gradient of one example", ONE_EXAMPLE, lambda on: backlit.explain_gradient(on.network, on.one)),
    Entry("the average nudge over 60,000", 2.0, lambda on: backlit.explain_gradient(on.network, on.train)),
    Entry("confusion, mistakes, per class, over 10,000", 0.2, confusion_and_mistakes),
    Entry("a plane of 41×41 over 2,000", 2.0, plane),
    Entry("a random step of a 30-epoch recording", 0.3, restore_step),
    Entry("a line of 101 over 2,000", None, line),
    Entry("a step by hand, six learning rates, over 10,000", None, lambda on: backlit.explain_step(on.network, on.test)),
    Entry("mini-batches of 7 sizes, 50 each, over 2,000", None, batches),
    Entry("what excites an output, 6 starts", None, excite),
    Entry("edges and loops, 40 shuffles", None, edges),
    Entry("noise, 1,000 of 4 kinds", None, lambda on: backlit.analyse_noise(on.network, on.test, np.random.default_rng(0))),
    Entry("every hidden neuron off in turn, over 10,000", None, lambda on: backlit.analyse_ablation(on.network, on.test)),
]  # fmt: skip


def measure(entry: Entry, material: Material, runs: int) -> list[float]:
    """Seconds that each run took, after one that is not counted."""
    entry.work(material)
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        entry.work(material)
        seconds.append(time.perf_counter() - began)
    return seconds


def row(entry: Entry, seconds: list[float]) -> str:
    """A line of the table."""
    median = statistics.median(seconds)
    promise, kept = "", ""
    if entry.promise is not None:
        promise = f"≤ {in_words(entry.promise)}"
        kept = "yes" if median <= entry.promise else "**no**"
    between = f"{in_words(min(seconds))}–{in_words(max(seconds))}"
    return f"| {entry.name} | {promise} | {in_words(median)} | {kept} | {between} |"


def in_words(seconds: float) -> str:
    """Seconds or milliseconds, to two digits or more."""
    return f"{seconds:.2f} s" if seconds >= 0.5 else f"{1000 * seconds:.3g} ms"


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two runs each, nothing written")
    quick = parser.parse_args().quick
    material = Material()
    rows = ["| what | promised | median | kept | fastest–slowest |", "|---|--:|--:|---|--:|"]
    with one_blas_thread():
        for entry in ENTRIES:
            rows.append(row(entry, measure(entry, material, 2 if quick else RUNS)))
            print(rows[-1], flush=True)
    page = PAGE.format(
        date=datetime.now(UTC).date(),
        machine=machine.describe(),
        versions=machine.versions("backlit", "numpy"),
        runs=RUNS,
        **memory(),
        table="\n".join(rows),
    )
    print(f"\n{page}")
    if not quick:
        RESULTS.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
