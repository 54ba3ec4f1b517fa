"""Which networks can be trained as one population: those that differ in numbers only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from backlit.engines.engine import TrainingTask
from backlit.errors import ShapeError


def check_alike(tasks: Sequence[TrainingTask]) -> None:
    """Make sure that one batched computation can take all of them a step on.

    Raises:
        ShapeError: when it cannot.
    """
    if not tasks:
        raise ShapeError(
            "Expected at least one network in a population, got none.",
            hint="give a task for each member",
        )
    first = tasks[0]
    for number, task in enumerate(tasks[1:], start=2):
        for what, expected, got in zip(_WHAT, _form(first), _form(task), strict=True):
            if got != expected:
                raise ShapeError(
                    f"Expected the same {what} in every network of a population, "
                    f"got {expected} in the first and {got} in number {number}.",
                    hint="train those that differ apart",
                )
        X, X_first = task.examples.X, first.examples.X
        if X is not X_first and not (X.dtype == X_first.dtype and np.array_equal(X, X_first)):
            raise ShapeError(
                f"Expected every network of a population to learn from the same inputs, "
                f"got others in number {number} than in the first.",
                hint="labels may differ from network to network; train on other inputs apart",
            )


_WHAT = ("layer sizes", "activations", "cost", "optimizer", "number of steps taken", "classes")


def _form(task: TrainingTask) -> tuple[object, ...]:
    """What has to be the same, in the order of ``_WHAT``."""
    return (
        task.network.sizes,
        tuple(layer.activation.name for layer in task.network.layers),
        task.cost.name,
        task.optimizer,
        task.state.n_steps,
        task.examples.classes,
    )
