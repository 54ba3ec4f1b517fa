"""Examples in the form that the kernel reads, made once for each set of examples."""

from __future__ import annotations

import ctypes
import threading
import weakref
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.data.examples import Examples
from backlit.engines.native.library import NativeExamples, library

# Below this share of inputs that are not 0, only what is lit is written down and read.
_SPARSE = 0.5
_MOST_PLACES = 2**16


@dataclass(frozen=True, eq=False)
class PackedExamples:
    """What the kernel reads, and the arrays that it points into."""

    view: NativeExamples
    arrays: tuple[NDArray[Any], ...]


# By the identity of the array of inputs, for as long as it lives: other labels for the same inputs,
# and a thousand networks that learn from them, share what was packed.
_packed: dict[int, PackedExamples] = {}
_packing = threading.Lock()


def pack(examples: Examples) -> PackedExamples:
    """The examples as the kernel reads them; the same inputs are packed once."""
    key = id(examples.X)
    with _packing:
        if key not in _packed:
            _packed[key] = _pack_inputs(examples)
            weakref.finalize(examples.X, _packed.pop, key)
        inputs = _packed[key]
    labels = examples.labels.astype(np.int32)
    view = NativeExamples.from_buffer_copy(inputs.view)
    view.labels = pointer(labels, ctypes.c_int32)
    return PackedExamples(view, (labels, *inputs.arrays))


def pointer(array: NDArray[Any], kind: Any) -> Any:
    """A typed pointer to an array's first number."""
    return array.ctypes.data_as(ctypes.POINTER(kind))


def _pack_inputs(examples: Examples) -> PackedExamples:
    """All but the labels."""
    view = NativeExamples(len(examples), examples.n_in)
    X = examples.X
    if X.dtype == np.uint8 and examples.n_in <= _MOST_PLACES:
        pixels = np.ascontiguousarray(X)
        n_lit = np.count_nonzero(pixels)
        if n_lit <= _SPARSE * X.size:
            kernel = library()
            assert kernel is not None
            starts = np.empty(len(X) + 1, np.int64)
            places, values = np.empty(n_lit + 1, np.uint16), np.empty(n_lit + 1, np.uint8)
            kernel.backlit_pack(
                pointer(pixels, ctypes.c_uint8),
                len(X),
                examples.n_in,
                pointer(starts, ctypes.c_int64),
                pointer(places, ctypes.c_uint16),
                pointer(values, ctypes.c_uint8),
            )
            view.starts = pointer(starts, ctypes.c_int64)
            view.places = pointer(places, ctypes.c_uint16)
            view.values = pointer(values, ctypes.c_uint8)
            # As Examples.inputs turns bytes into numbers.
            brightness = np.multiply(np.arange(256), 1 / 255, dtype=np.float32)
            view.brightness = pointer(brightness, ctypes.c_float)
            return PackedExamples(view, (starts, places, values, brightness))
    dense = np.ascontiguousarray(examples.inputs(dtype=np.float32))
    view.dense = pointer(dense, ctypes.c_float)
    return PackedExamples(view, (dense,))
