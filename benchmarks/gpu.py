"""Measure populations on a GPU and write benchmarks/RESULTS-gpu.md: ``nox -s bench_gpu``.

With ``--cpu`` it is tried on little work on the processor, and the results are only printed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import machine
import numpy as np
import torch

import backlit
from backlit.core.cost import SQUARED_ERROR
from backlit.core.initialise import initialise
from backlit.core.optimizers import SGD, initial_optimizer_state
from backlit.engines.engine import TrainingTask, count_steps
from backlit.engines.torch.population import TorchPopulation

RESULTS = Path(__file__).parent / "RESULTS-gpu.md"

SIZES = (784, 16, 16, 10)
BATCH = 32
LEARNING_RATE = 2.0
# An epoch's orders go to the device in so many parts: 10,000 networks' take 4.8 GB as a whole.
PARTS = 12
# So many of a population's networks show what they learned.
ASKED = 100
# Whoever learns less than this on average has not done the work.
LEAST = 0.85

PAGE = """\
# Results on a GPU

Measured on {date} on {device}; {machine}; {versions}. Made again by `nox -s bench_gpu`.

Populations of {sizes} networks (sigmoids, squared error, plain descent at {rate}), mini-batches
of {batch}, float32 with TF32 off, every network with its own shuffle of all {examples:,} training
images; an epoch to warm up, then the median of {rounds}. The time is that of
`TorchPopulation.descend`, orders sent to the device included. The share of the peak counts the
dense products only ({flops:,} FLOPs an image, forward and back); the peak, {peak:.1f} TFLOP/s, is
the best of a product of two {order:,} × {order:,} matrices on the same card in the same run. The
accuracy, after {epochs} epochs, is that of {asked} networks at the most; below {least:.0%} the
figures would not be shown.

{table}
"""


@dataclass(frozen=True)
class Figure:
    """What a population took, or why it was left out.

    Attributes:
        members: Networks.
        seconds: Of each epoch after the first, of all the networks.
        accuracy: On the test images, the lowest and the mean of some of the networks.
        memory: The most that the card had taken, in bytes.
        problem: Why there are no figures.
    """

    members: int
    seconds: tuple[float, ...] = ()
    accuracy: tuple[float, float] = (0.0, 0.0)
    memory: int = 0
    problem: str = ""


def flops_per_example() -> int:
    """Of the dense products: forward, dW, and the flow back to every layer but the input."""
    weights = [n_in * n_out for n_in, n_out in pairwise(SIZES)]
    return 2 * (2 * sum(weights) + sum(weights[1:]))


def wait(device: str) -> None:
    """Wait until the device has done all that it was told."""
    if device == "cuda":
        torch.cuda.synchronize()


def measure_peak(device: str, order: int) -> float:
    """FLOPs a second of a product of two large square matrices in float32, the best of many."""
    left, right = (torch.rand((order, order), device=device) for _ in range(2))
    best = float("inf")
    for _ in range(12):
        wait(device)
        began = time.perf_counter()
        torch.mm(left, right)
        wait(device)
        best = min(best, time.perf_counter() - began)
    return 2 * order**3 / best


def epoch_orders(rng: np.random.Generator, members: int, n: int) -> Iterator[np.ndarray]:
    """A shuffle of the examples for each member, a part of the epoch at a time."""
    # Two bytes an index, and whole mini-batches in each part.
    shuffles = rng.permuted(np.tile(np.arange(n, dtype=np.uint16), (members, 1)), axis=1)
    length = -(-count_steps(n, BATCH) // PARTS) * BATCH
    for start in range(0, n, length):
        yield shuffles[:, start : start + length].astype(np.intp)


def run_epoch(population: TorchPopulation, orders: Iterator[np.ndarray]) -> float:
    """Seconds that an epoch takes, shuffling not counted."""
    seconds = 0.0
    l2 = np.zeros(len(population))
    for part in orders:
        rates = np.full((count_steps(part.shape[1], BATCH), len(population)), LEARNING_RATE)
        began = time.perf_counter()
        # It returns the costs, so that it has waited for the device.
        population.descend(part, BATCH, rates, l2)
        seconds += time.perf_counter() - began
    return seconds


def measure(device: str, data: backlit.DataSet, members: int, rounds: int) -> Figure:
    """Train a population for a few epochs, and see what it has learned."""
    tasks = []
    for seed in range(members):
        network = initialise(SIZES, np.random.default_rng(seed))
        state = initial_optimizer_state(network, SGD())
        tasks.append(TrainingTask(network, state, SGD(), SQUARED_ERROR, data.train))
    rng = np.random.default_rng(0)
    if device == "cuda":
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()
    try:
        population = TorchPopulation(tasks, device)
        seconds = [
            run_epoch(population, epoch_orders(rng, members, len(data.train)))
            for _ in range(1 + rounds)
        ]
    except torch.cuda.OutOfMemoryError:
        return Figure(members, problem="the card has too little memory")
    memory = torch.cuda.max_memory_reserved() if device == "cuda" else 0
    asked = tasks[: min(ASKED, members)]
    trained = [
        TrainingTask(*population.snapshot(member), task.optimizer, task.cost, task.examples)
        for member, task in enumerate(asked)
    ]
    answers = TorchPopulation(trained, device).answer(data.test)
    right = [float(np.mean(each.predicted == data.test.labels)) for each in answers]
    accuracy = min(right), statistics.mean(right)
    if device == "cuda" and accuracy[1] < LEAST:
        return Figure(members, problem=f"its networks are right about {accuracy[1]:.2%} only")
    return Figure(members, tuple(seconds[1:]), accuracy, memory)


def table(found: list[Figure], n: int, peak: float) -> str:
    """The figures as a Markdown table."""
    rows = [
        "| networks | an epoch of all, median | fastest–slowest | networks × epochs a second "
        "| share of the peak | memory | test accuracy, mean (lowest) |",
        "|---|---|---|---|---|---|---|",
    ]
    for each in found:
        if each.problem:
            rows.append(f"| {each.members:,} | not measured: {each.problem} | | | | | |")
            continue
        median = statistics.median(each.seconds)
        rate = each.members / median
        lowest, mean = each.accuracy
        rows.append(
            f"| {each.members:,} | {median:.3f} s "
            f"| {min(each.seconds):.3f}–{max(each.seconds):.3f} s | **{rate:,.1f}** "
            f"| {rate * n * flops_per_example() / peak:.2%} | {each.memory / 1e9:.1f} GB "
            f"| {mean:.2%} ({lowest:.2%}) |"
        )
    return "\n".join(rows)


def main() -> int:
    """Parse, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cpu", action="store_true", help="little work, nothing written")
    on_cpu = parser.parse_args().cpu
    if not on_cpu and not torch.cuda.is_available():
        print("No GPU that PyTorch can use was found, so nothing was measured.", file=sys.stderr)
        return 2
    torch.set_float32_matmul_precision("highest")
    device = "cpu" if on_cpu else "cuda"
    data = backlit.load_mnist()
    if on_cpu:
        data = backlit.DataSet("a little of MNIST", data.train.take(slice(1600)), data.test)
    populations = (1, 4) if on_cpu else (1, 100, 10_000)
    rounds, order = (1, 512) if on_cpu else (3, 8192)
    peak = measure_peak(device, order)
    found = []
    for members in populations:
        found.append(measure(device, data, members, rounds))
        print(table(found[-1:], len(data.train), peak), flush=True)
    page = PAGE.format(
        date=datetime.now(UTC).date(),
        device="the processor" if on_cpu else torch.cuda.get_device_name(),
        machine=machine.describe(),
        versions=machine.versions("backlit", "numpy", "torch"),
        sizes="-".join(map(str, SIZES)),
        rate=LEARNING_RATE,
        batch=BATCH,
        examples=len(data.train),
        rounds=rounds,
        epochs=1 + rounds,
        asked=ASKED,
        least=LEAST,
        flops=flops_per_example(),
        peak=peak / 1e12,
        order=order,
        table=table(found, len(data.train), peak),
    )
    print(page)
    if not on_cpu:
        RESULTS.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
