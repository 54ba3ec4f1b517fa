"""A population that is ready to start, and the folder that holds it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from backlit.cli.options.layer_sizes import choose_sizes, parse_layers
from backlit.cli.training_job import data_provenance, engine_notes
from backlit.data.splits import DownloadProgress, check_validation, load_splits
from backlit.errors import ModelError, SettingsError
from backlit.files.population import PopulationPlan, load_members, load_plan, save_plan
from backlit.files.workspace import new_population_folder
from backlit.training.members import WIDTH, grid
from backlit.training.population import Population
from backlit.training.records import Model
from backlit.training.settings import PRESETS, Settings, with_changes

# The settings that take several values, in the order in which they are combined.
VARIED = (
    WIDTH,
    "activation",
    "output_activation",
    "cost",
    "optimizer",
    "schedule",
    "initialisation",
    "learning_rate",
    "batch_size",
    "l2",
    "label_noise",
)
_DEFAULT_NETWORKS = 10


@dataclass(frozen=True, eq=False)
class PopulationJob:
    """A population that is ready to start.

    Attributes:
        population: The networks.
        folder: The folder that holds them.
        notes: What to print before it starts, a sentence each.
    """

    population: Population
    folder: Path
    notes: tuple[str, ...]


def new_population_job(
    options: dict[str, Any],
    folder: Path | None,
    *,
    threads: int | None,
    command: str,
    created: str,
    progress: DownloadProgress | None = None,
) -> PopulationJob:
    """A job that starts a new population; writes the population's plan to its folder.

    Raises:
        BacklitError: when the options are invalid, the data cannot be read, or the folder is not
            empty.
    """
    settings = with_changes(
        PRESETS[options["preset"] or "default"],
        epochs=options["epochs"],
        seed=options["seed"],
        engine=options["engine"],
    )
    if folder is not None and folder.exists() and not _is_empty_folder(folder):
        raise SettingsError(
            f"Expected a new or empty folder, got {folder}.",
            hint="give another with -o, or continue a population with --resume",
        )
    if options["layers"] is not None:
        parse_layers(options["layers"])  # before the data is loaded, which takes time
    check_validation(options["validation"])
    _members(settings, options)  # likewise
    source = options["data"] or "mnist"
    splits = load_splits(source, options["label_column"], options["validation"], progress)
    sizes = choose_sizes(
        options["layers"], settings.sizes, splits.train.n_in, splits.train.n_classes
    )
    members = _members(replace(settings, sizes=sizes), options)
    provenance = data_provenance(options, splits, command=command, created=created)
    population = Population(
        members, splits.train, splits.validation, splits.test, threads, provenance
    )
    folder = folder or new_population_folder(splits.train.name, created)
    save_plan(folder, PopulationPlan(members, provenance, splits.train.digest))
    notes = (*splits.notes, _size_note(members, population), *engine_notes(settings))
    return PopulationJob(population, folder, notes)


def resumed_population_job(
    folder: Path,
    options: dict[str, Any],
    *,
    threads: int | None,
    progress: DownloadProgress | None = None,
) -> PopulationJob:
    """A job that resumes a population.

    Raises:
        BacklitError: when the folder cannot be read, its data is missing or has changed, or an
            option contradicts the population's settings.
    """
    for name, value in options.items():
        if value is not None:
            flag = "--" + name.replace("_", "-") if len(name) > 1 else f"-{name}"
            raise SettingsError(
                f"Expected no {flag} with --resume: a resumed population keeps its settings.",
                hint=f"leave {flag} out, or start a new population without --resume",
            )
    plan = load_plan(folder)
    provenance = plan.provenance
    splits = load_splits(provenance.data, provenance.label_column, provenance.validation, progress)
    if splits.train.digest != plan.data_digest:
        raise ModelError(
            f"Expected the data that this population started with ({provenance.data}), got other "
            f"examples from {splits.train.name}.",
            hint="restore the data, or start a new population",
        )
    population = Population(
        plan.settings, splits.train, splits.validation, splits.test, threads, provenance
    )
    n_started = 0
    for index, saved in load_members(folder, plan):
        if isinstance(saved, Model):
            population.keep(index, saved)
        else:
            population.begin_from(index, saved)
            n_started += 1
    n_done = len(population.members)
    note = f"Resuming {folder}: {n_done:,} of {len(plan.settings):,} networks are trained"
    note += f", {n_started:,} in progress." if n_started else "."
    return PopulationJob(population, folder, (*splits.notes, note))


def _members(settings: Settings, options: dict[str, Any]) -> tuple[Settings, ...]:
    values = {name: options[name] for name in VARIED if options[name] is not None}
    n = options["n"]
    if n is None and all(len(each) == 1 for each in values.values()):
        n = _DEFAULT_NETWORKS
    return grid(settings, n, **values)


def _size_note(members: tuple[Settings, ...], population: Population) -> str:
    n_settings = len({replace(each, seed=0) for each in members})
    combinations = f" of {n_settings:,} combinations" if n_settings > 1 else ""
    assert population.threads is not None
    at_once = min(population.threads, len(members))
    return f"{len(members):,} networks{combinations}, {at_once} at a time."


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())
