"""The way that a network took through weight space while it learned."""

from __future__ import annotations

from collections.abc import Callable

from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.training.recording import Recording
from backlit.training.records import Progress
from backlit.training.run import Run
from backlit.training.settings import Settings


def recorded_path(recording: Recording, last_step: int) -> list[Network]:
    """The networks that a recording holds, up to a step, the first one first."""
    return [each.network for each in recording.keyframes if each.location.step <= last_step]


def training_path(
    settings: Settings,
    train: Examples,
    validation: Examples | None = None,
    *,
    on_progress: Callable[[Progress], object] | None = None,
) -> list[Network]:
    """Train once more, and keep the networks on the way: closer together where it goes fast.

    Args:
        settings: Those of the training.
        train: The examples to learn from.
        validation: The examples to be judged on.
        on_progress: Called after each stretch.

    Returns:
        The untrained network, the one after each epoch and after 1, 2, 4, … steps, and the last.
    """
    run = Run(settings, train, validation)
    path = [run.network]
    steps = 1
    for progress in run.steps():
        if on_progress is not None:
            on_progress(progress)
        if progress.epoch_record is not None or progress.step >= steps:
            path.append(run.network)
            steps = 2 * progress.step
    return [*path, run.network]
