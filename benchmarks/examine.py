"""Checks of a contestant after its last epoch: its accuracy and its memory."""

from __future__ import annotations

import hashlib
import resource
import sys
from dataclasses import replace
from typing import Any

import numpy as np
from contestants.contestant import Weights
from workloads import Work

import backlit

# What the system counts peak memory in: bytes on macOS, KiB elsewhere.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


def memory() -> dict[str, float]:
    """The peak memory of this process so far, in MB."""
    return {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RSS_UNIT / 1e6}


def networks(work: Work, found: list[Weights]) -> dict[str, Any]:
    """The lowest accuracy on test examples among the networks, and a digest of all their bits."""
    if not found:
        return {}
    shape, digest, accuracies = work.network(), hashlib.sha256(), []
    for weights in found:
        layers = []
        for layer, (W, b) in zip(shape.layers, weights, strict=True):
            digest.update(np.ascontiguousarray(W).data)
            digest.update(np.ascontiguousarray(b).data)
            layers.append(replace(layer, W=W, b=b))
        network = backlit.Network(tuple(layers))
        accuracies.append(backlit.evaluate(network, work.test, work.cost).accuracy)
    return {"accuracy": min(accuracies), "digest": digest.hexdigest()}
