"""Checkpoints: one file with everything that a run needs to continue to the same bits."""

from __future__ import annotations

from pathlib import Path

from backlit.files.container import open_container, write_container
from backlit.files.network_arrays import (
    gradient_arrays,
    network_arrays,
    read_gradient,
    read_network,
)
from backlit.training.records import Checkpoint, RunState


def save_checkpoint(path: str | Path, checkpoint: Checkpoint) -> None:
    """Write a checkpoint to a file atomically.

    Raises:
        ModelError: when the file cannot be written; the previous file stays untouched.
    """
    arrays = network_arrays(checkpoint.network)
    for index, moment in enumerate(checkpoint.moments):
        arrays |= gradient_arrays(moment, f"optimizer.{index}.")
    if checkpoint.best is not None:
        arrays |= network_arrays(checkpoint.best, "best.")
    write_container(Path(path), "checkpoint", checkpoint.run, arrays)


def load_checkpoint(path: str | Path) -> Checkpoint:
    """Read a checkpoint from a file, trusting nothing in it.

    Raises:
        ModelError: when it is missing, damaged, or not what it claims to be.
    """
    with open_container(Path(path), "checkpoint") as container:
        run = container.header(RunState)
        if min(run.epoch, run.position, run.step) < 0:
            raise container.error("counts of 0 or more", "a negative epoch, position or step")
        network = read_network(container, run.settings)
        n_moments = run.settings.optimizer_record().n_moments
        moments = tuple(
            read_gradient(container, run.settings, f"optimizer.{index}.")
            for index in range(n_moments)
        )
        best = None
        if run.best_epoch is not None:
            best = read_network(container, run.settings, "best.")
        container.finish()
    return Checkpoint(run, network, moments, best)
