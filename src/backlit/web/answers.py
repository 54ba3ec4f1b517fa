"""What is answered to each command, as frames."""

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
from backlit.web.asking import Begun, Parted, Turned
from backlit.web.curve import MOST_POINTS
from backlit.web.desk import Desk
from backlit.web.frames import frame_bytes
from backlit.web.messages import (
    AnyCommand,
    Begin,
    Failed,
    Floats,
    Frame,
    Look,
    Open,
    Opened,
    Pace,
    Seen,
    Train,
    Trained,
    Turn,
    Watching,
)
from backlit.web.messages import Runs as RunsFrame
from backlit.web.run_lines import lines
from backlit.web.trainee import Trainee, Wish

# Many runs are in memory at once, and each is saved every few seconds.
_MOST_PARAMETERS = 5_000_000


def answer(desk: Desk, command: AnyCommand) -> Frame | None:
    """The frame that answers a command, if one does; what cannot be done is answered too."""
    try:
        match command:
            case Look():
                return _look(desk, command)
            case Open():
                return _open(desk, command)
            case Train():
                desk.runs.open(command.run).do(Wish(command.wish))
            case Turn():
                desk.runs.open(command.run).turn(**turned(command))
            case Pace():
                desk.runs.open(command.run).go_at(command.steps_per_second)
            case Begin():
                trainee = desk.runs.open(command.run)
                trainee.reset(begun(command, trainee.settings))
    except BacklitError as error:
        return Failed(
            number=command.number, command=command.type, error=error.message, hint=error.hint
        )
    return None


def _look(desk: Desk, command: Look) -> Frame:
    subject = desk.subject(command)
    looked = desk.looked(subject, command.input)
    trace = forward(subject.network, one_input(subject.network, looked.x))
    return Seen(
        number=command.number,
        model=subject.name,
        label=looked.label,
        inputs=looked.x,
        z=[step.z[0] for step in trace.layers],
        a=[step.a[0] for step in trace.layers],
    )


def _open(desk: Desk, command: Open) -> Frame:
    subject = desk.subject(command)
    network, metadata = subject.network, subject.model.metadata
    weights, biases = _parameters(network)
    return Opened(
        number=command.number,
        model=subject.name,
        sizes=list(network.sizes),
        classes=list(metadata.classes),
        image_shape=metadata.image_shape,
        activations=[layer.activation.name for layer in network.layers],
        cost=metadata.settings.cost,
        weights=weights,
        biases=biases,
    )


def turned(asked: Turned) -> dict[str, Any]:
    """The knobs that are to be turned."""
    return asked.model_dump(include=set(Turned.model_fields), exclude_none=True)


def parted(asked: Parted) -> dict[str, Any]:
    """What is to be other in a branch."""
    return asked.model_dump(include=set(Parted.model_fields), exclude_none=True)


def begun(asked: Begun, now: Settings) -> Settings | None:
    """The settings to begin with; None when they are those there are. Raises SettingsError."""
    changes = asked.model_dump(include=set(Begun.model_fields) - {"hidden"}, exclude_none=True)
    if asked.hidden is not None:
        changes["sizes"] = (now.sizes[0], *asked.hidden, now.sizes[-1])
    if not changes:
        return None
    # The engine is chosen anew: what serves one shape may not serve another.
    settings = replace(with_changes(now, **changes), engine="auto")
    if (n := n_parameters(settings.sizes)) > _MOST_PARAMETERS:
        raise SettingsError(
            f"Expected at most {_MOST_PARAMETERS:,} weights and biases on the page, got {n:,}.",
            hint="`backlit train` has no such limit",
        )
    return settings


def runs_frame(desk: Desk) -> bytes:
    """Every run there is, as it is sent."""
    first = desk.runs.first()
    return frame_bytes(
        RunsFrame(
            number=0,
            runs=lines(desk.runs),
            first=first,
            cores=desk.runs.places.n,
            problems=list(desk.runs.problems),
            models=list(desk.paths()),
        )
    )


def watching(name: str, trainee: Trainee) -> Frame:
    """What a run learns from, and the examples that it is shown on."""
    parts = trainee.parts
    samples = trainee.samples
    return Watching(
        number=0,
        run=name,
        data=parts.train.name,
        n_train=len(parts.train),
        n_validation=0 if parts.validation is None else len(parts.validation),
        classes=list(parts.train.classes),
        image_shape=parts.train.image_shape,
        sample_inputs=list(samples.inputs()),
        sample_labels=samples.labels.tolist(),
    )


def trained(name: str, trainee: Trainee, step: int | None) -> bytes:
    """How a run stands, or stood, as it is sent. Raises OutOfRangeError for a step it lacks."""
    moment = trainee.moment(step)
    settings = moment.model.metadata.settings
    weights, biases = _parameters(moment.model.network)
    history = thinned(moment.history)
    frame = Trained(
        number=0,
        run=name,
        playing=moment.playing,
        finished=moment.finished,
        problem=moment.problem,
        step=moment.step,
        first_step=moment.first_step,
        last_step=moment.last_step,
        epoch=moment.epoch,
        epochs=settings.epochs,
        position=moment.position,
        sizes=list(settings.sizes),
        activation=settings.activation,
        cost=settings.cost,
        optimizer=settings.optimizer,
        schedule=settings.schedule,
        seed=settings.seed,
        learning_rate=moment.hyperparameters.learning_rate,
        batch_size=moment.hyperparameters.batch_size,
        l2=moment.hyperparameters.l2,
        pace=moment.pace,
        cost_steps=moment.cost_steps,
        costs=moment.costs,
        epoch_steps=_array(each.step for each in history),
        epoch_costs=_array(each.cost for each in history),
        epoch_accuracies=_array(each.accuracy for each in history),
        validation_costs=_array(each.validation_cost for each in history),
        validation_accuracies=_array(each.validation_accuracy for each in history),
        weights=weights,
        biases=biases,
        samples=list(moment.samples),
    )
    return frame_bytes(frame)


def _array(values: Iterable[float | None]) -> Floats:
    """Numbers, with NaN where there is none."""
    return np.array([float("nan") if value is None else value for value in values])


def thinned(history: tuple[EpochRecord, ...]) -> list[EpochRecord]:
    """As many epochs as a curve can show, the last one among them."""
    apart = -(-len(history) // MOST_POINTS) or 1
    return list(history[::-apart][::-1])


def _parameters(network: Network) -> tuple[list[Floats], list[Floats]]:
    return (
        [np.asarray(layer.W) for layer in network.layers],
        [np.asarray(layer.b) for layer in network.layers],
    )
