"""One contestant in a process of its own: it sets itself up, then trains an epoch on each command.

It reads commands from standard input, a word a line, and writes replies to standard output, JSON a
line.
"""

from __future__ import annotations

import os
import sys


def pin(threads: int) -> None:
    """Pin this process to as many cores as it has threads, where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-threads:])


def main(workload: str, contestant: str, share: str, threads: str, quick: str = "") -> None:
    """Serve until standard input ends."""
    # Before NumPy, PyTorch or JAX are imported and start threads for each core they see.
    pin(int(threads))
    replies = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what libraries print must not be taken for a reply

    import importlib
    import json
    import time

    import examine
    import workloads

    module, function = contestant.split(".")
    start = getattr(importlib.import_module(f"contestants.{module}"), function)
    work = workloads.load(
        workload, share=float(share), threads=int(threads), quick=quick == "quick"
    )
    runner = start(work)
    print(json.dumps({"part": work.n / len(work.train)}), file=replies)
    for line in sys.stdin:
        if line.strip() == "epoch":
            began = time.perf_counter()
            runner.epoch()
            reply = {"seconds": time.perf_counter() - began}
        else:
            # Memory first: the test needs some too.
            reply = examine.memory() | examine.networks(work, runner.networks())
        print(json.dumps(reply), file=replies)


if __name__ == "__main__":
    main(*sys.argv[1:])
