"""One thread for BLAS: small matrices gain nothing from more, and the sums come out the same."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from threadpoolctl import ThreadpoolController

_lock = threading.Lock()
_limits: list[Any] = []
_n_inside = 0


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Hold BLAS to one thread; the limit is the whole process's, so the last one out lifts it."""
    global _n_inside
    with _lock:
        _n_inside += 1
        if _n_inside == 1:
            _limits.append(_controller().limit(limits=1))
    try:
        yield
    finally:
        with _lock:
            _n_inside -= 1
            if _n_inside == 0:
                _limits.pop().restore_original_limits()


@functools.cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()
