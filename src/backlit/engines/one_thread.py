"""One thread for BLAS: more would not help small matrices, and would change the order of sums."""

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
    """Limit BLAS to one thread; the limit holds for the process until the last caller leaves."""
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
