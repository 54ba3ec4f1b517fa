"""The compiled kernel, loaded through ctypes; see kernel.h for what each thing means."""

from __future__ import annotations

import ctypes
import functools
import sys
from ctypes import POINTER, c_double, c_float, c_int32, c_int64, c_uint8, c_uint16
from pathlib import Path

SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
PATH = Path(__file__).parent / f"kernel{SUFFIX}"

LANES = 16  # as BACKLIT_LANES in kernel.h
TOGETHER = 16  # as BACKLIT_TOGETHER
MOST_LAYERS = 64  # as BACKLIT_MOST_LAYERS


class NativeExamples(ctypes.Structure):
    """``backlit_examples``."""

    _fields_ = (
        ("n", c_int64),
        ("n_in", c_int32),
        ("dense", POINTER(c_float)),
        ("starts", POINTER(c_int64)),
        ("places", POINTER(c_uint16)),
        ("values", POINTER(c_uint8)),
        ("brightness", POINTER(c_float)),
        ("labels", POINTER(c_int32)),
    )


class NativeTrainerState(ctypes.Structure):
    """``backlit_trainer``."""

    _fields_ = (
        ("n_layers", c_int32),
        ("cost", c_int32),
        ("optimizer", c_int32),
        ("momentum", c_float),
        ("beta1", c_float),
        ("beta2", c_float),
        ("epsilon", c_float),
        ("n_steps", c_int64),
        ("sizes", POINTER(c_int32)),
        ("activations", POINTER(c_int32)),
        ("parameters", POINTER(c_float)),
        ("gradient", POINTER(c_float)),
        ("moments", POINTER(c_float) * 2),
        ("scratch", POINTER(c_float)),
    )


@functools.cache
def library() -> ctypes.CDLL | None:
    """The kernel, or None where the package was installed without a compiler."""
    if not PATH.exists():
        return None
    try:
        found = ctypes.CDLL(str(PATH))
    except OSError:  # made for another machine
        return None
    sizes = POINTER(c_int32)
    found.backlit_parameters_size.argtypes = [sizes, c_int32]
    found.backlit_parameters_size.restype = c_int64
    found.backlit_scratch_size.argtypes = [sizes, c_int32, c_int32]
    found.backlit_scratch_size.restype = c_int64
    found.backlit_pack.argtypes = [
        POINTER(c_uint8),
        c_int64,
        c_int32,
        POINTER(c_int64),
        POINTER(c_uint16),
        POINTER(c_uint8),
    ]
    found.backlit_pack.restype = None
    found.backlit_widest.argtypes = []
    found.backlit_widest.restype = c_int32
    found.backlit_descend.argtypes = [
        c_int32,
        POINTER(NativeTrainerState),
        POINTER(NativeExamples),
        POINTER(c_int64),
        c_int64,
        c_int32,
        POINTER(c_double),
        c_double,
        POINTER(c_double),
        POINTER(c_double),
    ]
    found.backlit_descend.restype = c_int32
    found.backlit_answer.argtypes = [
        c_int32,
        POINTER(NativeTrainerState),
        POINTER(NativeExamples),
        c_int64,
        POINTER(c_double),
        POINTER(c_int64),
    ]
    found.backlit_answer.restype = c_int32
    return found


def is_available() -> bool:
    """Whether the native engine can run here."""
    return library() is not None
