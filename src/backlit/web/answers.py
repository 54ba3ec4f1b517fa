"""What is answered to each command, as frames."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from backlit.core.forward import forward
from backlit.core.network import Network
from backlit.errors import BacklitError
from backlit.explain.example import one_input
from backlit.training.settings import with_changes
from backlit.web.desk import Desk
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
    Watch,
    Watching,
)
from backlit.web.trainee import SAMPLES, Trainee, Wish


def answer(desk: Desk, command: AnyCommand) -> Frame | None:
    """The frame that answers a command, if one does; what cannot be done is answered too."""
    try:
        match command:
            case Look():
                return _look(desk, command)
            case Open():
                return _open(desk, command)
            case Train():
                desk.trainee().do(Wish(command.wish))
            case Turn():
                knobs = command.model_dump(include={"learning_rate", "batch_size", "l2"})
                desk.trainee().turn(**knobs)
            case Pace():
                desk.trainee().go_at(command.steps_per_second)
            case Begin():
                _begin(desk.trainee(), command)
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
    network, facts = subject.network, subject.model.facts
    weights, biases = _parameters(network)
    return Opened(
        number=command.number,
        model=subject.name,
        sizes=list(network.sizes),
        classes=list(facts.classes),
        image_shape=facts.image_shape,
        activations=[layer.activation.name for layer in network.layers],
        cost=facts.settings.cost,
        weights=weights,
        biases=biases,
    )


def _begin(trainee: Trainee, command: Begin) -> None:
    changes = command.model_dump(exclude={"type", "number", "hidden"}, exclude_none=True)
    now = trainee.model().facts.settings
    if command.hidden is not None:
        changes["sizes"] = (now.sizes[0], *command.hidden, now.sizes[-1])
    # The engine is chosen anew: what serves one shape may not serve another.
    trainee.reset(replace(with_changes(now, **changes), engine="auto"))


def watching(trainee: Trainee) -> Frame:
    """What a run learns from, and the examples that it is shown on."""
    parts = trainee.parts
    samples = parts.test.take(slice(SAMPLES))
    return Watching(
        number=0,
        data=parts.train.name,
        n_train=len(parts.train),
        n_validation=0 if parts.validation is None else len(parts.validation),
        classes=list(parts.train.classes),
        image_shape=parts.train.image_shape,
        sample_inputs=list(samples.inputs()),
        sample_labels=samples.labels.tolist(),
    )


def trained(trainee: Trainee, command: Watch) -> Frame:
    """How a run stands, or stood. Raises OutOfRangeError when there was no such step."""
    moment = trainee.moment(command.step)
    settings = moment.model.facts.settings
    weights, biases = _parameters(moment.model.network)
    history = moment.history
    nothing = float("nan")
    return Trained(
        number=command.number,
        playing=moment.playing,
        finished=moment.finished,
        problem=moment.problem,
        step=moment.step,
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
        learning_rate=moment.knobs.learning_rate,
        batch_size=moment.knobs.batch_size,
        l2=moment.knobs.l2,
        pace=moment.pace,
        cost_steps=moment.cost_steps,
        costs=moment.costs,
        epoch_steps=np.array([each.step for each in history]),
        epoch_costs=np.array([each.cost for each in history]),
        epoch_accuracies=np.array([each.accuracy for each in history]),
        validation_costs=np.array(
            [nothing if each.validation_cost is None else each.validation_cost for each in history]
        ),
        validation_accuracies=np.array(
            [
                nothing if each.validation_accuracy is None else each.validation_accuracy
                for each in history
            ]
        ),
        weights=weights,
        biases=biases,
        samples=list(moment.samples),
    )


def _parameters(network: Network) -> tuple[list[Floats], list[Floats]]:
    return (
        [np.asarray(layer.W) for layer in network.layers],
        [np.asarray(layer.b) for layer in network.layers],
    )
