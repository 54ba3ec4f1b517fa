"""Recordings: one file with a run's keyframes, its costs and all that is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.core.activations import ACTIVATIONS
from backlit.core.backprop import gradient_from_arrays
from backlit.core.network import network_from_arrays
from backlit.files.container import Container, open_container, write_container
from backlit.training.recording import Keyframe, Recording, StepLocation
from backlit.training.records import RunState


@dataclass(frozen=True)
class _Header:
    """What a recording says in plain values."""

    run: RunState
    locations: tuple[StepLocation, ...]


def save_recording(path: str | Path, recording: Recording) -> None:
    """Write a recording to a file, whole or not at all.

    Raises:
        ModelError: when the file cannot be written; what was there before is untouched.
    """
    frames = recording.keyframes
    arrays: dict[str, NDArray[Any]] = {"batch_costs": recording.batch_costs}
    for index in range(len(recording.run.settings.sizes) - 1):
        layers = [frame.network.layers[index] for frame in frames]
        arrays[f"layers.{index}.weight"] = np.stack([layer.W for layer in layers])
        arrays[f"layers.{index}.bias"] = np.stack([layer.b for layer in layers])
        for number in range(len(frames[0].moments)):
            memories = [frame.moments[number].layers[index] for frame in frames]
            name = f"optimizer.{number}.layers.{index}"
            arrays[f"{name}.weight"] = np.stack([memory.dW for memory in memories])
            arrays[f"{name}.bias"] = np.stack([memory.db for memory in memories])
    header = _Header(recording.run, tuple(frame.location for frame in frames))
    write_container(Path(path), "recording", header, arrays)


def load_recording(path: str | Path) -> Recording:
    """Read a recording from a file, trusting nothing in it.

    Raises:
        ModelError: in one sentence, whatever is wrong with it.
    """
    with open_container(Path(path), "recording") as container:
        header = container.header(_Header)
        _check(container, header)
        run, locations = header.run, header.locations
        n_moments = run.settings.optimizer_record().n_moments
        weights = _stacks(container, run, "", len(locations))
        memories = [
            _stacks(container, run, f"optimizer.{number}.", len(locations))
            for number in range(n_moments)
        ]
        costs = container.array("batch_costs", (run.step - locations[0].step,))
        container.finish()
    activation = ACTIVATIONS[run.settings.activation]
    output_activation = ACTIVATIONS[run.settings.output_activation]
    keyframes = tuple(
        Keyframe(
            location,
            network_from_arrays(
                [W[place] for W, _ in weights],
                [b[place] for _, b in weights],
                activation,
                output_activation,
            ),
            tuple(gradient_from_arrays((dW[place], db[place]) for dW, db in memory)
                  for memory in memories),
        )
        for place, location in enumerate(locations)
    )  # fmt: skip
    return Recording(run, keyframes, costs.astype(np.float64))


def _stacks(
    container: Container, run: RunState, prefix: str, n: int
) -> list[tuple[NDArray[Any], NDArray[Any]]]:
    """For each layer the arrays of all keyframes, one after another."""
    return [
        (
            container.array(f"{prefix}layers.{index}.weight", (n, n_out, n_in)),
            container.array(f"{prefix}layers.{index}.bias", (n, n_out)),
        )
        for index, (n_in, n_out) in enumerate(pairwise(run.settings.sizes))
    ]


def _check(container: Container, header: _Header) -> None:
    """Make sure that the locations lie in the run, one after another."""
    locations, run = header.locations, header.run
    numbers = [number for each in locations for number in (each.epoch, each.position, each.step)]
    if not locations or min(*numbers, run.step) < 0 or locations[-1].step > run.step:
        raise container.error("keyframes within the run", "none, or some outside it")
    if any(after.step <= before.step for before, after in pairwise(locations)):
        raise container.error("keyframes one after another", "others")
