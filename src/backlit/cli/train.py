"""``backlit train``: train a network and watch it learn."""

from __future__ import annotations

import shlex
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from backlit.cli.console import messages, output, output_options, print_json
from backlit.cli.downloading import shown_progress
from backlit.cli.evaluate import evaluation_values
from backlit.cli.main import INTERRUPTED
from backlit.cli.train_loop import Outcome, train_until_done
from backlit.cli.train_plan import Plan, plan_new_run, plan_resumed_run
from backlit.core.activations import ACTIVATIONS
from backlit.core.cost import COSTS
from backlit.core.initialise import INITIALISATIONS
from backlit.engines.choose import ENGINES
from backlit.files.model import save_model
from backlit.render.bars import accuracy_table
from backlit.training.evaluation import Evaluation
from backlit.training.schedule import SCHEDULES
from backlit.training.settings import OPTIMIZERS, PRESETS, Settings

DEFAULTS = Settings()

EPILOG = """\b
Examples:
  backlit train                                   the network of the lecture: 784-16-16-10
  backlit train --preset nielsen                  the first network of Nielsen's book
  backlit train --layers 30 --epochs 5            one hidden layer of 30 neurons
  backlit train --data fashion-mnist              another set (downloaded once)
  backlit train --data digits.csv --label-column digit
  backlit train --optimizer adam --learning-rate 0.001 --cost cross_entropy
  backlit train --resume run.checkpoint           go on where a run was interrupted
  MODEL=$(backlit train --quiet)                  for scripts: prints the model's path alone

\b
While it runs in a terminal: space pauses, + and - change the learning rate,
[ and ] the batch size, q ends now and saves, Ctrl-C leaves a checkpoint.
"""


def _default(text: object) -> str:
    return f"  [default: {text}]"


@click.command(epilog=EPILOG)
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
    "--layers",
    help="Neurons in each layer, 784,16,16,10, or in the hidden ones alone, 16,16."
    + _default("16,16"),
)
@click.option(
    "--activation",
    type=click.Choice([n for n in ACTIVATIONS if n != "softmax"]),
    help="Of the hidden layers." + _default(DEFAULTS.activation),
)
@click.option(
    "--output-activation",
    type=click.Choice(list(ACTIVATIONS)),
    help="Of the output layer." + _default(DEFAULTS.output_activation),
)
@click.option(
    "--cost",
    type=click.Choice(list(COSTS)),
    help="What is to become small." + _default(DEFAULTS.cost),
)
@click.option(
    "--epochs",
    type=int,
    help="How often every example is learned from." + _default(DEFAULTS.epochs),
)
@click.option(
    "--batch-size", type=int, help="Examples in a mini-batch." + _default(DEFAULTS.batch_size)
)
@click.option(
    "--learning-rate", type=float, help="How far a step goes." + _default(DEFAULTS.learning_rate)
)
@click.option(
    "--schedule",
    type=click.Choice(SCHEDULES),
    help="How the learning rate changes over the run." + _default(DEFAULTS.schedule),
)
@click.option(
    "--drop-every",
    type=int,
    help="Epochs between drops of the step schedule." + _default(DEFAULTS.drop_every),
)
@click.option(
    "--drop-factor",
    type=float,
    help="What a drop multiplies the learning rate by." + _default(DEFAULTS.drop_factor),
)
@click.option(
    "--optimizer",
    type=click.Choice(OPTIMIZERS),
    help="How a gradient becomes a step." + _default(DEFAULTS.optimizer),
)
@click.option(
    "--momentum",
    type=float,
    help="Share of its velocity that momentum keeps." + _default(DEFAULTS.momentum),
)
@click.option(
    "--l2",
    type=float,
    help="Strength of the pull of the weights towards 0." + _default(DEFAULTS.l2),
)
@click.option(
    "--initialisation",
    type=click.Choice(list(INITIALISATIONS)),
    help="How the first weights are drawn." + _default(DEFAULTS.initialisation),
)
@click.option(
    "--patience",
    type=int,
    help="Stop after so many epochs without a lower validation cost; keep the best network."
    + _default("never"),
)
@click.option(
    "--label-noise",
    type=float,
    help="Share of the training labels made wrong, to see what it does."
    + _default(DEFAULTS.label_noise),
)
@click.option(
    "--seed", type=int, help="The same seed gives the same network." + _default(DEFAULTS.seed)
)
@click.option(
    "--engine", type=click.Choice(ENGINES), help="What computes." + _default(DEFAULTS.engine)
)
@click.option(
    "--preset",
    type=click.Choice(list(PRESETS)),
    help="Start from these settings; other options change them." + _default("default"),
)
@click.option("--resume", type=click.Path(path_type=Path), help="Go on from a checkpoint.")
@click.option(
    "--checkpoint-every",
    type=click.FloatRange(min=0),
    default=1.0,
    help="Seconds between checkpoints of the run." + _default("1"),
)
@click.option(
    "--record/--no-record",
    default=True,
    help="Keep a recording of the run beside the model, for `backlit replay`." + _default("record"),
)
@click.option(
    "-o",
    "--output",
    "output_path",
    type=click.Path(path_type=Path),
    help="Where to save the model." + _default("the workspace"),
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

    Without options: the network of the lecture, 784-16-16-10 with sigmoids, by plain mini-batch
    descent on 55,000 of MNIST's training images, judged on the other 5,000 after each epoch and
    tested at the end on the 10,000 test images. The defaults were chosen on the validation images.
    """
    say = messages(quiet=quiet)
    command = shlex.join(["backlit", *sys.argv[1:]])
    created = datetime.now(UTC).isoformat(timespec="seconds")
    with shown_progress(say) as progress:
        if resume is None:
            plan = plan_new_run(
                options, output_path, command=command, created=created, progress=progress
            )
        else:
            plan = plan_resumed_run(resume, options, output_path, progress=progress)
    for note in plan.notes:
        say.print(note)
    # Before any work is done: is there a place for what it will give?
    plan.save()

    began = time.perf_counter()
    outcome = train_until_done(plan, say, save_every=checkpoint_every)
    seconds = time.perf_counter() - began
    plan.save()
    if outcome is Outcome.INTERRUPTED:
        epoch = plan.run.checkpoint().run.epoch
        say.print(
            f"Stopped in epoch {epoch + 1} of {plan.run.settings.epochs}; "
            f"everything is in {plan.checkpoint_path}."
        )
        say.print(f"Go on: backlit train --resume {shlex.quote(str(plan.checkpoint_path))}")
        return INTERRUPTED

    finish(plan, seconds, as_json=as_json, quiet=quiet)
    return 0


def finish(plan: Plan, seconds: float, *, as_json: bool, quiet: bool) -> None:
    """Save the model of a run that has ended, test it, and say how it did."""
    save_model(plan.model_path, plan.run.model(seconds))
    tested = plan.run.evaluate(plan.test)
    if as_json:
        print_json(_result(plan, tested, seconds))
    elif quiet:
        click.echo(plan.model_path)
    else:
        _print_result(plan, tested, seconds)


def _result(plan: Plan, tested: Evaluation, seconds: float) -> dict[str, Any]:
    run = plan.run
    return {
        "model": plan.model_path,
        "checkpoint": plan.checkpoint_path,
        "recording": plan.recording_path,
        "data": run.train.name,
        "engine": run.engine.name,
        "seconds": seconds,
        "settings": run.settings,
        "stopped_early": run.stopped_early,
        "history": run.history,
        "changes": run.changes,
        "test": evaluation_values(plan.test, tested),
    }


def _print_result(plan: Plan, tested: Evaluation, seconds: float) -> None:
    show = output()
    show.print(
        f"\n[bold]Test accuracy {tested.accuracy:.2%}[/]  "
        f"({tested.n_correct:,} of {len(tested.labels):,} {plan.test.name} examples, "
        f"cost {tested.cost:.4f}, {seconds:.1f} s on the {plan.run.engine.name} engine)\n",
        soft_wrap=True,
    )
    show.print(
        accuracy_table(
            tested.classes, tested.n_correct_per_class.tolist(), tested.n_per_class.tolist()
        )
    )
    model = shlex.quote(str(plan.model_path))
    show.print()
    show.print("Saved    ", model, soft_wrap=True, sep="")
    show.print(
        f"Next     backlit predict my-digit.png{'':10}what does it say to your own digit?",
        soft_wrap=True,
    )
    show.print(f"         backlit evaluate{'':22}test it again", soft_wrap=True)
    if plan.recording_path is not None:
        show.print(f"         backlit replay --step 100{'':13}how was it then?", soft_wrap=True)
    show.print(f"         backlit info{'':26}what is it made of?", soft_wrap=True)
