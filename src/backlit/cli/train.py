"""``backlit train`` trains a network."""

from __future__ import annotations

import shlex
import sys
import time
from pathlib import Path
from typing import Any

import click

from backlit.cli.console import stderr_console, stdout_console
from backlit.cli.download_progress import download_progress
from backlit.cli.evaluate import evaluation_values
from backlit.cli.main import INTERRUPTED
from backlit.cli.options.training import (
    default_note,
    layers_option,
    preset_option,
    setting_options,
    training_data_options,
)
from backlit.cli.output import output_options, print_json
from backlit.cli.training_job import TrainingJob, new_training_job, resumed_training_job
from backlit.cli.training_loop import Outcome, train_until_done
from backlit.files.model import save_model
from backlit.render.terminal.bars import accuracy_table
from backlit.storage.clock import utc_now
from backlit.training.evaluation import Evaluation

EPILOG = """\b
Examples:
  backlit train                                   the network of the lecture: 784-16-16-10
  backlit train --preset nielsen                  the first network of Nielsen's book
  backlit train --layers 30 --epochs 5            one hidden layer of 30 neurons
  backlit train --data fashion-mnist              another data set, downloaded once
  backlit train --data digits.csv --label-column digit
  backlit train --optimizer adam --learning-rate 0.001 --cost cross_entropy
  backlit train --resume run.checkpoint           continue an interrupted run
  MODEL=$(backlit train --quiet)                  in scripts: print only the model's path

\b
Keys during training in a terminal: space pauses and continues, + and - change the
learning rate, [ and ] the batch size, q stops and saves the model. Ctrl-C stops
and saves a checkpoint.
"""


@click.command(epilog=EPILOG)
@training_data_options
@layers_option
@setting_options(
    "activation",
    "output_activation",
    "cost",
    "epochs",
    "batch_size",
    "learning_rate",
    "schedule",
    "drop_every",
    "drop_factor",
    "optimizer",
    "momentum",
    "l2",
    "initialisation",
    "patience",
    "label_noise",
    "seed",
    "engine",
)
@preset_option
@click.option("--resume", type=click.Path(path_type=Path), metavar="CHECKPOINT",
              help="Continue the run that was saved in a checkpoint.")  # fmt: skip
@click.option(
    "--checkpoint-every",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    default=1.0,
    show_default=True,
    help="Time between checkpoints.",
)
@click.option(
    "--record/--no-record",
    default=True,
    help="Save a recording of the run for `backlit replay`." + default_note("record"),
)
@click.option(
    "-o",
    "--output",
    "output_path",
    type=click.Path(path_type=Path),
    metavar="MODEL",
    help="File for the model." + default_note("a new file in the workspace"),
)
@output_options
def train(
    output_path: Path | None,
    resume: Path | None,
    checkpoint_every: float,
    as_json: bool,
    quiet: bool,
    **options: Any,
) -> int:
    """Train a network and watch it learn.

    Without options this trains the network of the lecture: 784-16-16-10 with sigmoids, by
    mini-batch gradient descent on 55,000 of MNIST's training images. The other 5,000 are for
    validation after each epoch, and the 10,000 test images for the test at the end. The default
    settings were chosen on the validation images.
    """
    messages = stderr_console(quiet=quiet)
    command = shlex.join(["backlit", *sys.argv[1:]])
    created = utc_now()
    with download_progress(messages) as progress:
        if resume is None:
            job = new_training_job(
                options, output_path, command=command, created=created, progress=progress
            )
        else:
            job = resumed_training_job(resume, options, output_path, progress=progress)
    for note in job.notes:
        messages.print(note)
    # Saved before training, so that a folder that cannot be written fails at once.
    job.save()

    began = time.perf_counter()
    outcome = train_until_done(job, messages, save_every=checkpoint_every)
    seconds = time.perf_counter() - began
    job.save()
    if outcome is Outcome.INTERRUPTED:
        epoch = job.run.checkpoint().run.epoch
        messages.print(
            f"Stopped in epoch {epoch + 1} of {job.run.settings.epochs}. "
            f"Checkpoint: {job.checkpoint_path}."
        )
        messages.print(f"Continue: backlit train --resume {shlex.quote(str(job.checkpoint_path))}")
        return INTERRUPTED

    finish(job, seconds, as_json=as_json, quiet=quiet)
    return 0


def finish(job: TrainingJob, seconds: float, *, as_json: bool, quiet: bool) -> None:
    """Save the model of a finished run, test it, and print the result."""
    save_model(job.model_path, job.run.model(seconds))
    evaluation = job.run.evaluate(job.test)
    if as_json:
        print_json(_result(job, evaluation, seconds))
    elif quiet:
        click.echo(job.model_path)
    else:
        _print_result(job, evaluation, seconds)


def _result(job: TrainingJob, evaluation: Evaluation, seconds: float) -> dict[str, Any]:
    run = job.run
    return {
        "model": job.model_path,
        "checkpoint": job.checkpoint_path,
        "recording": job.recording_path,
        "data": run.train.name,
        "engine": run.engine.name,
        "seconds": seconds,
        "settings": run.settings,
        "stopped_early": run.stopped_early,
        "history": run.history,
        "changes": run.changes,
        "test": evaluation_values(job.test, evaluation),
    }


def _print_result(job: TrainingJob, evaluation: Evaluation, seconds: float) -> None:
    console = stdout_console()
    console.print(
        f"\n[bold]Test accuracy {evaluation.accuracy:.2%}[/]  "
        f"({evaluation.n_correct:,} of {len(evaluation.labels):,} {job.test.name} examples, "
        f"cost {evaluation.cost:.4f}, {seconds:.1f} s on the {job.run.engine.name} engine)\n",
        soft_wrap=True,
    )
    console.print(
        accuracy_table(
            evaluation.classes,
            evaluation.n_correct_per_class.tolist(),
            evaluation.n_per_class.tolist(),
        )
    )
    console.print()
    console.print("Model    ", shlex.quote(str(job.model_path)), soft_wrap=True, sep="")
    next_commands = [
        ("backlit predict my-digit.png", "classify your own digit"),
        ("backlit evaluate", "test the model again"),
        ("backlit info", "show what the model is made of"),
    ]
    if job.recording_path is not None:
        next_commands.insert(2, ("backlit replay --step 100", "return to step 100 of the training"))
    for index, (command, what) in enumerate(next_commands):
        heading = "" if index else "Next"
        console.print(f"{heading:<9}{command:<30}  {what}", soft_wrap=True)
