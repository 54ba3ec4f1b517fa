"""The binary format of a frame: a JSON header, followed by the arrays as float32.

A frame is the header's length (uint32, little-endian); the header, padded with spaces so that both
are a multiple of 8 bytes; then each array. In the header, an array is replaced by
``{"at": its first byte, counted from the end of the header, "length": how many numbers}``.
"""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from backlit.web.socket.messages import Frame

_ALIGNMENT = 8


def frame_bytes(frame: Frame) -> bytes:
    """A frame as bytes."""
    arrays: list[bytes] = []
    header = msgspec.json.encode(_with_references(frame, arrays))
    header += b" " * (-(len(header) + 4) % _ALIGNMENT)
    return b"".join((len(header).to_bytes(4, "little"), header, *arrays))


def _with_references(value: Any, arrays: list[bytes]) -> Any:
    if isinstance(value, np.ndarray):
        return _reference(value, arrays)
    if isinstance(value, BaseModel):
        return {
            name: _with_references(getattr(value, name), arrays)
            for name in type(value).model_fields
        }
    if isinstance(value, dict):
        return {name: _with_references(each, arrays) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_with_references(each, arrays) for each in value]
    return value


def _reference(array: NDArray[Any], arrays: list[bytes]) -> dict[str, int]:
    at = sum(map(len, arrays))
    numbers = array.astype("<f4").tobytes()
    arrays.append(numbers + b"\0" * (-len(numbers) % _ALIGNMENT))
    return {"at": at, "length": array.size}
