"""Whole commands: start-up, loading, a whole training, memory."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from examine import RSS_UNIT

import backlit

LOAD = (
    "import time, numpy; from backlit.data.mnist import load_mnist; began = time.perf_counter(); "
    "load_mnist(); print(time.perf_counter() - began)"
)
TRAIN = "`backlit train --quiet`, from the shell to a saved model"
SHELL = Path(__file__).parent / "shell"
PEERS = {
    "torch_model.py": "the same with PyTorch in memory",
    "jax_model.py": "the same with JAX, epochs in `lax.scan`",
}


@dataclass(frozen=True)
class Figure:
    """One figure: a command, and the time of each of its runs.

    Attributes:
        what: What was done.
        unit: s or MB.
        promise: What it should be.
        values: A number for each run.
        accuracy: Of the model that came out, on the test images; of the worst run.
    """

    what: str
    unit: str
    promise: str
    values: tuple[float, ...]
    accuracy: float | None = None


@dataclass(frozen=True)
class Ran:
    """A process that has ended: seconds, peak memory in MB, what it printed."""

    seconds: float
    megabytes: float
    printed: str


def measure(*, rounds: int, trainings: int, epochs: int | None = None) -> list[Figure]:
    """Time whole processes, one after another.

    Args:
        rounds: How often the short ones run.
        trainings: How often a model is trained with ours and with JAX; with PyTorch once.
        epochs: How many epochs a training has; those of the defaults when None.
    """
    with tempfile.TemporaryDirectory() as folder:
        cache, home = Path(folder) / "cache", Path(folder) / "home"
        home.mkdir()
        own = {"BACKLIT_CACHE": str(cache), "BACKLIT_HOME": str(home), "JAX_PLATFORMS": "cpu"}
        python = partial(_python, os.environ | own)

        def load() -> float:
            return float(python("-c", LOAD).printed)

        def first_load() -> float:
            shutil.rmtree(cache, ignore_errors=True)
            return load()

        empty = [python("-c", "pass").seconds for _ in range(rounds)]
        imported = [python("-c", "import backlit").seconds for _ in range(rounds)]
        version = [python("-m", "backlit", "--version").seconds for _ in range(rounds)]
        first, later = ([each() for _ in range(rounds)] for each in (first_load, load))
        trained = _trainings(python, home, trainings, epochs)
    return [
        Figure("`python -c pass`, for comparison", "s", "", tuple(empty)),
        Figure("`import backlit`, the whole process", "s", "< 0.2 s", tuple(imported)),
        Figure("`backlit --version`, the whole process", "s", "< 0.2 s", tuple(version)),
        Figure("MNIST loaded for the first time", "s", "< 0.5 s", tuple(first)),
        Figure("MNIST loaded later", "s", "< 0.05 s", tuple(later)),
        *trained,
    ]


def _trainings(
    python: Callable[..., Ran], home: Path, times: int, epochs: int | None
) -> list[Figure]:
    """From the shell to a saved model: ours and JAX in turn, PyTorch once, for it takes long."""
    ran: dict[str, list[tuple[Ran, float]]] = {what: [] for what in (TRAIN, *PEERS.values())}
    options = () if epochs is None else ("--epochs", str(epochs))
    for turn in range(times):
        ours = python("-m", "backlit", "train", "--quiet", *options)
        accuracy = json.loads(python("-m", "backlit", "evaluate", "--json", "--quiet").printed)[
            "accuracy"
        ]
        ran[TRAIN].append((ours, accuracy))
        for script, what in PEERS.items():
            if turn == 0 or "jax" in script:
                most = str(epochs or backlit.Settings().epochs)
                peer = python(str(SHELL / script), str(home / script), most)
                ran[what].append((peer, float(peer.printed.split()[0])))
    return [
        Figure(
            what if unit == "s" else "its peak memory",
            unit,
            promise if what == TRAIN else "",
            tuple(run.seconds if unit == "s" else run.megabytes for run, _ in runs),
            min(accuracy for _, accuracy in runs) if unit == "s" else None,
        )
        for what, runs in ran.items()
        for unit, promise in (("s", "≤ 1.5 s"), ("MB", "< 400 MB"))
    ]


def _python(environment: Mapping[str, str], *arguments: str) -> Ran:
    """Run Python with these arguments to its end."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return Ran(time.perf_counter() - began, usage.ru_maxrss * RSS_UNIT / 1e6, printed)


def table(found: list[Figure]) -> str:
    """The figures as a Markdown table."""
    rows = ["| what | median | lowest–highest | promise |", "|---|---|---|---|"]
    for each in found:
        form = "{:.0f}" if each.unit == "MB" else "{:.3f}"
        median, low, high = (
            form.format(value)
            for value in (statistics.median(each.values), min(each.values), max(each.values))
        )
        spread = f"{low}–{high} {each.unit}" if len(each.values) > 1 else "one run"
        what = each.what
        if each.accuracy is not None:
            what += f" ({each.accuracy:.1%} on the test images)"
        rows.append(f"| {what} | {median} {each.unit} | {spread} | {each.promise} |")
    return "\n".join(rows)
