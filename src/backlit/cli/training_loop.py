"""Trains a job's run to its end: live display, keys, Ctrl-C, checkpoints."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from enum import Enum, auto

from rich.console import Console
from rich.live import Live

from backlit.cli.console import has_colour
from backlit.cli.interrupt import graceful_interrupt
from backlit.cli.keyboard import key_reader
from backlit.cli.training_job import TrainingJob
from backlit.inference import outputs
from backlit.render.training import TrainingView, epoch_line
from backlit.training.records import Progress
from backlit.training.run import Run

_SECONDS_PER_FRAME = 0.15
_SAMPLES = 8
_LEARNING_RATE_FACTOR = 1.25

ReadKey = Callable[[], str | None]


class Outcome(Enum):
    """How training stopped."""

    FINISHED = auto()
    STOPPED_BY_KEY = auto()
    INTERRUPTED = auto()


def train_until_done(job: TrainingJob, messages: Console, *, save_every: float) -> Outcome:
    """Train to the end, with a live display in a terminal, else with a line per epoch.

    Args:
        job: The run and its files.
        messages: Where progress is printed.
        save_every: Seconds between checkpoints.

    Raises:
        DivergedError: when the cost stops being finite; the last checkpoint is kept.
    """
    with graceful_interrupt(job.run) as interrupted:
        if messages.is_terminal and not messages.quiet:
            stopped = _with_display(job, messages, save_every)
        else:
            stopped = False
            for progress in _save_regularly(job, job.run.steps(), save_every):
                _print_epoch(job, progress, messages)
    if interrupted and not job.run.finished:
        return Outcome.INTERRUPTED
    return Outcome.STOPPED_BY_KEY if stopped else Outcome.FINISHED


def _save_regularly(
    job: TrainingJob, steps: Iterator[Progress], save_every: float
) -> Iterator[Progress]:
    """The same records, each added to the recording, with a checkpoint at intervals."""
    saved_at, save_time = time.monotonic(), 0.0
    for progress in steps:
        if job.recorder is not None:
            job.recorder.add(progress)
        # A long recording takes time to write: at most a twentieth of the training time.
        if time.monotonic() - saved_at >= max(save_every, 20 * save_time):
            began = time.monotonic()
            job.save()
            saved_at = time.monotonic()
            save_time = saved_at - began
        yield progress


def _print_epoch(job: TrainingJob, progress: Progress, messages: Console) -> None:
    if progress.epoch_record is not None:
        messages.print(epoch_line(progress.epoch_record, job.run.settings.epochs))


def _with_display(job: TrainingJob, messages: Console, save_every: float) -> bool:
    """Train with the live display; returns whether a key stopped it."""
    run = job.run
    samples = job.test.take(slice(_SAMPLES))
    view = TrainingView(run.settings, run.validation is not None, samples)
    began = time.monotonic()
    drawn_at = 0.0
    with key_reader() as read_key, Live(console=messages, auto_refresh=False) as live:

        def draw() -> None:
            view.outputs = outputs(run.network, samples)
            view.history = run.history
            live.update(
                view.render(
                    messages.width,
                    colour=has_colour(messages),
                    keys=read_key is not None,
                    seconds=time.monotonic() - began,
                ),
                refresh=True,
            )

        stopped = False
        for progress in _save_regularly(job, run.steps(), save_every):
            view.add(progress)
            if time.monotonic() - drawn_at >= _SECONDS_PER_FRAME or run.finished:
                draw()
                drawn_at = time.monotonic()
            if read_key is not None and _handle_keys(run, view, read_key, draw):
                stopped = True
                break
        draw()
    return stopped


def _handle_keys(run: Run, view: TrainingView, read_key: ReadKey, draw: Callable[[], None]) -> bool:
    """Handle the keys that were pressed since the last call; returns whether to stop the run."""
    while (key := read_key()) is not None or view.paused:
        hyperparameters = run.hyperparameters
        match key:
            case " ":
                view.paused = not view.paused
                draw()
            case "q":
                return True
            case "+" | "=":
                run.change(learning_rate=hyperparameters.learning_rate * _LEARNING_RATE_FACTOR)
            case "-" | "_":
                run.change(learning_rate=hyperparameters.learning_rate / _LEARNING_RATE_FACTOR)
            case "]":
                run.change(batch_size=hyperparameters.batch_size * 2)
            case "[":
                run.change(batch_size=max(1, hyperparameters.batch_size // 2))
            case None:
                if run.stopping:
                    return False
                time.sleep(0.05)
    return False
