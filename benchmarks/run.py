"""Measure everything and write benchmarks/RESULTS.md: ``nox -s bench``.

With ``--quick`` everything is tried on little work and the results are only printed.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

import accuracy
import command
import machine
import speed

RESULTS = Path(__file__).parent / "RESULTS.md"

PAGE = """\
# Results

Measured on {date} on {machine}; {versions}. Made again by `nox -s bench`.

Machines like this one are shared: absolute times move by a third from hour to hour, ratios taken
side by side do not.

## How good: accuracy on MNIST

784-16-16-10 with sigmoids and squared error (Nielsen's: 784-30-10), mini-batches of 10, 30 epochs,
one run for each of the seeds 0, 1, 2, … on the engine that `auto` takes, learning from 55,000
training images. The defaults were chosen by their accuracy on held-out training images (another
{validation:,} than here); the test accuracy of the later candidates was seen beside it, so it may
be a little optimistic (see [the decision](../docs/decisions/0006-the-default-run.md)).

{accuracy}

## How fast: an epoch of {examples:,} images, 784-16-16-10

One thread each, in one process, {rounds} rounds after a warm-up, each contestant once a round.
"× PyTorch" is the median of the ratios taken round by round. The peer is the loop that people
write: `nn.Sequential`, tensors in memory, indexed by a permutation, `optim.SGD`.

{speed}

## What a person at a shell notices

{command}
"""


def main() -> None:
    """Parse, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="little work, nothing written")
    quick = parser.parse_args().quick

    rounds, examples = (1, 2000) if quick else (7, 60_000)
    commands = command.measure(
        rounds=2 if quick else 9, train_options=("--epochs", "1") if quick else ()
    )
    speeds = speed.measure(
        batch_sizes=(10,) if quick else (1, 10, 32, 100),
        rounds=rounds,
        examples=examples,
    )
    accuracies = accuracy.measure(seeds=2 if quick else 10, epochs=1 if quick else None)
    page = PAGE.format(
        date=datetime.now(UTC).date(),
        machine=machine.describe(),
        versions=machine.versions("backlit", "numpy", "torch"),
        validation=accuracy.VALIDATION,
        accuracy=accuracy.table(accuracies),
        examples=examples,
        rounds=rounds,
        speed=speed.table(speeds),
        command=command.table(commands),
    )
    print(page)
    if not quick:
        RESULTS.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
