"""Taking a run through its steps: the live display, the keys, Ctrl-C, and saving as it goes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from enum import Enum, auto

from rich.console import Console
from rich.live import Live

from backlit.cli.console import has_colour
from backlit.cli.interrupt import graceful_interrupt
from backlit.cli.keys import listening
from backlit.cli.train_plan import Plan
from backlit.render.training import TrainingView, epoch_line
from backlit.training.evaluation import outputs
from backlit.training.records import Progress
from backlit.training.run import Run

_DRAW_EVERY = 0.15
_SAMPLES = 8
_KNOB_FACTOR = 1.25

_Pressed = Callable[[], str | None]


class Outcome(Enum):
    """How the loop ended."""

    FINISHED = auto()
    ENDED_BY_KEY = auto()
    INTERRUPTED = auto()


def train_until_done(plan: Plan, say: Console, *, save_every: float) -> Outcome:
    """Take the run through its steps, drawing in a terminal, else a line for each epoch.

    Args:
        plan: The run and where it is saved as it goes.
        say: For progress.
        save_every: Seconds between checkpoints: what a power cut may cost.

    Raises:
        DivergedError: when the cost stops being finite; the last good checkpoint stays.
    """
    with graceful_interrupt(plan.run) as interrupted:
        if say.is_terminal and not say.quiet:
            ended = _with_display(plan, say, save_every)
        else:
            ended = False
            for progress in _saving(plan, plan.run.steps(), save_every):
                _log(plan, progress, say)
    if interrupted and not plan.run.finished:
        return Outcome.INTERRUPTED
    return Outcome.ENDED_BY_KEY if ended else Outcome.FINISHED


def _saving(plan: Plan, steps: Iterator[Progress], save_every: float) -> Iterator[Progress]:
    """The same records, each recorded, with everything saved every so often."""
    saved, took = time.monotonic(), 0.0
    for progress in steps:
        if plan.recorder is not None:
            plan.recorder.add(progress)
        # A long recording takes time to write: never more than a twentieth of the training's.
        if time.monotonic() - saved >= max(save_every, 20 * took):
            began = time.monotonic()
            plan.save()
            saved = time.monotonic()
            took = saved - began
        yield progress


def _log(plan: Plan, progress: Progress, say: Console) -> None:
    if progress.epoch_record is not None:
        say.print(epoch_line(progress.epoch_record, plan.run.settings.epochs))


def _with_display(plan: Plan, say: Console, save_every: float) -> bool:
    """Train with the live display; whether a person ended it with a key."""
    run = plan.run
    samples = plan.test.take(slice(_SAMPLES))
    view = TrainingView(run.settings, run.validation is not None, samples)
    began = time.monotonic()
    drawn = 0.0
    with listening() as pressed, Live(console=say, auto_refresh=False) as live:

        def draw() -> None:
            view.said = outputs(run.network, samples)
            view.history = run.history
            live.update(
                view.render(
                    say.width,
                    colour=has_colour(say),
                    keys=pressed is not None,
                    seconds=time.monotonic() - began,
                ),
                refresh=True,
            )

        ended = False
        for progress in _saving(plan, run.steps(), save_every):
            view.add(progress)
            if time.monotonic() - drawn >= _DRAW_EVERY or run.finished:
                draw()
                drawn = time.monotonic()
            if pressed is not None and _act_on_keys(run, view, pressed, draw):
                ended = True
                break
        draw()
    return ended


def _act_on_keys(run: Run, view: TrainingView, pressed: _Pressed, draw: Callable[[], None]) -> bool:
    """Do what the keys pressed since last time ask for; whether to end the run."""
    while (key := pressed()) is not None or view.paused:
        hyperparameters = run.hyperparameters
        match key:
            case " ":
                view.paused = not view.paused
                draw()
            case "q":
                return True
            case "+" | "=":
                run.change(learning_rate=hyperparameters.learning_rate * _KNOB_FACTOR)
            case "-" | "_":
                run.change(learning_rate=hyperparameters.learning_rate / _KNOB_FACTOR)
            case "]":
                run.change(batch_size=hyperparameters.batch_size * 2)
            case "[":
                run.change(batch_size=max(1, hyperparameters.batch_size // 2))
            case None:
                if run.stopping:
                    return False
                time.sleep(0.05)
    return False
