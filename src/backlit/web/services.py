"""The services that requests are answered with: models, runs and a process pool."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import final

from backlit.cores import available_cores
from backlit.errors import ModelError
from backlit.files.run_store import RunStore
from backlit.files.workspace import index_path, runs_folder
from backlit.storage.clock import utc_now
from backlit.web.model_store import ModelStore
from backlit.web.process_pool import CancellablePool
from backlit.web.runs.registry import RunRegistry


@final
class LazyRuns:
    """The runs of the workspace, which is opened at the first use.

    Args:
        n_slots: How many runs may train at a time.
    """

    def __init__(self, n_slots: int) -> None:
        self._n_slots = n_slots
        self._lock = threading.Lock()
        self._registry: RunRegistry | None = None
        self._closed = False

    def registry(self) -> RunRegistry:
        """The runs. Raises ModelError after ``close``."""
        with self._lock:
            if self._closed:
                raise ModelError("The server is shutting down.")
            if self._registry is None:
                self._registry = RunRegistry(RunStore(runs_folder(), index_path()), self._n_slots)
            return self._registry

    def close(self) -> None:
        """Pause, save and close every run."""
        with self._lock:
            registry, self._registry, self._closed = self._registry, None, True
        if registry is not None:
            registry.close()


@dataclass(frozen=True, eq=False)
class Services:
    """The services of one server.

    Attributes:
        models: The saved models.
        lazy_runs: The runs; see ``runs``.
        process_pool: Processes for long computations.
        start_id: A random name of this start of the server.
        started_at: The time of this start, as ISO 8601 in UTC.
    """

    models: ModelStore
    lazy_runs: LazyRuns
    process_pool: CancellablePool
    start_id: str
    started_at: str

    @property
    def runs(self) -> RunRegistry:
        """The runs. Raises ModelError while the server shuts down."""
        return self.lazy_runs.registry()

    def close(self) -> None:
        """Save and close the runs, and kill the processes of the pool."""
        self.process_pool.close()
        self.lazy_runs.close()


def create_services(default_model: Path | None = None, n_cores: int | None = None) -> Services:
    """The services of a new server.

    Args:
        default_model: See ``ModelStore``.
        n_cores: How many runs may train at a time; the number of cores when None.

    Raises:
        ModelError: when the default model is broken.
    """
    n = n_cores or available_cores()
    return Services(
        ModelStore(default_model), LazyRuns(n), CancellablePool(n), secrets.token_hex(8), utc_now()
    )
