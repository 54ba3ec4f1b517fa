"""What the same bits depend on: the examples, the generator's state and the versions."""

from __future__ import annotations

import platform
from functools import cache

import numpy as np

from backlit import __version__
from backlit.data.examples import Examples
from backlit.errors import ModelError
from backlit.training.randomness import shuffle_rng
from backlit.training.records import RunState


def generator_state(generator: np.random.Generator) -> dict[str, str]:
    """A generator's state as text: its numbers have 128 bits, too many for JSON."""
    state = generator.bit_generator.state
    return {"kind": state["bit_generator"]} | {
        name: format(number, "x") for name, number in state["state"].items()
    }


def check_resumable(saved: RunState, train: Examples, validation: Examples | None) -> None:
    """Make sure that a saved run can be continued to the same bits.

    Raises:
        ModelError: when the examples, or NumPy's shuffling, differ from those of the run.
    """
    digest = None if validation is None else validation.digest
    if train.digest != saved.train_digest or digest != saved.validation_digest:
        raise ModelError(
            f"Expected the data that this run began with ({saved.data_name}), "
            f"got other examples from {train.name}.",
            hint="resume with the same --data and --validation, or start a new run",
        )
    if generator_state(shuffle_rng(saved.settings, saved.epoch)) != saved.generator_state:
        raise ModelError(
            "Expected this NumPy to shuffle as the one that wrote the checkpoint did; it does not.",
            hint=f"resume with NumPy {saved.versions.get('numpy', 'of then')}",
        )


def versions(engine: str) -> dict[str, str]:
    """The versions of everything that computes: other versions may give other bits."""
    found = {
        "backlit": __version__,
        "numpy": np.__version__,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
    }
    if engine == "torch":
        found["torch"] = _torch_version()
    return found


@cache  # called for each network of a population, and it reads files
def _torch_version() -> str:
    from importlib.metadata import version  # only now: it takes time to import

    return version("torch")
