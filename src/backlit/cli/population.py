"""``backlit population``: train many networks at once and see what came of them."""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from backlit.cli.console import messages, output, output_options, print_json
from backlit.cli.downloading import shown_progress
from backlit.cli.interrupt import graceful_interrupt
from backlit.cli.main import INTERRUPTED
from backlit.cli.population_plan import PopulationWork, plan_new_population, plan_resumed_population
from backlit.core.activations import ACTIVATIONS
from backlit.core.cost import COSTS
from backlit.core.initialise import INITIALISATIONS
from backlit.engines.choose import ENGINES
from backlit.files.population import member_path, save_member, save_member_checkpoint, save_tables
from backlit.render.population import population_summary
from backlit.storage.clock import utc_now
from backlit.training.population import Member
from backlit.training.schedule import SCHEDULES
from backlit.training.settings import OPTIMIZERS, PRESETS, Settings
from backlit.training.tables import results_table

DEFAULTS = Settings()

EPILOG = """\b
Examples:
  backlit population -n 100                       100 networks that differ in their seeds
  backlit population --learning-rate 0.5,1.5,5    which learning rate is best?
  backlit population -n 60 --width 4,8,16,32 --batch-size 10,100 --epochs 5
  backlit population --label-noise 0,0.1,0.3,0.5  what do wrong labels do?
  backlit population --resume FOLDER              go on where it was interrupted

\b
Options that take several values are combined, every combination with the same
seeds. Each network is a model file of its own, with the bits that `backlit train`
would give it; Ctrl-C keeps all that was done.
"""

_LINES = 20  # of progress, where no bar can be drawn


def _default(text: object) -> str:
    return f"  [default: {text}]"


def _varied(flag: str, each: Any, text: str) -> Callable[[Any], Any]:
    """An option that takes one value or several, between commas."""
    kind = click.types.convert_type(each)

    def convert(
        context: click.Context, parameter: click.Parameter, value: str | None
    ) -> tuple[Any, ...] | None:
        if value is None:
            return None
        return tuple(kind.convert(part.strip(), parameter, context) for part in value.split(","))

    choices = f" [{'|'.join(kind.choices)}]" if isinstance(kind, click.Choice) else ""
    return click.option(flag, callback=convert, metavar="A,B,…", help=text + choices)


@click.command(epilog=EPILOG)
@click.option(
    "-n",
    "--networks",
    "n",
    type=int,
    help="How many networks in all." + _default("one for each combination, 10 if there is one"),
)
@_varied("--learning-rate", float, "How far a step goes." + _default(DEFAULTS.learning_rate))
@_varied("--batch-size", int, "Examples in a mini-batch." + _default(DEFAULTS.batch_size))
@_varied("--width", int, "Neurons in each hidden layer." + _default(16))
@_varied("--label-noise", float, "Share of the training labels made wrong." + _default(0))
@_varied("--l2", float, "Strength of the pull of the weights towards 0." + _default(DEFAULTS.l2))
@_varied(
    "--activation",
    click.Choice([n for n in ACTIVATIONS if n != "softmax"]),
    "Of the hidden layers." + _default(DEFAULTS.activation),
)
@_varied(
    "--output-activation",
    click.Choice(list(ACTIVATIONS)),
    "Of the output layer." + _default(DEFAULTS.output_activation),
)
@_varied("--cost", click.Choice(list(COSTS)), "What is to become small." + _default(DEFAULTS.cost))
@_varied(
    "--optimizer",
    click.Choice(OPTIMIZERS),
    "How a gradient becomes a step." + _default(DEFAULTS.optimizer),
)
@_varied(
    "--initialisation",
    click.Choice(list(INITIALISATIONS)),
    "How the first weights are drawn." + _default(DEFAULTS.initialisation),
)
@_varied(
    "--schedule",
    click.Choice(SCHEDULES),
    "How the learning rate changes over the run." + _default(DEFAULTS.schedule),
)
@click.option(
    "--layers", help="Neurons in each hidden layer, 16,16, or in all." + _default("16,16")
)
@click.option(
    "--epochs",
    type=int,
    help="How often every example is learned from." + _default(DEFAULTS.epochs),
)
@click.option("--seed", type=int, help="The first seed." + _default(DEFAULTS.seed))
@click.option(
    "--preset", type=click.Choice(list(PRESETS)), help="Start from these." + _default("default")
)
@click.option(
    "--data", help="mnist, another known set (`backlit data list`), or a path." + _default("mnist")
)
@click.option("--label-column", help="The column of labels, for a CSV file.")
@click.option(
    "--validation",
    type=float,
    help="Share (below 1) or number of training examples held out to judge each epoch on; 0 for "
    "none." + _default("1/12"),
)
@click.option(
    "--engine", type=click.Choice(ENGINES), help="What computes." + _default(DEFAULTS.engine)
)
@click.option("--threads", type=int, help="Networks at the same time." + _default("one a core"))
@click.option(
    "--resume",
    type=click.Path(path_type=Path),
    help="Go on with the population in this folder.",
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    help="The folder to keep it in." + _default("a new one in the workspace"),
)
@output_options
def population(
    resume: Path | None,
    folder: Path | None,
    threads: int | None,
    as_json: bool,
    quiet: bool,
    **options: Any,
) -> int:
    """Train many networks at once, as many as there are cores at the same time."""
    say = messages(quiet=quiet)
    with shown_progress(say) as progress:
        if resume is None:
            work = plan_new_population(
                options,
                folder,
                threads=threads,
                command=shlex.join(["backlit", *sys.argv[1:]]),
                created=utc_now(),
                progress=progress,
            )
        else:
            work = plan_resumed_population(
                resume, {**options, "output": folder}, threads=threads, progress=progress
            )
    for note in work.notes:
        say.print(note)

    began = time.perf_counter()
    with graceful_interrupt(work.population) as interrupted:
        try:
            _train(work, say)
        finally:
            for index, checkpoint in work.population.checkpoints.items():
                save_member_checkpoint(work.folder, index, checkpoint)
            if work.population.members:
                save_tables(work.folder, work.population.members)
    seconds = time.perf_counter() - began
    if interrupted and not work.population.finished:
        n, done = len(work.population.settings), len(work.population.members)
        say.print(f"Stopped: {done:,} of {n:,} networks are trained, all in {work.folder}.")
        say.print(f"Go on: backlit population --resume {shlex.quote(str(work.folder))}")
        return INTERRUPTED
    if as_json:
        print_json(
            {
                "folder": work.folder,
                "seconds": seconds,
                "networks": results_table(work.population.members),
            }
        )
    elif quiet:
        click.echo(work.folder)
    else:
        _print_result(work, seconds)
    return 0


def _train(work: PopulationWork, say: Console) -> None:
    """Take the population to its end or to an interrupt, saving whatever there is to save."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        TextColumn("{task.percentage:3.0f} %"),
        TimeRemainingColumn(),
    )
    drawn = say.is_terminal and not say.quiet
    with Progress(*columns, console=say, disable=not drawn, expand=True) as bar:
        task = bar.add_task("", total=1.0)
        reached: list[float] = []
        for progress in work.population.steps():
            if progress.checkpoint is not None:
                save_member_checkpoint(work.folder, *progress.checkpoint)
            if progress.member is not None:
                save_member(work.folder, progress.member)
                if progress.member.test_accuracy is not None:
                    reached.append(progress.member.test_accuracy)
                if not drawn and _is_worth_a_line(progress.n_done, progress.n):
                    say.print(_line(progress.n_done, progress.n, reached))
            bar.update(
                task,
                completed=progress.fraction,
                description=_line(progress.n_done, progress.n, reached),
            )


def _line(n_done: int, n: int, reached: list[float]) -> str:
    text = f"{n_done:,} of {n:,} networks"
    return f"{text}, {np.mean(reached):.2%} on average" if reached else text


def _is_worth_a_line(n_done: int, n: int) -> bool:
    return n_done * _LINES // n > (n_done - 1) * _LINES // n


def _print_result(work: PopulationWork, seconds: float) -> None:
    show = output()
    members = work.population.members
    tested = [member for member in members if member.test_accuracy is not None]
    show.print()
    if tested:
        accuracies = np.array([member.test_accuracy for member in tested])
        spread = f" ± {accuracies.std():.2%}" if len(tested) > 1 else ""
        show.print(
            f"[bold]Test accuracy {accuracies.mean():.2%}{spread}[/]  "
            f"({len(tested):,} networks, {seconds:.1f} s)\n",
            soft_wrap=True,
        )
        show.print(population_summary(results_table(members), "test_accuracy"))
        best = max(tested, key=_judged)
        judges = "training" if work.population.validation is None else "validation"
        path = shlex.quote(str(member_path(work.folder, best.index)))
        show.print(
            f"Best     {path} (by {judges} accuracy {_judged(best):.2%}, "
            f"test {best.test_accuracy:.2%})",
            soft_wrap=True,
        )
    if len(tested) < len(members):
        show.print(f"Diverged {len(members) - len(tested):,} of {len(members):,} (see results.csv)")
    show.print(f"Tables   {shlex.quote(str(work.folder / 'results.csv'))}, curves.csv beside it")
    if tested:
        show.print(f"Next     backlit info {path}", soft_wrap=True)


def _judged(member: Member) -> float:
    """What the best is chosen by: never by the test examples."""
    last = member.history[-1]
    return last.accuracy if last.validation_accuracy is None else last.validation_accuracy
