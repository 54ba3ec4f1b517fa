"""Measure everything and write benchmarks/RESULTS.md: ``nox -s bench``.

With ``--quick`` everything is tried on little work and the results are only printed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import accuracy
import command
import figure
import machine
import rounds
import tables
import targets
from workloads import TABLE_TEST, TABLE_TRAIN, WORKLOADS

HERE = Path(__file__).parent

PAGE = """\
# Results

Measured on {date} on {machine}; {versions}. Repeat with `nox -s bench`.

Machines like this one are shared: absolute times move by a third from hour to hour, ratios taken
side by side do not.

{alarm}<picture>
  <source media="(prefers-color-scheme: dark)" srcset="speed-dark.svg">
  <img src="speed-light.svg" alt="How long an epoch takes with Backlit and with others, and \
how many times as fast Backlit is in other work; the tables below have the figures">
</picture>

## Targets

{targets}

## Accuracy on MNIST

784-16-16-10 with sigmoids and squared error (Nielsen's: 784-30-10), mini-batches of 10, 30 epochs,
one run for each of the seeds 0, 1, 2, … on the engine that `auto` chooses, trained on 55,000
images. The defaults were chosen by their accuracy on held-out training images (another
{validation:,} than here); the test accuracy of the later candidates was visible too, so it may be a
little optimistic (see [the decision](../docs/decisions/0006-the-default-run.md)).

{accuracy}

## Speed of an epoch

Each contestant is a process of its own, pinned to as many cores as it has threads. All of a
table are alive at once and take turns, one at work at a time: a warm-up epoch, in which compilers
compile, then {rounds} rounds ({few} for the populations, without a warm-up for the 1,000) of an
epoch each. Ratios are medians of the ratios taken round by round.

- "× PyTorch": how many times as fast as PyTorch's loop in memory (for populations: as `bmm` with
  own shuffles) with as many threads.
- "Ours is faster": how many times as fast `auto` is, which uses one thread for one network.
- "Memory": peak memory of the process, libraries and examples included.
- A share of the examples, where one is named, stands for the whole: the time is scaled.

All have to reach an accuracy on the test examples. All begin with the same weights, but for
scikit-learn, which draws its own, and our populations, which are set up again each time (which is
timed too). The 784-16-16-10 and 784-100-10 networks have sigmoids and squared error and learn
from MNIST's 60,000 images, as the 784-512-512-10 does. The table is made up by a rule: {rows:,}
rows of 30 numbers to learn from, {tested:,} to be tested on.

The peers are the loops that people write: `nn.Sequential` with tensors in memory indexed by a
permutation, or a `DataLoader`; JAX with the mini-batch gathered in compiled code, and four steps of
`lax.scan` unrolled at batch 1 and for the population, where that was faster; NumPy in float32 with
arrays allocated as needed; scikit-learn's `partial_fit`, an epoch a call. Its cost is always
cross-entropy, with softmax at the end (a logistic neuron for two classes), at a quarter of the
learning rate where the others have squared error.

{arithmetic}

{races}

## Whole commands

The peers load the same images, train the same network at the same settings, stop after the first
epoch with 95 % on the test images, and save; ours does all its epochs.

{command}
"""


def main() -> None:
    """Parse, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="little work, nothing written")
    quick = parser.parse_args().quick

    began = time.monotonic()
    commands = command.measure(
        rounds=2 if quick else 9, trainings=1 if quick else 3, epochs=1 if quick else None
    )
    shell = next(each for each in commands if each.what == command.TRAIN)
    races = {}
    for key in WORKLOADS:
        races[key] = rounds.race(key, quick=quick)
        print(f"{time.monotonic() - began:4.0f} s: {races[key].workload.title}", flush=True)
    accuracies = accuracy.measure(seeds=2 if quick else 10, epochs=1 if quick else None)
    page = PAGE.format(
        date=datetime.now(UTC).date(),
        machine=machine.describe(),
        versions=machine.versions("backlit", "numpy", "torch", "jax", "scikit-learn"),
        alarm=tables.alarm(races),
        targets=targets.table(targets.targets(races, shell)),
        validation=accuracy.VALIDATION,
        accuracy=accuracy.table(accuracies),
        rounds=WORKLOADS["batch-10"].rounds,
        few=f"{WORKLOADS['population'].rounds} and {WORKLOADS['thousand'].rounds}",
        rows=TABLE_TRAIN,
        tested=TABLE_TEST,
        arithmetic=tables.arithmetic(races["batch-10"]),
        races="\n\n".join(map(tables.section, races.values())),
        command=command.table(commands),
    )
    print(page)
    if quick:
        with tempfile.TemporaryDirectory() as folder:
            figure.draw(races, Path(folder))
        print("Everything works; on so little work the figures mean nothing.")
    else:
        figure.draw(races, HERE)
        (HERE / "RESULTS.md").write_text(page, encoding="utf-8")
    for doubt in tables.doubts(races.values()):
        sys.exit(f"Not to be trusted: {doubt}")


if __name__ == "__main__":
    main()
