"""The runs in the workspace, and the workers of those that this server has open."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import lru_cache
from typing import Any, final

from backlit.data.splits import DEFAULT_VALIDATION, Splits, load_splits
from backlit.errors import ModelError, OutOfRangeError
from backlit.files.model import save_model
from backlit.files.run_index import RUN_NAME, RunEntry
from backlit.files.run_store import RunStore, StoredRun, entry_from_state
from backlit.files.workspace import new_model_path
from backlit.storage.clock import utc_now
from backlit.training.recording import branch, restore_step
from backlit.training.records import EpochRecord, Provenance
from backlit.training.run import Run
from backlit.training.settings import Settings
from backlit.web.runs.autosave import Autosaver
from backlit.web.runs.listeners import Listeners
from backlit.web.runs.run_worker import RunWorker
from backlit.web.runs.scheduler import TrainingSlots

# Stands for the newest run that is not a branch.
LATEST_RUN = "run"
MAX_RUNS = 200


@final
class RunRegistry:
    """The runs of this server, by name.

    Args:
        store: The files of the runs.
        n_slots: How many runs may train at a time.
    """

    def __init__(self, store: RunStore, n_slots: int) -> None:
        self.slots = TrainingSlots(n_slots, self._changed)
        # The number of changes of the list of runs.
        self.version = 0
        self._store = store
        self.listeners = Listeners()
        self._opening = threading.RLock()
        self._writing = threading.RLock()
        self._open: dict[str, RunWorker] = {}
        # Created because there was no run; removed at the end if still unused.
        self._implicit: set[str] = set()
        self._closed = False
        self._autosaver = Autosaver(self._open, self._save)

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the workspace, one sentence each."""
        return self._store.problems

    def entries(self) -> list[RunEntry]:
        """The index entry of every run, the oldest first; open runs may be ahead of it."""
        return self._store.entries()

    def find_open(self, name: str) -> RunWorker | None:
        """The worker of a run, if this server has the run open."""
        return self._open.get(name)

    def is_open_elsewhere(self, name: str) -> bool:
        """Whether another server has a run open."""
        return name not in self._open and self._store.is_locked_elsewhere(name)

    def problem(self, name: str) -> str | None:
        """Why an open run could not be saved."""
        return self._autosaver.problems.get(name)

    def default_name(self) -> str:
        """The name of the newest run that is not a branch; a new run where there is none."""
        with self._opening:
            for entry in reversed(self.entries()):
                if entry.parent is None and not self.is_open_elsewhere(entry.name):
                    return entry.name
            name = self._store.add(RunEntry("", Settings())).name
            self._implicit.add(name)
        self._changed()
        return name

    def resolve_name(self, name: str) -> str:
        """The name of a run; ``run`` stands for that of the newest."""
        return self.default_name() if name == LATEST_RUN else name

    def has(self, name: str) -> bool:
        """Whether there is a run of this name."""
        if name == LATEST_RUN or name in self._open:
            return True
        # Every request calls this: the index is read only for a name that can be in it.
        return RUN_NAME.fullmatch(name) is not None and name in {
            each.name for each in self.entries()
        }

    def entry(self, name: str) -> RunEntry:
        """The index entry of a run. Raises OutOfRangeError when there is no such run."""
        for entry in self.entries():
            if entry.name == name:
                return entry
        raise OutOfRangeError(
            f"Expected the name of a run, got {name!r}.", hint="/api/runs lists them"
        )

    def open(self, name: str) -> RunWorker:
        """The worker of a run; the run is loaded from its files unless it is open already.

        Raises:
            OutOfRangeError: when there is no such run.
            ModelError: when another server has it open, or its files are broken.
        """
        if (known := self._open.get(name)) is not None:
            return known
        with self._opening:
            name = self.resolve_name(name)
            if name not in self._open:
                entry = self.entry(name)
                self._store.lock(name)
                found = self._store.load(name)
                splits = _splits(entry.data)
                run = _restore_run(entry, found, splits)
                recording = found.recording
                starts_late = recording is not None and recording.first_step > 0
                self._register(
                    name,
                    RunWorker(
                        run, splits, self.slots, recording,
                        branched=entry.parent is not None or starts_late,
                    ),
                )  # fmt: skip
            return self._open[name]

    def _register(self, name: str, worker: RunWorker) -> None:
        self._open[name] = worker
        worker.listeners.subscribe(self._changed)
        self._changed()

    def history(self, name: str) -> tuple[EpochRecord, ...]:
        """Cost and accuracy after each epoch of a run, also of one that another server has open."""
        known = self._open.get(name)
        if known is not None:
            return known.history
        self.entry(name)
        state = self._store.load_state(name)
        return () if state is None else state.history

    def create(self, settings: Settings) -> str:
        """Create a run; returns its name.

        Raises:
            SettingsError: when the settings contradict each other.
            ModelError: when it cannot be saved.
        """
        splits = _splits("mnist")
        run = Run(settings, splits.train, splits.validation, provenance=_provenance("mnist"))
        return self._add(RunEntry("", run.settings), RunWorker(run, splits, self.slots))

    def branch(self, name: str, step: int, **changes: Any) -> str:
        """Branch a run off at one of its steps, with other settings; returns the new run's name.

        Raises:
            OutOfRangeError: when it has no such step.
            SettingsError: when a change cannot work.
        """
        name = self.resolve_name(name)
        parent = self.open(name)
        splits = parent.splits
        run = branch(parent.recording(), step, splits.train, splits.validation, **changes)
        entry = RunEntry("", run.settings, parent=name, parent_step=step)
        worker = RunWorker(run, splits, self.slots, branched=True)
        # No file holds it yet, so that it has to be saved.
        worker.changes += 1
        return self._add(entry, worker)

    def _add(self, entry: RunEntry, worker: RunWorker) -> str:
        try:
            with self._opening:
                if len(self.entries()) >= MAX_RUNS:
                    raise ModelError(
                        f"Expected at most {MAX_RUNS} runs, got one more.",
                        hint="delete a run that you no longer need",
                    )
                name = self._store.add(entry).name
                self._register(name, worker)
        except BaseException:
            worker.close()
            raise
        return name

    def remove(self, name: str) -> None:
        """Close a run and delete its files.

        Raises:
            OutOfRangeError: when there is no such run.
            ModelError: when another server has it open, or a file cannot be deleted.
        """
        with self._opening:
            self.entry(name)
            self._store.lock(name)
            with self._writing:
                worker = self._open.pop(name, None)
            if worker is not None:
                worker.close()
            self._autosaver.forget(name)
            with self._writing:
                self._store.remove(name)
        self._changed()

    def save_model(self, name: str, step: int | None) -> str:
        """Save the network of a run as a model; returns the model's name.

        Args:
            name: The run.
            step: The step whose network to save; None for the newest.

        Raises:
            OutOfRangeError: when there is no such run, or it has no such step.
            ModelError: when the model cannot be written.
        """
        name = self.resolve_name(name)
        model = self.open(name).model(step)
        metadata = model.metadata
        path = new_model_path(metadata.data_name, metadata.settings.sizes, utc_now())
        save_model(path, model)
        saved = path.name.removesuffix(".safetensors")
        with self._writing:
            self._store.update(replace(self.entry(name), model=saved))
        self._changed()
        return saved

    def _save(self, name: str, worker: RunWorker) -> int:
        """Save a run; returns how often it had changed by then."""
        snapshot = worker.snapshot()
        with self._writing:
            if self._open.get(name) is not worker:
                return snapshot.changes
            entry = entry_from_state(
                self.entry(name), snapshot.checkpoint.run,
                playing=snapshot.playing, problem=snapshot.problem,
            )  # fmt: skip
            if not worker.branched:
                entry = replace(entry, parent=None, parent_step=None)
            if snapshot.problem is None:
                self._store.save(entry, snapshot.checkpoint, snapshot.recording)
            else:  # its numbers are meaningless; those of the last save stay
                self._store.update(entry)
        return snapshot.changes

    def _changed(self) -> None:
        self.version += 1
        self._autosaver.notify()
        self.listeners.notify()

    def close(self) -> None:
        """Pause, save and close every run."""
        with self._opening:
            if self._closed:
                return
            self._closed = True
            for worker in self._open.values():
                worker.close()
            self._autosaver.close()
            for name in self._implicit:
                worker = self._open.get(name)  # type: ignore[assignment]
                if worker is None or worker.changes == 0:
                    self._store.remove(name)
            self._open.clear()
            self._store.close()


@lru_cache(maxsize=2)
def _splits(source: str) -> Splits:
    """The examples, loaded once for all runs that train on them."""
    return load_splits(source, None, None, None)


def _provenance(source: str) -> Provenance:
    return Provenance(source, None, DEFAULT_VALIDATION, "backlit serve", utc_now())


def _restore_run(entry: RunEntry, found: StoredRun, splits: Splits) -> Run:
    """A run, restored from its checkpoint, or else from its recording."""
    if found.checkpoint is not None:
        return Run.resume(found.checkpoint, splits.train, splits.validation)
    if found.recording is not None:
        last = found.recording.last_step
        return restore_step(found.recording, last, splits.train, splits.validation)
    if entry.checkpoint is not None or found.problem is not None:
        raise ModelError(
            found.problem or f"The files of {entry.name} are missing.",
            hint="delete this run",
        )
    return Run(entry.settings, splits.train, splits.validation, provenance=_provenance(entry.data))
