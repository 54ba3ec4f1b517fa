"""``backlit replay`` restores any step of a recorded run, or branches from it."""

from __future__ import annotations

import shlex
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.table import Table
from rich.text import Text

from backlit.cli.console import stderr_console, stdout_console
from backlit.cli.main import INTERRUPTED
from backlit.cli.output import output_options, print_json
from backlit.cli.recordings import (
    RecordingFile,
    find_recording,
    load_recorded_splits,
    open_step,
    resolve_step,
)
from backlit.cli.train import finish
from backlit.cli.training_job import training_job
from backlit.cli.training_loop import Outcome, train_until_done
from backlit.core.optimizers import OPTIMIZERS
from backlit.data.splits import Splits
from backlit.errors import SettingsError
from backlit.files.model import save_model
from backlit.files.workspace import new_model_path
from backlit.render.colours import QUIET
from backlit.render.training import accuracy_curve
from backlit.training.recording import Recording, branch
from backlit.training.run import Run
from backlit.training.schedule import SCHEDULES

EPILOG = """\b
Examples:
  backlit replay                                   describe the newest recording
  backlit replay --step 1000                       the network after 1,000 steps
  backlit replay run.recording --epoch 3 -o three.safetensors
  backlit replay --epoch 3 --learning-rate 0.5     branch with another learning rate
  backlit explain neuron 17 --run run.recording --step 1000
"""


@click.command(epilog=EPILOG)
@click.argument("path", metavar="[RUN]", required=False, type=click.Path(path_type=Path))
@click.option("--step", type=int, metavar="N", help="Restore the network after N steps.")
@click.option("--epoch", type=int, metavar="N",
              help="Restore the network at the end of epoch N; 0 is before training.")  # fmt: skip
@click.option("--learning-rate", type=float, metavar="η",
              help="Branch with another learning rate.")  # fmt: skip
@click.option("--batch-size", type=int, metavar="N", help="Branch with another batch size.")
@click.option("--l2", type=float, metavar="λ",
              help="Branch with another L2 regularisation strength.")  # fmt: skip
@click.option("--epochs", type=int, metavar="N",
              help="Branch with another number of epochs, counted from the start of the "
              "run.")  # fmt: skip
@click.option("--optimizer", type=click.Choice(OPTIMIZERS), help="Branch with another optimizer.")
@click.option("--schedule", type=click.Choice(SCHEDULES),
              help="Branch with another learning-rate schedule.")  # fmt: skip
@click.option("--seed", type=int, metavar="N", help="Branch with another order of the examples.")
@click.option("-o", "--output", "output_path", type=click.Path(path_type=Path), metavar="MODEL",
              help="File for the restored network, or for the branch's model.")  # fmt: skip
@output_options
def replay(
    path: Path | None,
    step: int | None,
    epoch: int | None,
    output_path: Path | None,
    as_json: bool,
    quiet: bool,
    **changes: Any,
) -> int:
    """Describe a recorded run, restore the network at any step, or branch from there.

    RUN is a .recording file, or the model beside it; without it, the newest recording in the
    workspace. A restored network is the same bit for bit as it was then. With a new setting, the
    run continues from that step as a new run, a branch.
    """
    messages = stderr_console(quiet=quiet)
    if step is not None and epoch is not None:
        raise SettingsError("Expected --step or --epoch, got both.", hint="give only one of them")
    branch_settings = {name: value for name, value in changes.items() if value is not None}
    if step is None and epoch is None and output_path is None and not branch_settings:
        _show_recording(find_recording(path), as_json=as_json)
        return 0
    if branch_settings:
        recorded = find_recording(path)
        messages.print(f"Recording: {recorded.path}.", soft_wrap=True)
        first_step = resolve_step(recorded.recording, step, epoch)
        return _branch(
            recorded, first_step, branch_settings, output_path, as_json=as_json, quiet=quiet
        )
    recorded, run, splits = open_step(path, step, epoch, messages)
    messages.print(f"Recording: {recorded.path}.", soft_wrap=True)
    if output_path is not None:
        save_model(output_path, run.model())
    _show_step(recorded.recording, run, splits, output_path, as_json=as_json)
    return 0


def _branch(
    recorded: RecordingFile,
    step: int,
    changes: dict[str, Any],
    output_path: Path | None,
    *,
    as_json: bool,
    quiet: bool,
) -> int:
    messages = stderr_console(quiet=quiet)
    splits = load_recorded_splits(recorded, messages)
    run = branch(recorded.recording, step, splits.train, splits.validation, **changes)
    assert run.provenance is not None  # load_recorded_splits has checked it
    run.provenance = replace(run.provenance, command=shlex.join(["backlit", *sys.argv[1:]]))
    model_path = output_path or new_model_path(
        splits.train.name, run.settings.sizes, run.provenance.created
    )
    job = training_job(run, splits.test, model_path, (), record=True)
    messages.print(f"Branching at step {step:,} with " + ", ".join(
        f"{name.replace('_', ' ')} {value}" for name, value in changes.items()) + ".")  # fmt: skip
    job.save()
    began = time.perf_counter()
    outcome = train_until_done(job, messages, save_every=1.0)
    job.save()
    if outcome is Outcome.INTERRUPTED:
        messages.print(
            f"Stopped. Continue: backlit train --resume {shlex.quote(str(job.checkpoint_path))}"
        )
        return INTERRUPTED
    finish(job, time.perf_counter() - began, as_json=as_json, quiet=quiet)
    return 0


def _show_recording(recorded: RecordingFile, *, as_json: bool) -> None:
    recording = recorded.recording
    run, size = recording.run, recorded.path.stat().st_size
    if as_json:
        print_json(
            {
                "path": recorded.path,
                "bytes": size,
                "settings": run.settings,
                "first_step": recording.first_step,
                "last_step": recording.last_step,
                "keyframes": [each.location for each in recording.keyframes],
                "history": run.history,
                "changes": run.changes,
                "batch_costs": recording.batch_costs,
            }
        )
        return
    console = stdout_console()
    sizes = "-".join(map(str, run.settings.sizes))
    console.print(f"[bold]{sizes}[/]  {recorded.path}\n", soft_wrap=True)
    lines = [
        ("training data", run.data_name),
        ("steps", f"{recording.first_step:,} to {recording.last_step:,}; restore any of them "
         "with --step"),
        ("keyframes", f"{len(recording.keyframes)} ({size / 2**20:.1f} MiB in all)"),
        ("engine", run.engine),
    ]  # fmt: skip
    for change in run.changes:
        new = change.hyperparameters
        lines.append(("changed", f"epoch {change.epoch + 1}, example {change.position:,}: "
                      f"learning rate {new.learning_rate:g}, batches of {new.batch_size}, "
                      f"L2 {new.l2:g}"))  # fmt: skip
    table = Table.grid(padding=(0, 2))
    for name, value in lines:
        table.add_row(Text(name, style=QUIET), value)
    console.print(table)
    if len(run.history) > 1:
        console.print()
        last = run.history[-1].epoch
        console.print(accuracy_curve(run.history, last, min(console.width, 76), 9))
    console.print()
    console.print(_epochs(recording))


def _epochs(recording: Recording) -> Table:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for heading in ("epoch", "step", "cost", "accuracy", "validation"):
        table.add_column(heading, justify="right")
    for each in recording.run.history:
        accuracy = each.validation_accuracy
        table.add_row(
            str(each.epoch), f"{each.step:,}", f"{each.cost:.4f}", f"{each.accuracy:.2%}",
            "" if accuracy is None else f"{accuracy:.2%}",
        )  # fmt: skip
    return table


def _show_step(
    recording: Recording, run: Run, splits: Splits, output_path: Path | None, *, as_json: bool
) -> None:
    state = run.checkpoint().run
    evaluation = run.evaluate(splits.test)
    costs = recording.batch_costs[: state.step - recording.first_step][-100:]
    recent = float(np.mean(costs)) if len(costs) else None
    if as_json:
        print_json(
            {
                "step": state.step,
                "epoch": state.epoch,
                "position": state.position,
                "hyperparameters": state.hyperparameters,
                "recent_batch_cost": recent,
                "test": {"cost": evaluation.cost, "accuracy": evaluation.accuracy},
                "model": output_path,
            }
        )
        return
    console = stdout_console()
    console.print(f"[bold]Step {state.step:,}[/] of {recording.last_step:,}\n")
    current, done = state.hyperparameters, f"{state.position:,} of {len(run.train):,}"
    lines = [
        ("position", f"epoch {state.epoch + 1}, after {done} examples"),
        ("hyperparameters", f"learning rate {current.learning_rate:g} ({run.settings.schedule}), "
         f"batches of {current.batch_size}, L2 {current.l2:g}"),
        ("test", f"cost {evaluation.cost:.4f}, accuracy {evaluation.accuracy:.2%}"),
    ]  # fmt: skip
    if recent is not None:
        lines.append(("mini-batches", f"mean cost {recent:.4f} of the last {len(costs)}"))
    table = Table.grid(padding=(0, 2))
    for name, value in lines:
        table.add_row(Text(name, style=QUIET), value)
    console.print(table)
    if output_path is not None:
        console.print(f"\nSaved    {output_path}", soft_wrap=True)
    else:
        console.print(
            f"\nNext     backlit explain neuron --run RUN --step {state.step}    explain this step",
            soft_wrap=True,
        )
