"""Checkpoints: one file with everything that a run needs to go on as if it had never stopped."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from backlit.core.descent import DescentState
from backlit.files.container import open_container, write_container
from backlit.files.layers import gradient_arrays, network_arrays, read_gradient, read_network
from backlit.training.records import (
    Best,
    Checkpoint,
    EpochRecord,
    KnobChange,
    Knobs,
    Origin,
)
from backlit.training.reproduce import versions
from backlit.training.settings import Settings


@dataclass(frozen=True)
class _BestHeader:
    epoch: int
    validation_cost: float


@dataclass(frozen=True)
class _CheckpointHeader:
    """What a checkpoint file says about itself, apart from its arrays."""

    settings: Settings
    knobs: Knobs
    optimizer_steps: int
    epoch: int
    position: int
    step: int
    generator_state: dict[str, str]
    train_digest: str
    validation_digest: str | None
    data_name: str
    history: tuple[EpochRecord, ...]
    changes: tuple[KnobChange, ...]
    best: _BestHeader | None
    engine: str
    origin: Origin | None
    versions: dict[str, str]


def save_checkpoint(path: str | Path, checkpoint: Checkpoint) -> None:
    """Write a checkpoint to a file, whole or not at all.

    Raises:
        ModelError: when the file cannot be written; what was there before is untouched.
    """
    best = checkpoint.best
    header = _CheckpointHeader(
        settings=checkpoint.settings,
        knobs=checkpoint.knobs,
        optimizer_steps=checkpoint.state.n_steps,
        epoch=checkpoint.epoch,
        position=checkpoint.position,
        step=checkpoint.step,
        generator_state=checkpoint.generator_state,
        train_digest=checkpoint.train_digest,
        validation_digest=checkpoint.validation_digest,
        data_name=checkpoint.data_name,
        history=checkpoint.history,
        changes=checkpoint.changes,
        best=None if best is None else _BestHeader(best.epoch, best.validation_cost),
        engine=checkpoint.engine,
        origin=checkpoint.origin,
        versions=versions(),
    )
    arrays = network_arrays(checkpoint.network)
    for index, moment in enumerate(checkpoint.state.moments):
        arrays |= gradient_arrays(moment, f"optimizer.{index}.")
    if best is not None:
        arrays |= network_arrays(best.network, "best.")
    write_container(Path(path), "checkpoint", header, arrays)


def load_checkpoint(path: str | Path) -> Checkpoint:
    """Read a checkpoint from a file, trusting nothing in it.

    Raises:
        ModelError: in one sentence, whatever is wrong with it.
    """
    with open_container(Path(path), "checkpoint") as container:
        header = container.header(_CheckpointHeader)
        settings = header.settings
        if min(header.epoch, header.position, header.step, header.optimizer_steps) < 0:
            raise container.error("counts of 0 or more", "a negative epoch, position or step")
        n_moments = settings.optimizer_record().n_moments
        network = read_network(container, settings)
        moments = tuple(
            read_gradient(container, settings, f"optimizer.{index}.") for index in range(n_moments)
        )
        best = None
        if header.best is not None:
            best = Best(
                header.best.epoch,
                header.best.validation_cost,
                read_network(container, settings, "best."),
            )
        container.finish()
    return Checkpoint(
        settings=settings,
        knobs=header.knobs,
        network=network,
        state=DescentState(header.optimizer_steps, moments),
        epoch=header.epoch,
        position=header.position,
        step=header.step,
        generator_state=header.generator_state,
        train_digest=header.train_digest,
        validation_digest=header.validation_digest,
        data_name=header.data_name,
        history=header.history,
        changes=header.changes,
        best=best,
        engine=header.engine,
        origin=header.origin,
    )
