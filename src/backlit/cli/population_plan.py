"""From options to a population that is ready to go, and the folder that keeps it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from backlit.cli.train_plan import choose_sizes, parse_layers
from backlit.data.splits import DEFAULT_VALIDATION, DownloadProgress, check_validation, load_splits
from backlit.engines.native.library import is_available
from backlit.errors import ModelError, SettingsError
from backlit.files.population import PopulationPlan, load_members, load_plan, save_plan
from backlit.files.workspace import new_population_folder
from backlit.training.members import WIDTH, grid
from backlit.training.population import Population
from backlit.training.records import Model, Provenance
from backlit.training.settings import PRESETS, Settings, with_changes

# What takes several values, in the order in which combinations are dealt.
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
_NETWORKS = 10


@dataclass(frozen=True, eq=False)
class PopulationWork:
    """A population that is ready to go.

    Attributes:
        population: The networks.
        folder: Where they are kept.
        notes: What a person should know, a sentence each.
    """

    population: Population
    folder: Path
    notes: tuple[str, ...]


def plan_new_population(
    options: dict[str, Any],
    folder: Path | None,
    *,
    threads: int | None,
    command: str,
    created: str,
    progress: DownloadProgress | None = None,
) -> PopulationWork:
    """Get a new population ready, and write its plan.

    Raises:
        BacklitError: when an option, the data or the folder cannot work.
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
            hint="name another with -o, or go on with a population by --resume",
        )
    if options["layers"] is not None:
        parse_layers(options["layers"])  # so that a slip costs no loading
    check_validation(options["validation"])
    _members(settings, options)  # the same for knobs
    source = options["data"] or "mnist"
    parts = load_splits(source, options["label_column"], options["validation"], progress)
    sizes = choose_sizes(options["layers"], settings.sizes, parts.train.n_in, parts.train.n_classes)
    members = _members(replace(settings, sizes=sizes), options)
    wanted = options["validation"]
    held_out = DEFAULT_VALIDATION if wanted is None else wanted
    provenance = Provenance(
        data=source,
        label_column=options["label_column"],
        validation=0.0 if parts.validation is None else held_out,
        command=command,
        created=created,
    )
    population = Population(members, parts.train, parts.validation, parts.test, threads, provenance)
    folder = folder or new_population_folder(parts.train.name, created)
    save_plan(folder, PopulationPlan(members, provenance, parts.train.digest))
    notes = [*parts.notes, _counted(members, population)]
    if settings.engine == "auto" and not is_available():
        notes.append(
            "Backlit was installed without a C++ compiler: "
            "it trains on NumPy, several times slower."
        )
    return PopulationWork(population, folder, tuple(notes))


def plan_resumed_population(
    folder: Path,
    options: dict[str, Any],
    *,
    threads: int | None,
    progress: DownloadProgress | None = None,
) -> PopulationWork:
    """Get a population ready to go on.

    Raises:
        BacklitError: when the folder cannot be read, its data is gone or other, or an option would
            make another population of it.
    """
    for name, value in options.items():
        if value is not None:
            flag = "--" + name.replace("_", "-") if len(name) > 1 else f"-{name}"
            raise SettingsError(
                f"Expected no {flag} with --resume: a population keeps its settings.",
                hint=f"leave {flag} out to go on, or start a new population without --resume",
            )
    plan = load_plan(folder)
    provenance = plan.provenance
    parts = load_splits(provenance.data, provenance.label_column, provenance.validation, progress)
    if parts.train.digest != plan.data_digest:
        raise ModelError(
            f"Expected the data that this population began with ({provenance.data}), got other "
            f"examples from {parts.train.name}.",
            hint="put the data back as it was, or start a new population",
        )
    population = Population(
        plan.settings, parts.train, parts.validation, parts.test, threads, provenance
    )
    n_begun = 0
    for index, found in load_members(folder, plan):
        if isinstance(found, Model):
            population.keep(index, found)
        else:
            population.begin_from(index, found)
            n_begun += 1
    n_done = len(population.members)
    note = f"Resuming {folder}: {n_done:,} of {len(plan.settings):,} networks are trained"
    note += f", {n_begun:,} on their way." if n_begun else "."
    return PopulationWork(population, folder, (*parts.notes, note))


def _members(settings: Settings, options: dict[str, Any]) -> tuple[Settings, ...]:
    values = {knob: options[knob] for knob in VARIED if options[knob] is not None}
    n = options["n"]
    if n is None and all(len(each) == 1 for each in values.values()):
        n = _NETWORKS
    return grid(settings, n, **values)


def _counted(members: tuple[Settings, ...], population: Population) -> str:
    n_kinds = len({replace(each, seed=0) for each in members})
    kinds = f" of {n_kinds:,} kinds" if n_kinds > 1 else ""
    assert population.threads is not None
    at_once = min(population.threads, len(members))
    return f"{len(members):,} networks{kinds}, {at_once} at a time."


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())
