"""Waiting for what another thread or process brings about."""

import time
from collections.abc import Callable

import pytest


def until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until something holds; fail when it does not in time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            pytest.fail(f"it did not come about in {seconds:g} seconds")
        time.sleep(0.005)
