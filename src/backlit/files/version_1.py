"""What format version 1 called its fields, so that files of version 1 still open."""

from __future__ import annotations

from typing import Any

_RENAMED = {
    "friction": "momentum",
    "knobs": "hyperparameters",
    "moments": "locations",
    "origin": "provenance",
}


def upgrade(value: Any) -> Any:
    """Plain values of version 1 under today's field names; others stay as they are.

    Args:
        value: What a JSON decoder returned: dicts, lists, texts, numbers, None.
    """
    if isinstance(value, dict):
        return {_RENAMED.get(name, name): upgrade(each) for name, each in value.items()}
    if isinstance(value, list):
        return [upgrade(each) for each in value]
    return value
