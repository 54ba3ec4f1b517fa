"""A run as records to be saved: a checkpoint, and a model with its metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlit.training.early_stopping import EarlyStopping
from backlit.training.randomness import shuffle_rng
from backlit.training.records import Checkpoint, Model, ModelMetadata, RunState
from backlit.training.reproduce import generator_state, versions
from backlit.training.step_planner import StepPlanner

if TYPE_CHECKING:
    from backlit.core.network import Network
    from backlit.core.optimizers import OptimizerState
    from backlit.training.run import Run


def checkpoint_of(
    run: Run,
    planner: StepPlanner,
    early_stopping: EarlyStopping,
    network: Network,
    state: OptimizerState,
) -> Checkpoint:
    """Everything needed to resume a run: its position, and its network and optimizer's state."""
    saved = RunState(
        settings=run.settings,
        hyperparameters=planner.hyperparameters,
        epoch=planner.epoch,
        position=planner.position,
        step=planner.step,
        generator_state=generator_state(shuffle_rng(run.settings, planner.epoch)),
        train_digest=run.train.digest,
        validation_digest=None if run.validation is None else run.validation.digest,
        data_name=run.train.name,
        history=run.history,
        changes=run.changes,
        best_epoch=early_stopping.epoch,
        best_cost=early_stopping.cost,
        engine=run.engine.name,
        versions=versions(run.engine.name),
        provenance=run.provenance,
    )
    return Checkpoint(saved, network, state.moments, early_stopping.network)


def model_of(run: Run, seconds: float | None) -> Model:
    """A run's network with its metadata; the training took some seconds, if that is known."""
    metadata = ModelMetadata(
        settings=run.settings,
        classes=run.train.classes,
        image_shape=run.train.image_shape,
        data_name=run.train.name,
        data_digest=run.train.digest,
        history=run.history,
        changes=run.changes,
        engine=run.engine.name,
        versions=versions(run.engine.name),
        seconds=seconds,
        provenance=run.provenance,
    )
    return Model(run.network, metadata)
