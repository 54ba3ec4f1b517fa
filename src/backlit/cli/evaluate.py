"""``backlit evaluate``: test a model on examples it has not seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from backlit.cli.console import messages, output, output_options, print_json
from backlit.cli.downloading import shown_progress
from backlit.cli.found import announced_model, model_option
from backlit.core.cost import COSTS
from backlit.data.examples import Examples
from backlit.data.labels import relabel
from backlit.data.read import load
from backlit.render.bars import accuracy_table
from backlit.training.evaluation import Evaluation
from backlit.training.evaluation import evaluate as evaluate_network

EPILOG = """\b
Examples:
  backlit evaluate                            the newest model, on MNIST's test images
  backlit evaluate --model mine.safetensors --data my-digits/
  backlit evaluate --json | jq .accuracy
"""


@click.command(epilog=EPILOG)
@model_option
@click.option("--data", help="A known set or a path.  [default: what the model learned from]")
@click.option("--label-column", help="The column of labels, for a CSV file.")
@output_options
def evaluate(
    model_path: Path | None, data: str | None, label_column: str | None, as_json: bool, quiet: bool
) -> None:
    """Test a model on examples it has not seen: a set's test examples where it has some."""
    say = messages(quiet=quiet)
    found = announced_model(model_path, say)
    source, column = data, label_column
    provenance = found.model.metadata.provenance
    if source is None and provenance is not None:
        source, column = provenance.data, label_column or provenance.label_column
    with shown_progress(say) as progress:
        dataset = load(source or "mnist", column, progress)
    if dataset.test is None:
        say.print(f"{dataset.name} has no test examples apart: testing on all of them.")
    examples = relabel(dataset.test or dataset.train, found.model.metadata.classes)
    tested = evaluate_network(
        found.model.network, examples, COSTS[found.model.metadata.settings.cost]
    )
    if as_json:
        which = {"model": found.path, "shipped": found.shipped}
        print_json(which | evaluation_values(examples, tested))
        return
    show = output()
    show.print(
        f"[bold]Accuracy {tested.accuracy:.2%}[/]  ({tested.n_correct:,} of "
        f"{len(tested.labels):,} {examples.name} examples, cost {tested.cost:.4f})\n"
    )
    show.print(
        accuracy_table(
            tested.classes, tested.n_correct_per_class.tolist(), tested.n_per_class.tolist()
        )
    )


def evaluation_values(examples: Examples, tested: Evaluation) -> dict[str, Any]:
    """How a network did, as plain values, for JSON."""
    return {
        "data": examples.name,
        "examples": len(tested.labels),
        "cost": tested.cost,
        "accuracy": tested.accuracy,
        "per_class": {
            name: {"correct": right, "examples": all_}
            for name, right, all_ in zip(
                tested.classes, tested.n_correct_per_class, tested.n_per_class, strict=True
            )
        },
    }
