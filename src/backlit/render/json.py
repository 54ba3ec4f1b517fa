"""Records as JSON, at full precision."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import numpy as np


def to_json(value: object) -> str:
    """JSON of dataclasses, mappings, sequences and arrays; NaN and infinity become null."""
    return msgspec.json.encode(value, enc_hook=_plain).decode()


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"Expected a record of plain values and arrays, got {type(value).__name__}.")
