"""``backlit replay``: go back to any step of a recorded run, or on from there another way."""

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

from backlit.cli.console import messages, output, output_options, print_json
from backlit.cli.main import INTERRUPTED
from backlit.cli.replaying import Recorded, find_recording, load_splits_of, restored_step, the_step
from backlit.cli.train import finish
from backlit.cli.train_loop import Outcome, train_until_done
from backlit.cli.train_plan import plan
from backlit.data.splits import Splits
from backlit.errors import SettingsError
from backlit.files.model import save_model
from backlit.files.workspace import new_model_path
from backlit.render.colours import QUIET
from backlit.render.training import accuracy_curve
from backlit.training.recording import Recording, branch
from backlit.training.run import Run
from backlit.training.schedule import SCHEDULES
from backlit.training.settings import OPTIMIZERS

EPILOG = """\b
Examples:
  backlit replay                                   what the newest recording holds
  backlit replay --step 1000                       the network as it was after 1,000 steps
  backlit replay run.recording --epoch 3 -o three.safetensors
  backlit replay --epoch 3 --learning-rate 0.5     go on from there another way
  backlit explain neuron 17 --run run.recording --step 1000
"""

_BRANCHES = ("learning_rate", "batch_size", "l2", "epochs", "optimizer", "schedule", "seed")


@click.command(epilog=EPILOG)
@click.argument("path", metavar="[RUN]", required=False, type=click.Path(path_type=Path))
@click.option("--step", type=int, help="Go back to where so many steps had been taken.")
@click.option("--epoch", type=int, help="Go back to the end of an epoch; 0 is the beginning.")
@click.option("--learning-rate", type=float, help="Branch: go on with another learning rate.")
@click.option("--batch-size", type=int, help="Branch: with another batch size.")
@click.option("--l2", type=float, help="Branch: with another pull of the weights towards 0.")
@click.option("--epochs", type=int, help="Branch: until another epoch, counted from the start.")
@click.option("--optimizer", type=click.Choice(OPTIMIZERS), help="Branch: with another optimizer.")
@click.option("--schedule", type=click.Choice(SCHEDULES), help="Branch: with another schedule.")
@click.option("--seed", type=int, help="Branch: with other shuffles.")
@click.option("-o", "--output", "output_path", type=click.Path(path_type=Path),
              help="Save the network of that step, or of the branch, as a model.")  # fmt: skip
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
    """Show what a recording holds, reopen any step of it, or go on from there another way.

    RUN is a .recording file, or the model that lies beside it; the newest one in the workspace
    when it is left out. A reopened step has the bits that it had then. With any other setting the
    run goes on from there as a new one.
    """
    say = messages(quiet=quiet)
    if step is not None and epoch is not None:
        raise SettingsError("Expected --step or --epoch, got both.", hint="leave one of them out")
    branching = {name: value for name, value in changes.items() if value is not None}
    if step is None and epoch is None and output_path is None and not branching:
        _show_recording(find_recording(path), as_json=as_json)
        return 0
    if branching:
        recorded = find_recording(path)
        say.print(f"Recording: {recorded.path}.", soft_wrap=True)
        return _branch(recorded, the_step(recorded.recording, step, epoch), branching, output_path,
                       as_json=as_json, quiet=quiet)  # fmt: skip
    recorded, run, parts = restored_step(path, step, epoch, say)
    say.print(f"Recording: {recorded.path}.", soft_wrap=True)
    if output_path is not None:
        save_model(output_path, run.model())
    _show_step(recorded.recording, run, parts, output_path, as_json=as_json)
    return 0


def _branch(
    recorded: Recorded,
    step: int,
    changes: dict[str, Any],
    output_path: Path | None,
    *,
    as_json: bool,
    quiet: bool,
) -> int:
    say = messages(quiet=quiet)
    parts = load_splits_of(recorded, say)
    run = branch(recorded.recording, step, parts.train, parts.validation, **changes)
    assert run.provenance is not None  # else its data would not have been found
    run.provenance = replace(run.provenance, command=shlex.join(["backlit", *sys.argv[1:]]))
    model_path = output_path or new_model_path(
        parts.train.name, run.settings.sizes, run.provenance.created
    )
    ready = plan(run, parts.test, model_path, (), record=True)
    say.print(f"Going on from step {step:,} with " + ", ".join(
        f"{name.replace('_', ' ')} {value}" for name, value in changes.items()) + ".")  # fmt: skip
    ready.save()
    began = time.perf_counter()
    outcome = train_until_done(ready, say, save_every=1.0)
    ready.save()
    if outcome is Outcome.INTERRUPTED:
        say.print(f"Stopped; go on: backlit train --resume {ready.checkpoint_path}")
        return INTERRUPTED
    finish(ready, time.perf_counter() - began, as_json=as_json, quiet=quiet)
    return 0


def _show_recording(recorded: Recorded, *, as_json: bool) -> None:
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
    show = output()
    sizes = "-".join(map(str, run.settings.sizes))
    show.print(f"[bold]{sizes}[/]  {recorded.path}\n", soft_wrap=True)
    lines = [
        ("learned from", run.data_name),
        ("steps", f"{recording.first_step:,} to {recording.last_step:,}; any of them can be "
         "reopened with --step"),
        ("keyframes", f"{len(recording.keyframes)}, {size / 2**20:.1f} MB with all costs"),
        ("engine", run.engine),
    ]  # fmt: skip
    for change in run.changes:
        now = change.hyperparameters
        lines.append(("knobs turned", f"epoch {change.epoch + 1}, example {change.position:,}: "
                      f"learning rate {now.learning_rate:g}, batches of {now.batch_size}, "
                      f"L2 {now.l2:g}"))  # fmt: skip
    table = Table.grid(padding=(0, 2))
    for name, value in lines:
        table.add_row(Text(name, style=QUIET), value)
    show.print(table)
    if len(run.history) > 1:
        show.print()
        last = run.history[-1].epoch
        show.print(accuracy_curve(run.history, last, min(show.width, 76), 9))
    show.print()
    show.print(_epochs(recording))


def _epochs(recording: Recording) -> Table:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    for heading in ("epoch", "step", "cost", "accuracy", "validation"):
        table.add_column(heading, justify="right")
    for each in recording.run.history:
        judged = each.validation_accuracy
        table.add_row(
            str(each.epoch), f"{each.step:,}", f"{each.cost:.4f}", f"{each.accuracy:.2%}",
            "" if judged is None else f"{judged:.2%}",
        )  # fmt: skip
    return table


def _show_step(
    recording: Recording, run: Run, parts: Splits, output_path: Path | None, *, as_json: bool
) -> None:
    state = run.checkpoint().run
    tested = run.evaluate(parts.test)
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
                "test": {"cost": tested.cost, "accuracy": tested.accuracy},
                "model": output_path,
            }
        )
        return
    show = output()
    show.print(f"[bold]Step {state.step:,}[/] of {recording.last_step:,}\n")
    now, done = state.hyperparameters, f"{state.position:,} of {len(run.train):,}"
    lines = [
        ("where", f"epoch {state.epoch + 1}, after {done} examples"),
        ("knobs", f"learning rate {now.learning_rate:g} ({run.settings.schedule}), batches of "
         f"{now.batch_size}, L2 {now.l2:g}"),
        ("test", f"cost {tested.cost:.4f}, accuracy {tested.accuracy:.2%}"),
    ]  # fmt: skip
    if recent is not None:
        lines.append(("last steps", f"cost {recent:.4f}, the mean of {len(costs)} mini-batches"))
    table = Table.grid(padding=(0, 2))
    for name, value in lines:
        table.add_row(Text(name, style=QUIET), value)
    show.print(table)
    if output_path is not None:
        show.print(f"\nSaved    {output_path}", soft_wrap=True)
    else:
        show.print(
            f"\nNext     backlit explain neuron --run RUN --step {state.step}    open it there",
            soft_wrap=True,
        )
