"""The accuracy of the networks on MNIST's test images: mean and spread over seeds."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context

import numpy as np

import backlit
from backlit.training.settings import Settings, nielsen

VALIDATION = 5000

SETTINGS = {
    "default (`backlit train`)": Settings(),
    "default without L2 (`--l2 0`)": replace(Settings(), l2=0.0),
    "Nielsen's book (`--preset nielsen`)": nielsen(),
}


@dataclass(frozen=True)
class Accuracy:
    """The accuracies with one setting, one for each seed, 0–1."""

    name: str
    seeds: int
    test: tuple[float, ...]
    validation: tuple[float, ...]


def measure(*, seeds: int, epochs: int | None = None) -> list[Accuracy]:
    """Train with every setting and every seed, two networks at a time."""
    found = []
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for name, settings in SETTINGS.items():
            runs = [replace(settings, seed=seed) for seed in range(seeds)]
            if epochs is not None:
                runs = [replace(run, epochs=epochs) for run in runs]
            test, validation = zip(*pool.map(_train, runs), strict=True)
            found.append(Accuracy(name, seeds, test, validation))
            print(f"{name}: {np.mean(test):.2%} on the test images", flush=True)
    return found


def _train(settings: Settings) -> tuple[float, float]:
    data = backlit.load_mnist()
    train, held_out = backlit.stratified_split(data.train, VALIDATION)
    run = backlit.Run(settings, train)
    for _ in run.steps():
        pass
    assert data.test is not None
    test, validation = (
        backlit.evaluate(run.network, examples, run.cost).accuracy
        for examples in (data.test, held_out)
    )
    return test, validation


def table(found: list[Accuracy]) -> str:
    """The figures as a Markdown table."""
    rows = [
        "| setting | seeds | test, mean | lowest | highest | std | validation, mean |",
        "|---|---|---|---|---|---|---|",
    ]
    for each in found:
        test = np.array(each.test)
        rows.append(
            f"| {each.name} | {each.seeds} | **{test.mean():.2%}** | {test.min():.2%} | "
            f"{test.max():.2%} | {test.std():.2%} | {np.mean(each.validation):.2%} |"
        )
    return "\n".join(rows)
