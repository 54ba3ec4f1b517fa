"""All runs of this server: those in the workspace, and those of them that are open."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any, final

from backlit.data.splits import DEFAULT_VALIDATION, Splits, load_splits
from backlit.errors import ModelError, OutOfRangeError
from backlit.files.run_index import RUN_NAME, RunEntry
from backlit.files.run_store import RunStore, StoredRun, entry_from_state
from backlit.storage.clock import utc_now
from backlit.training.recording import branch, restore_step
from backlit.training.records import EpochRecord, Provenance
from backlit.training.run import Run
from backlit.training.settings import Settings
from backlit.web.keeper import Keeper
from backlit.web.places import Places
from backlit.web.trainee import Trainee

# The name for whichever run was begun last.
RUN = "run"
MOST_RUNS = 200


@final
class Runs:
    """The runs.

    Args:
        store: Where they are kept.
        n_places: How many may train at a time.
    """

    def __init__(self, store: RunStore, n_places: int) -> None:
        self.places = Places(n_places, self._tell)
        # Counts all that changes the list of runs.
        self.version = 0
        self._store = store
        self._watchers: set[Callable[[], object]] = set()
        self._opening = threading.RLock()
        self._writing = threading.RLock()
        self._open: dict[str, Trainee] = {}
        # Begun by nobody, but for there to be one.
        self._unasked: set[str] = set()
        self._closed = False
        self._keeper = Keeper(self._open, self._keep)

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the workspace, or could not be saved, a sentence each."""
        return self._store.problems

    def entries(self) -> list[RunEntry]:
        """What is known of every run, the oldest first; of those that are open, see ``opened``."""
        return self._store.entries()

    def opened(self, name: str) -> Trainee | None:
        """A run, if it is open here."""
        return self._open.get(name)

    def is_elsewhere(self, name: str) -> bool:
        """Whether another Backlit has a run open."""
        return name not in self._open and self._store.is_locked_elsewhere(name)

    def problem(self, name: str) -> str | None:
        """Why an open run could not be saved."""
        return self._keeper.problems.get(name)

    def first(self) -> str:
        """The run begun last that begins at the beginning; a new one where there is none."""
        with self._opening:
            for entry in reversed(self.entries()):
                if entry.parent is None and not self.is_elsewhere(entry.name):
                    return entry.name
            name = self._store.add(RunEntry("", Settings())).name
            self._unasked.add(name)
        self._tell()
        return name

    def named(self, name: str) -> str:
        """A run's own name, where ``run`` may have been said."""
        return self.first() if name == RUN else name

    def is_run(self, name: str) -> bool:
        """Whether a run has this name."""
        if name == RUN or name in self._open:
            return True
        # Asked with every question: the index is read only for a name that can be in it.
        return RUN_NAME.fullmatch(name) is not None and name in {
            each.name for each in self.entries()
        }

    def entry(self, name: str) -> RunEntry:
        """What is known of a run. Raises OutOfRangeError when there is none of this name."""
        for entry in self.entries():
            if entry.name == name:
                return entry
        raise OutOfRangeError(
            f"Expected the name of a run, got {name!r}.", hint="/api/runs lists them"
        )

    def open(self, name: str) -> Trainee:
        """A run, read from its files where it is not open yet.

        Raises:
            OutOfRangeError: when there is none of this name.
            ModelError: when another Backlit has it, or its files are broken.
        """
        if (known := self._open.get(name)) is not None:
            return known
        with self._opening:
            name = self.named(name)
            if name not in self._open:
                entry = self.entry(name)
                self._store.lock(name)
                found = self._store.load(name)
                parts = _parts(entry.data)
                run = _run_of(entry, found, parts)
                recording = found.recording
                begun_late = recording is not None and recording.first_step > 0
                self._put(
                    name,
                    Trainee(
                        run, parts, self.places, recording,
                        branched=entry.parent is not None or begun_late,
                    ),
                )  # fmt: skip
            return self._open[name]

    def _put(self, name: str, trainee: Trainee) -> None:
        self._open[name] = trainee
        trainee.watch(self._tell)
        self._tell()

    def history(self, name: str) -> tuple[EpochRecord, ...]:
        """Cost and accuracy after each epoch of a run, whoever has it open."""
        known = self._open.get(name)
        if known is not None:
            return known.history
        self.entry(name)
        state = self._store.load_state(name)
        return () if state is None else state.history

    def create(self, settings: Settings) -> str:
        """Begin a new run; returns its name.

        Raises:
            SettingsError: when the settings contradict each other.
            ModelError: when it cannot be written down.
        """
        parts = _parts("mnist")
        run = Run(settings, parts.train, parts.validation, provenance=_provenance("mnist"))
        return self._add(RunEntry("", run.settings), Trainee(run, parts, self.places))

    def branch(self, name: str, step: int, **changes: Any) -> str:
        """Leave a run at one of its steps another way; returns the new run's name.

        Raises:
            OutOfRangeError: when it has no such step.
            SettingsError: when a change cannot work.
        """
        name = self.named(name)
        parent = self.open(name)
        parts = parent.parts
        run = branch(parent.recording(), step, parts.train, parts.validation, **changes)
        entry = RunEntry("", run.settings, parent=name, parent_step=step)
        trainee = Trainee(run, parts, self.places, branched=True)
        # It is nowhere but in memory yet.
        trainee.changes += 1
        return self._add(entry, trainee)

    def _add(self, entry: RunEntry, trainee: Trainee) -> str:
        try:
            with self._opening:
                if len(self.entries()) >= MOST_RUNS:
                    raise ModelError(
                        f"Expected at most {MOST_RUNS} runs, got one more.",
                        hint="delete a run that you no longer need",
                    )
                name = self._store.add(entry).name
                self._put(name, trainee)
        except BaseException:
            trainee.close()
            raise
        return name

    def remove(self, name: str) -> None:
        """Close a run and delete its files.

        Raises:
            OutOfRangeError: when there is none of this name.
            ModelError: when another Backlit has it, or a file cannot be deleted.
        """
        with self._opening:
            self.entry(name)
            self._store.lock(name)
            with self._writing:
                trainee = self._open.pop(name, None)
            if trainee is not None:
                trainee.close()
            self._keeper.forget(name)
            with self._writing:
                self._store.remove(name)
        self._tell()

    def saved_as(self, name: str, model: str) -> None:
        """Write down the name that a run was saved under as a model."""
        with self._writing:
            self._store.update(replace(self.entry(name), model=model))
        self._tell()

    def _keep(self, name: str, trainee: Trainee) -> int:
        """Save a run; after how many changes it was so."""
        found = trainee.snapshot()
        with self._writing:
            if self._open.get(name) is not trainee:
                return found.changes
            entry = entry_from_state(
                self.entry(name), found.checkpoint.run,
                playing=found.playing, problem=found.problem,
            )  # fmt: skip
            if not trainee.branched:
                entry = replace(entry, parent=None, parent_step=None)
            if found.problem is None:
                self._store.save(entry, found.checkpoint, found.recording)
            else:  # its numbers make no sense any more; those of its last save do
                self._store.update(entry)
        return found.changes

    def watch(self, told: Callable[[], object]) -> Callable[[], None]:
        """Have a function called, from any thread, whenever the list is new; returns the end."""
        self._watchers.add(told)
        return lambda: self._watchers.discard(told)

    def _tell(self) -> None:
        self.version += 1
        self._keeper.look()
        for told in tuple(self._watchers):
            told()

    def close(self) -> None:
        """Pause, save and close every run."""
        with self._opening:
            if self._closed:
                return
            self._closed = True
            for trainee in self._open.values():
                trainee.close()
            self._keeper.close()
            for name in self._unasked:
                trainee = self._open.get(name)  # type: ignore[assignment]
                if trainee is None or trainee.changes == 0:
                    self._store.remove(name)
            self._open.clear()
            self._store.close()


@lru_cache(maxsize=2)
def _parts(source: str) -> Splits:
    """The examples, once for all runs that learn from them."""
    return load_splits(source, None, None, None)


def _provenance(source: str) -> Provenance:
    return Provenance(source, None, DEFAULT_VALIDATION, "backlit serve", utc_now())


def _run_of(entry: RunEntry, found: StoredRun, parts: Splits) -> Run:
    """A run as its files say, from whichever of them can be read."""
    if found.checkpoint is not None:
        return Run.resume(found.checkpoint, parts.train, parts.validation)
    if found.recording is not None:
        last = found.recording.last_step
        return restore_step(found.recording, last, parts.train, parts.validation)
    if entry.checkpoint is not None or found.problem is not None:
        raise ModelError(
            found.problem or f"The files of {entry.name} are missing.",
            hint="delete this run",
        )
    return Run(entry.settings, parts.train, parts.validation, provenance=_provenance(entry.data))
