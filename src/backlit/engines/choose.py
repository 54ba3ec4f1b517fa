"""The engine that trains: the chosen one, or the fastest for the network."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from backlit.data.examples import Examples
from backlit.engines.blas import BlasEngine
from backlit.engines.engine import Engine
from backlit.engines.native.engine import NativeEngine
from backlit.engines.native.library import MAX_LAYERS, is_available
from backlit.engines.reference import ReferenceEngine
from backlit.engines.torch.engine import TorchEngine
from backlit.errors import SettingsError

ENGINES = ("auto", "native", "blas", "torch", "reference")

# With more weights than this in the layers whose inputs are dense, BLAS's blocking of large
# matrices is faster than the kernel. Measured on 784-128-128-10 (17,664 such weights: native 1.4 to
# 3.1 times as fast) and 784-256-256-10 (68,096: 0.9 to 1.2 times).
MAX_DENSE_WEIGHTS = 30_000


def choose_engine(name: str, sizes: Sequence[int], examples: Examples) -> Engine:
    """The engine of a name; ``auto`` is native where it is compiled and the fastest, else BLAS.

    Never torch: its time to start pays off with populations and GPUs only.

    Raises:
        SettingsError: when ``name`` is native and the kernel is not compiled, or the network is
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
    if name == "native" and len(sizes) - 1 > MAX_LAYERS:
        raise SettingsError(
            f"Expected at most {MAX_LAYERS} layers for the native engine, got {len(sizes) - 1}.",
            hint="use --engine blas",
        )
    if name == "native" or (name == "auto" and is_available() and _suits_native(sizes, examples)):
        return NativeEngine()
    return BlasEngine()


def _suits_native(sizes: Sequence[int], examples: Examples) -> bool:
    """Whether the native engine is the fastest for a network of these sizes."""
    weights = [n_in * n_out for n_in, n_out in pairwise(sizes)]
    # Of images only nonzero pixels are read, a small share of the first layer.
    dense = weights[1:] if examples.X.dtype == np.uint8 else weights
    return len(weights) <= MAX_LAYERS and sum(dense) <= MAX_DENSE_WEIGHTS
