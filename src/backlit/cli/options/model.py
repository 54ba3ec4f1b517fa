"""The model that a command works on, and the data set that its examples come from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from backlit.cli.console import stderr_console
from backlit.cli.download_progress import download_progress
from backlit.cli.output import CommandFunction, RecordOutput, record_output_options
from backlit.core.cost import COSTS, Cost
from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.data.labels import relabel
from backlit.data.load import load_data
from backlit.errors import SettingsError
from backlit.files.workspace import FoundModel, find_model
from backlit.render.names import Names
from backlit.training.records import ModelMetadata

model_option = click.option(
    "--model",
    "model_path",
    type=click.Path(path_type=Path),
    help="Model file.  [default: the newest in your workspace, else the pretrained model]",
)

data_option = click.option(
    "--data",
    metavar="NAME|PATH",
    help="Data set: a name from `backlit data list`, or a path.  [default: the data that the "
    "model was trained on]",
)

label_column_option = click.option(
    "--label-column", metavar="NAME", help="Column of a CSV file that holds the labels."
)

# In the order of --help.
_MODEL_OPTIONS = (
    model_option,
    click.option(
        "--run",
        "run_path",
        type=click.Path(path_type=Path),
        help="Recorded run to take the network from, instead of a model.",
    ),
    click.option("--step", type=int, metavar="N", help="Step of --run.  [default: the last]"),
    click.option("--epoch", type=int, metavar="N", help="Epoch of --run: the network at its end."),
    data_option,
    label_column_option,
)


@dataclass(frozen=True, eq=False)
class ModelAndData:
    """A model, and a data set to take examples from.

    Attributes:
        found: The model and its file.
        source: The data set: a known name or a path.
        label_column: The column of labels in a table.
        messages: Where messages are printed.
    """

    found: FoundModel
    source: str
    label_column: str | None
    messages: Console

    @property
    def network(self) -> Network:
        """The model's network."""
        return self.found.model.network

    @property
    def metadata(self) -> ModelMetadata:
        """How the model was trained, and on what."""
        return self.found.model.metadata

    @property
    def cost(self) -> Cost:
        """The cost function that the model was trained to minimise."""
        return COSTS[self.metadata.settings.cost]

    @property
    def names(self) -> Names:
        """What the network's neurons are called."""
        return Names(self.network.sizes, self.metadata.classes, self.metadata.image_shape)

    @property
    def json_fields(self) -> dict[str, object]:
        """Which model a record was computed from, for JSON."""
        return {"model": self.found.path, "names": self.names}

    def examples(self, split: str = "test") -> Examples:
        """The ``test`` or ``train`` examples; the training examples where there are no others."""
        test, train = self._splits
        return train if split == "train" or test is None else test

    @cached_property
    def _splits(self) -> tuple[Examples | None, Examples]:
        with download_progress(self.messages) as progress:
            dataset = load_data(self.source, self.label_column, progress)
        classes = self.metadata.classes
        test = None if dataset.test is None else relabel(dataset.test, classes)
        return test, relabel(dataset.train, classes)


def model_options(command: CommandFunction) -> CommandFunction:
    """Pass a command a ``model`` and an ``output``, and add the options that choose them."""

    @record_output_options
    @wraps(command)
    def run(
        model_path: Path | None,
        run_path: Path | None,
        step: int | None,
        epoch: int | None,
        data: str | None,
        label_column: str | None,
        output: RecordOutput,
        **values: Any,
    ) -> Any:
        messages = stderr_console(quiet=output.quiet)
        if run_path is not None or step is not None or epoch is not None:
            found = resolve_recorded_model(model_path, run_path, step, epoch, messages)
        else:
            found = resolve_model(model_path, messages)
        source, label_column = data_source(found, data, label_column)
        model = ModelAndData(found, source, label_column, messages)
        return command(model=model, output=output, **values)

    for option in reversed(_MODEL_OPTIONS):
        run = option(run)
    return run


def resolve_model(path: Path | None, messages: Console) -> FoundModel:
    """The model in a file, or the one that is used without --model; prints which it is.

    Raises:
        ModelError: when the file is not a model.
    """
    found = find_model(path)
    if found.pretrained:
        messages.print("Model: pretrained (train your own with `backlit train`).")
    elif path is None:
        messages.print(f"Model: {found.path} (your newest).", soft_wrap=True)
    else:
        messages.print(f"Model: {found.path}.", soft_wrap=True)
    return found


def resolve_recorded_model(
    model_path: Path | None,
    run_path: Path | None,
    step: int | None,
    epoch: int | None,
    messages: Console,
) -> FoundModel:
    """The model that a recorded run had at one of its steps; prints which it is.

    Raises:
        SettingsError: when a model was named too, or both a step and an epoch.
    """
    if model_path is not None or (step is not None and epoch is not None):
        raise SettingsError(
            "Expected a model, or a recorded run with --step or --epoch, got more than one.",
            hint="give only one of them",
        )
    # Imported here because it takes time, and most commands work on models.
    from backlit.cli.recordings import open_step

    recorded, run, _ = open_step(run_path, step, epoch, messages)
    messages.print(
        f"Run: {recorded.path}, after {run.checkpoint().run.step:,} steps.", soft_wrap=True
    )
    return FoundModel(run.model(), recorded.path, pretrained=False)


def data_source(
    found: FoundModel, data: str | None, label_column: str | None
) -> tuple[str, str | None]:
    """The data set and its label column: those given, else those that the model was trained on."""
    provenance = found.model.metadata.provenance
    if data is None and provenance is not None:
        return provenance.data, label_column or provenance.label_column
    return data or "mnist", label_column
