"""What a person at a shell notices: start-up, loading, a whole training, memory."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

LOAD = (
    "import time, numpy; from backlit.data.mnist import load_mnist; began = time.perf_counter(); "
    "load_mnist(); print(time.perf_counter() - began)"
)

# What the system counts peak memory in: bytes on macOS, KiB elsewhere.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Figure:
    """One figure: what was done, and what each run of it took."""

    what: str
    unit: str
    promise: str
    values: tuple[float, ...]


def measure(*, rounds: int, train_options: tuple[str, ...] = ()) -> list[Figure]:
    """Time whole processes, one after another."""
    with tempfile.TemporaryDirectory() as folder:
        cache, home = Path(folder) / "cache", Path(folder) / "home"
        environment = os.environ | {"BACKLIT_CACHE": str(cache), "BACKLIT_HOME": str(home)}

        def python(*arguments: str) -> tuple[float, float, str]:
            """Seconds, peak memory in MB and output of a process."""
            began = time.perf_counter()
            process = subprocess.Popen(
                [sys.executable, *arguments], stdout=subprocess.PIPE, text=True, env=environment
            )
            assert process.stdout is not None
            printed = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            assert process.returncode == 0, arguments
            return time.perf_counter() - began, usage.ru_maxrss * RSS_UNIT / 1e6, printed

        def load() -> float:
            return float(python("-c", LOAD)[2])

        def first_load() -> float:
            shutil.rmtree(cache, ignore_errors=True)
            return load()

        empty = [python("-c", "pass")[0] for _ in range(rounds)]
        imported = [python("-c", "import backlit")[0] for _ in range(rounds)]
        version = [python("-m", "backlit", "--version")[0] for _ in range(rounds)]
        first, later = ([each() for _ in range(rounds)] for each in (first_load, load))
        seconds, memory, _ = python("-m", "backlit", "train", "--quiet", *train_options)
    return [
        Figure("`python -c pass`, for comparison", "s", "", tuple(empty)),
        Figure("`import backlit`, the whole process", "s", "< 0.2 s", tuple(imported)),
        Figure("`backlit --version`, the whole process", "s", "< 0.2 s", tuple(version)),
        Figure("MNIST loaded for the first time", "s", "< 0.5 s", tuple(first)),
        Figure("MNIST loaded later", "s", "< 0.05 s", tuple(later)),
        Figure("`backlit train --quiet`, from the shell to a saved model", "s", "", (seconds,)),
        Figure("its peak memory", "MB", "< 400 MB", (memory,)),
    ]


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
        rows.append(f"| {each.what} | {median} {each.unit} | {spread} | {each.promise} |")
    return "\n".join(rows)
