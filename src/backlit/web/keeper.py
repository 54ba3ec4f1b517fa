"""Saving what is new of every run, in the background, so that a kill costs a few seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import final

from backlit.errors import BacklitError
from backlit.web.trainee import Trainee

# A run that goes on is saved no sooner than after so many seconds, and no sooner than after so many
# times what saving took: a hundredth of the time goes into it at the most.
_PAUSE = 2.0
_SHARE = 100
# What could not be saved is tried again.
_PAUSE_AFTER_FAILURE = 10.0
# No two looks at what is new lie closer together.
_REST = 0.2


@final
class Keeper:
    """A thread that saves runs as they go.

    Args:
        runs: Those that are open, by name.
        save: Saves one; raises BacklitError when it cannot be done.
    """

    def __init__(self, runs: Mapping[str, Trainee], save: Callable[[str, Trainee], int]) -> None:
        self._runs = runs
        self._save = save
        # For each run how it was saved, and when it may be saved again while it goes on.
        self._saved: dict[str, tuple[int, bool]] = {}
        self._next: dict[str, float] = {}
        self.problems: dict[str, str] = {}
        self._news = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, name="saving", daemon=True)
        self._thread.start()

    def look(self) -> None:
        """Say that something is new."""
        self._news.set()

    def saved(self, name: str, changes: int, playing: bool) -> None:
        """Say that a run's files are as it is, after so many changes."""
        self._saved[name] = changes, playing

    def forget(self, name: str) -> None:
        """Say that a run is gone."""
        for memory in (self._saved, self._next, self.problems):
            memory.pop(name, None)

    def _work(self) -> None:
        while not self._ended.wait(_REST):
            waits = [self._look_at(name, trainee) for name, trainee in list(self._runs.items())]
            self._news.wait(min((each for each in waits if each is not None), default=None))
            self._news.clear()

    def _look_at(self, name: str, trainee: Trainee) -> float | None:
        """Save a run if that is due; in how many seconds it will be, if ever."""
        playing = trainee.playing
        if self._saved.get(name, (0, False)) == (trainee.changes, playing):
            return None
        wait = self._next.get(name, 0.0) - time.monotonic()
        failed = name in self.problems
        if wait > 0 and (playing or failed):
            return wait
        self.keep(name, trainee)
        return _PAUSE

    def keep(self, name: str, trainee: Trainee) -> None:
        """Save a run now."""
        began, playing = time.thread_time(), trainee.playing
        try:
            changes = self._save(name, trainee)
        except BacklitError as error:
            self.problems[name] = f"This run could not be saved. {error.message}"
            self._next[name] = time.monotonic() + _PAUSE_AFTER_FAILURE
            return
        self.problems.pop(name, None)
        self._saved[name] = changes, playing
        took = time.thread_time() - began
        self._next[name] = time.monotonic() + max(_PAUSE, _SHARE * took)

    def close(self) -> None:
        """End the thread, and save what is new."""
        self._ended.set()
        self._news.set()
        self._thread.join()
        for name, trainee in self._runs.items():
            if self._saved.get(name, (0, False)) != (trainee.changes, trainee.playing):
                self.keep(name, trainee)
