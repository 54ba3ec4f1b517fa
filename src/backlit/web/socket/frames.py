"""Frames as bytes: a header of JSON, and behind it the numbers of the arrays as they are.

A frame is the header's length as four bytes, little end first; the header, filled with spaces to a
multiple of 8 in all; then each array as float32. In the header an array stands as
``{"at": the byte where it begins, counted from the header's end, "length": how many numbers}``.
"""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from backlit.web.socket.messages import Frame

_MULTIPLE = 8


def frame_bytes(frame: Frame) -> bytes:
    """A frame as it is sent."""
    arrays: list[bytes] = []
    header = msgspec.json.encode(_placed(frame, arrays))
    header += b" " * (-(len(header) + 4) % _MULTIPLE)
    return b"".join((len(header).to_bytes(4, "little"), header, *arrays))


def _placed(value: Any, arrays: list[bytes]) -> Any:
    if isinstance(value, np.ndarray):
        return _set_aside(value, arrays)
    if isinstance(value, BaseModel):
        return {name: _placed(getattr(value, name), arrays) for name in type(value).model_fields}
    if isinstance(value, dict):
        return {name: _placed(each, arrays) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_placed(each, arrays) for each in value]
    return value


def _set_aside(array: NDArray[Any], arrays: list[bytes]) -> dict[str, int]:
    at = sum(map(len, arrays))
    numbers = array.astype("<f4").tobytes()
    arrays.append(numbers + b"\0" * (-len(numbers) % _MULTIPLE))
    return {"at": at, "length": array.size}
