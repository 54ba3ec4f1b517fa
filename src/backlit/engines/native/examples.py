"""Examples in the kernel's format, packed once for each set of inputs."""

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

# Up to this share of nonzero inputs, only the nonzero ones are stored and read.
_SPARSE = 0.5
_MAX_INPUTS = 2**16


@dataclass(frozen=True, eq=False)
class PackedExamples:
    """Examples as the kernel reads them, and the arrays that they point to."""

    view: NativeExamples
    arrays: tuple[NDArray[Any], ...]


# By the identity of the array of inputs, as long as it exists: other labels for the same inputs,
# and a thousand networks trained on them, share the packed inputs.
_packed: dict[int, PackedExamples] = {}
_packing = threading.Lock()


def pack(examples: Examples) -> PackedExamples:
    """The examples in the kernel's format; the same inputs are packed once."""
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
    """A typed pointer to an array's first element."""
    return array.ctypes.data_as(ctypes.POINTER(kind))


def _pack_inputs(examples: Examples) -> PackedExamples:
    """Everything except the labels."""
    view = NativeExamples(len(examples), examples.n_in)
    X = examples.X
    if X.dtype == np.uint8 and examples.n_in <= _MAX_INPUTS:
        pixels = np.ascontiguousarray(X)
        n_nonzero = np.count_nonzero(pixels)
        if n_nonzero <= _SPARSE * X.size:
            kernel = library()
            assert kernel is not None
            row_offsets = np.empty(len(X) + 1, np.int64)
            indices, values = np.empty(n_nonzero + 1, np.uint16), np.empty(n_nonzero + 1, np.uint8)
            kernel.backlit_pack_sparse(
                pointer(pixels, ctypes.c_uint8),
                len(X),
                examples.n_in,
                pointer(row_offsets, ctypes.c_int64),
                pointer(indices, ctypes.c_uint16),
                pointer(values, ctypes.c_uint8),
            )
            view.row_offsets = pointer(row_offsets, ctypes.c_int64)
            view.indices = pointer(indices, ctypes.c_uint16)
            view.values = pointer(values, ctypes.c_uint8)
            # The same floats as from Examples.inputs.
            pixel_lut = np.multiply(np.arange(256), 1 / 255, dtype=np.float32)
            view.pixel_lut = pointer(pixel_lut, ctypes.c_float)
            return PackedExamples(view, (row_offsets, indices, values, pixel_lut))
    dense = np.ascontiguousarray(examples.inputs(dtype=np.float32))
    view.dense = pointer(dense, ctypes.c_float)
    return PackedExamples(view, (dense,))
