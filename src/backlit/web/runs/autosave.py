"""Autosave: every run that has changed is saved in the background, every few seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import final

from backlit.errors import BacklitError
from backlit.web.runs.run_worker import RunWorker

# The least time between two saves of a playing run, in seconds and in durations of one save: so
# saving takes at most a hundredth of the time.
_MIN_INTERVAL = 2.0
_SAVE_TIME_FACTOR = 100
# Seconds after which a failed save is repeated.
_RETRY_INTERVAL = 10.0
# The least number of seconds between two checks of the runs for changes.
_CHECK_INTERVAL = 0.2


@final
class Autosaver:
    """A thread that saves runs while they train.

    Args:
        workers: The open runs, by name.
        save: Saves one run and returns how often it had changed by then; raises BacklitError.
    """

    def __init__(
        self, workers: Mapping[str, RunWorker], save: Callable[[str, RunWorker], int]
    ) -> None:
        self._workers = workers
        self._save = save
        # For each run: the changes and the play state that its files hold, and the earliest time
        # of its next save while it plays.
        self._saved: dict[str, tuple[int, bool]] = {}
        self._next: dict[str, float] = {}
        self.problems: dict[str, str] = {}
        self._change_event = threading.Event()
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._work, name="saving", daemon=True)
        self._thread.start()

    def notify(self) -> None:
        """Wake the thread: a run may have changed."""
        self._change_event.set()

    def forget(self, name: str) -> None:
        """Drop all that is known of a run which was removed."""
        for by_name in (self._saved, self._next, self.problems):
            by_name.pop(name, None)

    def _work(self) -> None:
        while not self._closed.wait(_CHECK_INTERVAL):
            waits = [self._save_if_due(name, run) for name, run in list(self._workers.items())]
            self._change_event.wait(min((each for each in waits if each is not None), default=None))
            self._change_event.clear()

    def _save_if_due(self, name: str, worker: RunWorker) -> float | None:
        """Save a run if it is due; returns the seconds until its next save, if one is needed."""
        playing = worker.playing
        if self._saved.get(name, (0, False)) == (worker.changes, playing):
            return None
        wait = self._next.get(name, 0.0) - time.monotonic()
        failed = name in self.problems
        if wait > 0 and (playing or failed):
            return wait
        self._save_now(name, worker)
        return _MIN_INTERVAL

    def _save_now(self, name: str, worker: RunWorker) -> None:
        began, playing = time.thread_time(), worker.playing
        try:
            changes = self._save(name, worker)
        except BacklitError as error:
            self.problems[name] = f"This run could not be saved. {error.message}"
            self._next[name] = time.monotonic() + _RETRY_INTERVAL
            return
        self.problems.pop(name, None)
        self._saved[name] = changes, playing
        took = time.thread_time() - began
        self._next[name] = time.monotonic() + max(_MIN_INTERVAL, _SAVE_TIME_FACTOR * took)

    def close(self) -> None:
        """End the thread, and save every run that has changed since its last save."""
        self._closed.set()
        self._change_event.set()
        self._thread.join()
        for name, worker in self._workers.items():
            if self._saved.get(name, (0, False)) != (worker.changes, worker.playing):
                self._save_now(name, worker)
