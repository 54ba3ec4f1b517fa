"""How fast an epoch goes: our engines and the PyTorch loop that people write, turn by turn.

One thread each, in one process, the same examples, the same number of steps; a warm-up, then rounds
in which each contestant runs once, so that a machine that slows down slows all of them.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from threadpoolctl import threadpool_limits

import backlit
from backlit.core.cost import SQUARED_ERROR
from backlit.core.descent import PlainDescent, initial_state
from backlit.engines.blas import BlasEngine
from backlit.engines.engine import Engine, count_steps
from backlit.engines.native.engine import NativeEngine
from backlit.engines.native.library import is_available, library
from backlit.engines.reference import ReferenceEngine

SIZES = (784, 16, 16, 10)
WIDTHS = [width for width in (16, 8, 4) if is_available() and width <= library().backlit_widest()]
PEER = "PyTorch, in-memory tensors"


@dataclass(frozen=True)
class Speed:
    """One workload: seconds of an epoch for each contestant, a number a round."""

    batch_size: int
    examples: int
    seconds: dict[str, tuple[float, ...]]
    accuracy: dict[str, float]

    def median(self, name: str) -> float:
        """The median over the rounds."""
        return statistics.median(self.seconds[name])

    def ratio(self, name: str) -> float:
        """How many times faster than PyTorch, the median of the ratios round by round."""
        pairs = zip(self.seconds[PEER], self.seconds[name], strict=True)
        return statistics.median(theirs / ours for theirs, ours in pairs)


def measure(*, batch_sizes: tuple[int, ...], rounds: int, examples: int) -> list[Speed]:
    """Time every contestant on every batch size."""
    torch.set_num_threads(1)
    data = backlit.load_mnist()
    train = data.train if examples == len(data.train) else data.train.take(slice(examples))
    found = []
    with threadpool_limits(1):
        for batch_size in batch_sizes:
            rate = min(0.075 * batch_size, 3.0)
            contestants = {
                **{
                    f"backlit, `native`, {width} floats at once": _engine(
                        NativeEngine(width), train, batch_size, rate
                    )
                    for width in WIDTHS
                },
                "backlit, `blas`": _engine(BlasEngine(), train, batch_size, rate),
                "backlit, `reference` (float64)": _engine(
                    ReferenceEngine(), train, batch_size, rate
                ),
                PEER: _torch(train, batch_size, rate),
            }
            for epoch, _ in contestants.values():
                epoch()
            seconds: dict[str, list[float]] = {name: [] for name in contestants}
            for _ in range(rounds):
                for name, (epoch, _) in contestants.items():
                    began = time.perf_counter()
                    epoch()
                    seconds[name].append(time.perf_counter() - began)
            accuracy = {
                name: float((outputs(data.test).argmax(1) == data.test.labels).mean())
                for name, (_, outputs) in contestants.items()
            }
            found.append(
                Speed(
                    batch_size,
                    len(train),
                    {name: tuple(each) for name, each in seconds.items()},
                    accuracy,
                )
            )
            best = max(found[-1].ratio(name) for name in contestants)
            print(f"batch {batch_size}: {best:.1f}×", flush=True)
    return found


Contestant = tuple[Callable[[], None], Callable[[backlit.Examples], np.ndarray]]


def _engine(engine: Engine, train: backlit.Examples, batch_size: int, rate: float) -> Contestant:
    rng = np.random.default_rng(0)
    network = backlit.initialise(SIZES, rng)
    trainer = engine.start(
        network,
        initial_state(network, PlainDescent()),
        optimizer=PlainDescent(),
        cost=SQUARED_ERROR,
        examples=train,
    )
    rates = np.full(count_steps(len(train), batch_size), rate)
    return (
        lambda: _ignore(trainer.descend(rng.permutation(len(train)), batch_size, rates, 0.0)),
        lambda examples: backlit.outputs(trainer.snapshot()[0], examples),
    )


def _torch(train: backlit.Examples, batch_size: int, rate: float) -> Contestant:
    torch.manual_seed(0)
    X = torch.from_numpy(train.inputs(dtype=np.float32))
    y = torch.from_numpy(train.targets(dtype=np.float32))
    network = torch.nn.Sequential(
        torch.nn.Linear(784, 16),
        torch.nn.Sigmoid(),
        torch.nn.Linear(16, 16),
        torch.nn.Sigmoid(),
        torch.nn.Linear(16, 10),
        torch.nn.Sigmoid(),
    )
    optimizer = torch.optim.SGD(network.parameters(), lr=rate)

    def epoch() -> None:
        order = torch.randperm(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            optimizer.zero_grad()
            cost = ((network(X[batch]) - y[batch]) ** 2).sum(dim=1).mean()
            cost.backward()
            optimizer.step()

    def outputs(examples: backlit.Examples) -> np.ndarray:
        with torch.no_grad():
            return network(torch.from_numpy(examples.inputs(dtype=np.float32))).numpy()

    return epoch, outputs


def _ignore(_: object) -> None:
    return None


def table(found: list[Speed]) -> str:
    """The figures as a Markdown table."""
    rows = [
        "| batch size | who | an epoch, median | fastest–slowest | examples/s | × PyTorch "
        "| test accuracy after |",
        "|---|---|---|---|---|---|---|",
    ]
    for speed in found:
        for name, seconds in speed.seconds.items():
            median = speed.median(name)
            rows.append(
                f"| {speed.batch_size} | {name} | {median:.3f} s | "
                f"{min(seconds):.3f}–{max(seconds):.3f} s | {speed.examples / median:,.0f} | "
                f"**{speed.ratio(name):.1f}** | {speed.accuracy[name]:.1%} |"
            )
    return "\n".join(rows)
