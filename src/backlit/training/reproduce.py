"""What it takes to get the same bits again: the generator's state and the versions."""

from __future__ import annotations

import platform
from functools import cache

import numpy as np

from backlit import __version__


def generator_state(generator: np.random.Generator) -> dict[str, str]:
    """A generator's state as text: its numbers have 128 bits, too many for JSON."""
    state = generator.bit_generator.state
    return {"kind": state["bit_generator"]} | {
        name: format(number, "x") for name, number in state["state"].items()
    }


def versions(engine: str) -> dict[str, str]:
    """The versions of what computes: the same bits are promised for the same versions only."""
    found = {
        "backlit": __version__,
        "numpy": np.__version__,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
    }
    if engine == "torch":
        found["torch"] = _torch_version()
    return found


@cache  # asked for each network of a population, and it reads files
def _torch_version() -> str:
    from importlib.metadata import version  # only now: it takes time to import

    return version("torch")
