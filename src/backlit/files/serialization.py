"""Records to JSON and back: the only place in `files` that encodes or decodes them."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from backlit.files.version_1 import upgrade

FORMAT_VERSION = 2

Record = TypeVar("Record")

# What `decode_record` raises; RecursionError comes from JSON that is nested without end.
DECODE_ERRORS = (msgspec.DecodeError, RecursionError)


def encode_record(record: object) -> bytes:
    """A dataclass of plain values as JSON; NaN becomes null."""
    return msgspec.json.encode(msgspec.to_builtins(record))


def decode_record(
    text: bytes | str | msgspec.Raw, form: type[Record], *, version_1: bool = False
) -> Record:
    """A record from JSON, checked against its dataclass.

    Args:
        text: The JSON.
        form: The dataclass, or another type that msgspec knows.
        version_1: Whether the field names may be those of format version 1.

    Raises:
        msgspec.DecodeError, RecursionError: when it is something else; see `DECODE_ERRORS`.
    """
    if version_1:
        return msgspec.convert(upgrade(msgspec.json.decode(text)), type=form)
    return msgspec.json.decode(text, type=form)
