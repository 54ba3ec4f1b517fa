"""``backlit population`` trains many networks at once."""

from __future__ import annotations

import shlex
import sys
import time
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from backlit.cli.console import stderr_console, stdout_console
from backlit.cli.download_progress import download_progress
from backlit.cli.interrupt import graceful_interrupt
from backlit.cli.main import INTERRUPTED
from backlit.cli.options.training import (
    DEFAULTS,
    default_note,
    layers_option,
    preset_option,
    setting_list_options,
    setting_options,
    training_data_options,
)
from backlit.cli.output import output_options, print_json
from backlit.cli.population_job import (
    VARIED,
    PopulationJob,
    new_population_job,
    resumed_population_job,
)
from backlit.files.population import member_path, save_member, save_member_checkpoint, save_tables
from backlit.render.population import population_summary
from backlit.storage.clock import utc_now
from backlit.training.population import Member
from backlit.training.tables import results_table

EPILOG = """\b
Examples:
  backlit population -n 100                       100 networks with different seeds
  backlit population --learning-rate 0.5,1.5,5    compare learning rates
  backlit population -n 60 --width 4,8,16,32 --batch-size 10,100 --epochs 5
  backlit population --label-noise 0,0.1,0.3,0.5  measure the effect of wrong labels
  backlit population --resume FOLDER              continue an interrupted population

\b
Options with several values are combined; every combination gets the same seeds.
Each network is saved as a model of its own, the same bit for bit as from
`backlit train`. Ctrl-C stops and saves everything.
"""

_LINES = 20  # of progress, where there is no bar


@click.command(epilog=EPILOG)
@click.option("-n", "--networks", "n", type=int, metavar="N",
              help="Number of networks."
              + default_note("one per combination; 10 if there is only one"))  # fmt: skip
@setting_list_options(*VARIED)
@layers_option
@setting_options("epochs")
@click.option("--seed", type=int, metavar="N",
              help="Seed of the first network; the next ones count up."
              + default_note(DEFAULTS.seed))  # fmt: skip
@preset_option
@training_data_options
@setting_options("engine")
@click.option("--threads", type=int, metavar="N",
              help="Networks to train at the same time."
              + default_note("one per core"))  # fmt: skip
@click.option("--resume", type=click.Path(path_type=Path), metavar="FOLDER",
              help="Continue the population in a folder.")  # fmt: skip
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), metavar="FOLDER",
              help="Folder for the population."
              + default_note("a new folder in the workspace"))  # fmt: skip
@output_options
def population(
    resume: Path | None,
    folder: Path | None,
    threads: int | None,
    as_json: bool,
    quiet: bool,
    **options: Any,
) -> int:
    """Train many networks at once, one per core at a time, and compare them."""
    messages = stderr_console(quiet=quiet)
    with download_progress(messages) as progress:
        if resume is None:
            job = new_population_job(
                options,
                folder,
                threads=threads,
                command=shlex.join(["backlit", *sys.argv[1:]]),
                created=utc_now(),
                progress=progress,
            )
        else:
            job = resumed_population_job(
                resume, {**options, "output": folder}, threads=threads, progress=progress
            )
    for note in job.notes:
        messages.print(note)

    began = time.perf_counter()
    with graceful_interrupt(job.population) as interrupted:
        try:
            _train(job, messages)
        finally:
            for index, checkpoint in job.population.checkpoints.items():
                save_member_checkpoint(job.folder, index, checkpoint)
            if job.population.members:
                save_tables(job.folder, job.population.members)
    seconds = time.perf_counter() - began
    if interrupted and not job.population.finished:
        n, done = len(job.population.settings), len(job.population.members)
        messages.print(f"Stopped: {done:,} of {n:,} networks are trained. Folder: {job.folder}.")
        messages.print(f"Continue: backlit population --resume {shlex.quote(str(job.folder))}")
        return INTERRUPTED
    if as_json:
        print_json(
            {
                "folder": job.folder,
                "seconds": seconds,
                "networks": results_table(job.population.members),
            }
        )
    elif quiet:
        click.echo(job.folder)
    else:
        _print_result(job, seconds)
    return 0


def _train(job: PopulationJob, messages: Console) -> None:
    """Train to the end or to an interrupt, and save each network as it is done."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        TextColumn("{task.percentage:3.0f}%"),
        TimeRemainingColumn(),
    )
    has_bar = messages.is_terminal and not messages.quiet
    with Progress(*columns, console=messages, disable=not has_bar, expand=True) as bar:
        task = bar.add_task("", total=1.0)
        accuracies: list[float] = []
        for progress in job.population.steps():
            if progress.checkpoint is not None:
                save_member_checkpoint(job.folder, *progress.checkpoint)
            if progress.member is not None:
                save_member(job.folder, progress.member)
                if progress.member.test_accuracy is not None:
                    accuracies.append(progress.member.test_accuracy)
                if not has_bar and _prints_line(progress.n_done, progress.n):
                    messages.print(_line(progress.n_done, progress.n, accuracies))
            bar.update(
                task,
                completed=progress.fraction,
                description=_line(progress.n_done, progress.n, accuracies),
            )


def _line(n_done: int, n: int, accuracies: list[float]) -> str:
    text = f"{n_done:,} of {n:,} networks"
    return f"{text}, mean test accuracy {np.mean(accuracies):.2%}" if accuracies else text


def _prints_line(n_done: int, n: int) -> bool:
    return n_done * _LINES // n > (n_done - 1) * _LINES // n


def _print_result(job: PopulationJob, seconds: float) -> None:
    console = stdout_console()
    members = job.population.members
    tested = [member for member in members if member.test_accuracy is not None]
    console.print()
    if tested:
        accuracies = np.array([member.test_accuracy for member in tested])
        spread = f" ± {accuracies.std():.2%}" if len(tested) > 1 else ""
        console.print(
            f"[bold]Test accuracy {accuracies.mean():.2%}{spread}[/]  "
            f"({len(tested):,} networks, {seconds:.1f} s)\n",
            soft_wrap=True,
        )
        console.print(population_summary(results_table(members), "test_accuracy"))
        best = max(tested, key=_selection_accuracy)
        split = "training" if job.population.validation is None else "validation"
        path = shlex.quote(str(member_path(job.folder, best.index)))
        console.print(
            f"Best     {path} ({split} accuracy {_selection_accuracy(best):.2%}, "
            f"test accuracy {best.test_accuracy:.2%})",
            soft_wrap=True,
        )
    if len(tested) < len(members):
        console.print(
            f"Diverged {len(members) - len(tested):,} of {len(members):,} (see results.csv)"
        )
    for name in ("results.csv", "curves.csv"):
        heading = "Tables" if name == "results.csv" else ""
        console.print(f"{heading:<9}{shlex.quote(str(job.folder / name))}", soft_wrap=True)
    if tested:
        console.print(f"Next     backlit info {path}", soft_wrap=True)


def _selection_accuracy(member: Member) -> float:
    """The accuracy that the best network is chosen by: never that on the test examples."""
    last = member.history[-1]
    return last.accuracy if last.validation_accuracy is None else last.validation_accuracy
