"""Which engine trains: the one that was asked for, or the fastest for the network."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from backlit.data.examples import Examples
from backlit.engines.blas import BlasEngine
from backlit.engines.engine import Engine
from backlit.engines.native.engine import NativeEngine
from backlit.engines.native.library import MOST_LAYERS, is_available
from backlit.engines.reference import ReferenceEngine
from backlit.engines.torch.engine import TorchEngine
from backlit.errors import SettingsError

ENGINES = ("auto", "native", "blas", "torch", "reference")

# Where the layers that are read densely have more weights than this, BLAS's blocking of large
# matrices wins over one call without overhead. Measured on 784-128-128-10 (17,664 such weights:
# native 1.4 to 3.1 times as fast) and 784-256-256-10 (68,096: 0.9 to 1.2 times).
MOST_DENSE_WEIGHTS = 30_000


def choose_engine(name: str, sizes: Sequence[int], examples: Examples) -> Engine:
    """The engine of a name; ``auto`` is native where it is compiled and serves, else BLAS.

    Never torch: it earns its time to start with populations and GPUs only.

    Raises:
        SettingsError: when the native engine was asked for and is not there, or the network is
            too deep for it.
    """
    if name == "reference":
        return ReferenceEngine()
    if name == "torch":
        return TorchEngine()
    if name == "native" and not is_available():
        raise SettingsError(
            "Expected the native engine, but Backlit was installed without a C++ compiler.",
            hint="install a compiler and Backlit again, or use --engine blas",
        )
    if name == "native" and len(sizes) - 1 > MOST_LAYERS:
        raise SettingsError(
            f"Expected at most {MOST_LAYERS} layers for the native engine, got {len(sizes) - 1}.",
            hint="use --engine blas",
        )
    if name == "native" or (name == "auto" and is_available() and _serves(sizes, examples)):
        return NativeEngine()
    return BlasEngine()


def _serves(sizes: Sequence[int], examples: Examples) -> bool:
    """Whether the native engine is the faster one for a network of these sizes."""
    weights = [n_in * n_out for n_in, n_out in pairwise(sizes)]
    # Of pictures only what is lit is read, a small share of the first layer.
    dense = weights[1:] if examples.X.dtype == np.uint8 else weights
    return len(weights) <= MOST_LAYERS and sum(dense) <= MOST_DENSE_WEIGHTS
