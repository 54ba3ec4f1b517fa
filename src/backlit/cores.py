"""How many processor cores there are to compute with."""

from __future__ import annotations

import os


def available_cores() -> int:
    """Number of processor cores that this process may use."""
    if hasattr(os, "process_cpu_count"):
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
