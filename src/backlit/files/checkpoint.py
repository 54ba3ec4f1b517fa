"""Checkpoints: one file with everything that a run needs to go on as if it had never stopped."""

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
    """Write a checkpoint to a file, whole or not at all.

    Raises:
        ModelError: when the file cannot be written; what was there before is untouched.
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
        ModelError: in one sentence, whatever is wrong with it.
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
