"""``backlit evaluate`` tests a model on a data set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from backlit.cli.console import stderr_console, stdout_console
from backlit.cli.download_progress import download_progress
from backlit.cli.options.model import (
    data_option,
    data_source,
    label_column_option,
    model_option,
    resolve_model,
)
from backlit.cli.output import output_options, print_json
from backlit.core.cost import COSTS
from backlit.data.examples import Examples
from backlit.data.labels import relabel
from backlit.data.load import load_data
from backlit.render.terminal.bars import accuracy_table
from backlit.training.evaluation import Evaluation
from backlit.training.evaluation import evaluate as evaluate_network

EPILOG = """\b
Examples:
  backlit evaluate                            the newest model, on its own test data
  backlit evaluate --model mine.safetensors --data my-digits/
  backlit evaluate --json | jq .accuracy
"""


@click.command(epilog=EPILOG)
@model_option
@data_option
@label_column_option
@output_options
def evaluate(
    model_path: Path | None, data: str | None, label_column: str | None, as_json: bool, quiet: bool
) -> None:
    """Measure a model's accuracy and cost on the test examples of a data set.

    A data set without test examples is used whole.
    """
    messages = stderr_console(quiet=quiet)
    found = resolve_model(model_path, messages)
    source, column = data_source(found, data, label_column)
    with download_progress(messages) as progress:
        dataset = load_data(source, column, progress)
    if dataset.test is None:
        messages.print(f"{dataset.name} has no test examples: using all of its examples.")
    metadata = found.model.metadata
    examples = relabel(dataset.test or dataset.train, metadata.classes)
    evaluation = evaluate_network(found.model.network, examples, COSTS[metadata.settings.cost])
    if as_json:
        model = {"model": found.path, "pretrained": found.pretrained}
        print_json(model | evaluation_values(examples, evaluation))
        return
    console = stdout_console()
    console.print(
        f"[bold]Accuracy {evaluation.accuracy:.2%}[/]  ({evaluation.n_correct:,} of "
        f"{len(evaluation.labels):,} {examples.name} examples, cost {evaluation.cost:.4f})\n"
    )
    console.print(
        accuracy_table(
            evaluation.classes,
            evaluation.n_correct_per_class.tolist(),
            evaluation.n_per_class.tolist(),
        )
    )


def evaluation_values(examples: Examples, evaluation: Evaluation) -> dict[str, Any]:
    """The results of an evaluation, for JSON."""
    return {
        "data": examples.name,
        "examples": len(evaluation.labels),
        "cost": evaluation.cost,
        "accuracy": evaluation.accuracy,
        "per_class": {
            name: {"correct": n_correct, "examples": n}
            for name, n_correct, n in zip(
                evaluation.classes,
                evaluation.n_correct_per_class,
                evaluation.n_per_class,
                strict=True,
            )
        },
    }
