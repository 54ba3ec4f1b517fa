"""The handler of each command, and the frames that answer it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from backlit.checks import one_input
from backlit.core.forward import forward
from backlit.core.network import Network, n_parameters
from backlit.errors import BacklitError, SettingsError
from backlit.training.records import EpochRecord
from backlit.training.settings import Settings, with_changes
from backlit.web.input_resolver import resolve_input
from backlit.web.model_view import view_model
from backlit.web.runs.downsampled_curve import MAX_POINTS
from backlit.web.runs.run_action import RunAction
from backlit.web.runs.run_summary import summarise_all
from backlit.web.runs.run_worker import RunWorker
from backlit.web.schemas import BranchSettings, HyperparameterPatch, NewRunSettings
from backlit.web.services import Services
from backlit.web.socket.frames import frame_bytes
from backlit.web.socket.messages import (
    Activations,
    AnyCommand,
    Control,
    Failed,
    Floats,
    Frame,
    GetNetwork,
    NetworkParameters,
    Predict,
    Restart,
    RunList,
    RunSetup,
    RunState,
    SetHyperparameters,
    SetSpeed,
)

# Many runs are in memory at once, and each is saved every few seconds.
_MAX_PARAMETERS = 5_000_000


def handle_command(services: Services, command: AnyCommand) -> Frame | None:
    """Carry out a command. Returns the frame that answers it, if any; a failure has one as well."""
    try:
        match command:
            case Predict():
                return _predict(services, command)
            case GetNetwork():
                return _get_network(services, command)
            case Control():
                services.runs.open(command.run).control(RunAction(command.action))
            case SetHyperparameters():
                services.runs.open(command.run).set_hyperparameters(
                    **hyperparameter_changes(command)
                )
            case SetSpeed():
                services.runs.open(command.run).set_speed(command.steps_per_second)
            case Restart():
                worker = services.runs.open(command.run)
                worker.restart(new_settings(command, worker.settings))
    except BacklitError as error:
        return Failed(
            request_id=command.request_id,
            command=command.type,
            error=error.message,
            hint=error.hint,
        )
    return None


def _predict(services: Services, command: Predict) -> Frame:
    view = view_model(services, command)
    resolved = resolve_input(view, command.input)
    trace = forward(view.network, one_input(view.network, resolved.x))
    return Activations(
        request_id=command.request_id,
        model=view.name,
        label=resolved.label,
        inputs=resolved.x,
        z=[step.z[0] for step in trace.layers],
        a=[step.a[0] for step in trace.layers],
    )


def _get_network(services: Services, command: GetNetwork) -> Frame:
    view = view_model(services, command)
    network, metadata = view.network, view.model.metadata
    weights, biases = _parameters(network)
    return NetworkParameters(
        request_id=command.request_id,
        model=view.name,
        sizes=list(network.sizes),
        classes=list(metadata.classes),
        image_shape=metadata.image_shape,
        activations=[layer.activation.name for layer in network.layers],
        cost=metadata.settings.cost,
        weights=weights,
        biases=biases,
    )


def hyperparameter_changes(patch: HyperparameterPatch) -> dict[str, Any]:
    """The hyperparameters that a patch changes."""
    return patch.model_dump(include=set(HyperparameterPatch.model_fields), exclude_none=True)


def branch_changes(settings: BranchSettings) -> dict[str, Any]:
    """The settings in which a branch differs from its parent."""
    return settings.model_dump(include=set(BranchSettings.model_fields), exclude_none=True)


def new_settings(request: NewRunSettings, current: Settings) -> Settings | None:
    """The requested settings; None when nothing changes. Raises SettingsError."""
    fields = set(NewRunSettings.model_fields) - {"hidden"}
    changes = request.model_dump(include=fields, exclude_none=True)
    if request.hidden is not None:
        changes["sizes"] = (current.sizes[0], *request.hidden, current.sizes[-1])
    if not changes:
        return None
    # The best engine depends on the sizes, so it is chosen again.
    settings = replace(with_changes(current, **changes), engine="auto")
    if (n := n_parameters(settings.sizes)) > _MAX_PARAMETERS:
        raise SettingsError(
            f"Expected at most {_MAX_PARAMETERS:,} weights and biases on the page, got {n:,}.",
            hint="`backlit train` has no such limit",
        )
    return settings


def run_list_frame(services: Services) -> bytes:
    """The list of all runs, as bytes."""
    first = services.runs.default_name()
    return frame_bytes(
        RunList(
            request_id=0,
            runs=summarise_all(services.runs),
            first=first,
            cores=services.runs.slots.n,
            problems=list(services.runs.problems),
            models=services.models.names(),
        )
    )


def run_setup_frame(name: str, worker: RunWorker) -> Frame:
    """The data of a run, and the test examples that the page shows."""
    splits = worker.splits
    samples = worker.samples
    return RunSetup(
        request_id=0,
        run=name,
        data=splits.train.name,
        n_train=len(splits.train),
        n_validation=0 if splits.validation is None else len(splits.validation),
        classes=list(splits.train.classes),
        image_shape=splits.train.image_shape,
        sample_inputs=list(samples.inputs()),
        sample_labels=samples.labels.tolist(),
    )


def run_state_frame(name: str, worker: RunWorker, step: int | None) -> bytes:
    """The state of a run, now or after a step, as bytes. Raises OutOfRangeError."""
    status = worker.status(step)
    settings = status.model.metadata.settings
    weights, biases = _parameters(status.model.network)
    history = downsample_epochs(status.history)
    frame = RunState(
        request_id=0,
        run=name,
        playing=status.playing,
        finished=status.finished,
        problem=status.problem,
        step=status.step,
        first_step=status.first_step,
        last_step=status.last_step,
        epoch=status.epoch,
        epochs=settings.epochs,
        position=status.position,
        sizes=list(settings.sizes),
        activation=settings.activation,
        cost=settings.cost,
        optimizer=settings.optimizer,
        schedule=settings.schedule,
        seed=settings.seed,
        learning_rate=status.hyperparameters.learning_rate,
        batch_size=status.hyperparameters.batch_size,
        l2=status.hyperparameters.l2,
        speed=status.speed,
        cost_steps=status.cost_steps,
        costs=status.costs,
        epoch_steps=_array(each.step for each in history),
        epoch_costs=_array(each.cost for each in history),
        epoch_accuracies=_array(each.accuracy for each in history),
        validation_costs=_array(each.validation_cost for each in history),
        validation_accuracies=_array(each.validation_accuracy for each in history),
        weights=weights,
        biases=biases,
        samples=list(status.samples),
    )
    return frame_bytes(frame)


def _array(values: Iterable[float | None]) -> Floats:
    """An array of the values, with NaN for None."""
    return np.array([float("nan") if value is None else value for value in values])


def downsample_epochs(history: tuple[EpochRecord, ...]) -> list[EpochRecord]:
    """At most as many epochs as a curve can show, always with the last one."""
    stride = -(-len(history) // MAX_POINTS) or 1
    return list(history[::-stride][::-1])


def _parameters(network: Network) -> tuple[list[Floats], list[Floats]]:
    return (
        [np.asarray(layer.W) for layer in network.layers],
        [np.asarray(layer.b) for layer in network.layers],
    )
