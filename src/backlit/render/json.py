"""Records as JSON, at full precision, and back again.

A record becomes an object with ``record``, its kind, ``version``, that of the form, and a member
for each of its fields; arrays become nested lists. NaN and infinity, which JSON lacks, become
null, and null in an array is read as NaN.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec
import numpy as np
from numpy.typing import NDArray

from backlit.errors import DataError

# Increased when a field of a record is renamed, removed or changes its meaning.
VERSION = 2

Record = TypeVar("Record")


def to_json(value: object) -> str:
    """JSON of dataclasses, mappings, sequences and arrays; NaN and infinity become null."""
    return msgspec.json.encode(value, enc_hook=_plain).decode()


def record_values(record: object, about: Mapping[str, object] | None = None) -> dict[str, Any]:
    """A record's form for JSON.

    Args:
        record: A frozen dataclass of plain values and arrays.
        about: What it was computed from, placed before its fields: the model, the image.
    """
    # Built for msgspec to encode, so that arrays are turned into lists only once, there.
    fields = {name: getattr(record, name) for name in record.__dataclass_fields__}  # type: ignore[attr-defined]
    return {"record": type(record).__name__, "version": VERSION} | dict(about or {}) | fields


def record_from_json(text: str | bytes, form: type[Record]) -> Record:
    """Read a record back and check it; members that are no fields are ignored.

    Raises:
        DataError: when it is not JSON, another kind of record or version, or has wrong fields.
    """
    try:
        label = msgspec.json.decode(text, type=_Label)
        if (label.record, label.version) != (form.__name__, VERSION):
            raise DataError(
                f"Expected a record {form.__name__} of version {VERSION}, "
                f"got {label.record} of version {label.version}.",
                hint="a newer Backlit may have written it: `pip install --upgrade backlit`",
            )
        return msgspec.json.decode(text, type=form, dec_hook=_array)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        if isinstance(error, DataError):
            raise
        reason = str(error).split("\n")[0]
        raise DataError(
            f"Expected a record {form.__name__} as JSON, got something else ({reason}).",
            hint="records are what `backlit explain … --json` prints",
        ) from error


def record_forms(form: type) -> dict[str, type]:
    """A kind of record and those that it is made of, by their names."""
    found: dict[str, type] = {}
    waiting: list[Any] = [form]
    while waiting:
        each = waiting.pop(0)
        if is_dataclass(each) and isinstance(each, type):
            if each.__name__ not in found:
                found[each.__name__] = each
                waiting = [*get_type_hints(each).values(), *waiting]
        else:
            waiting = [*get_args(each), *waiting]
    return found


def json_schema(form: type) -> dict[str, Any]:
    """The JSON Schema of a kind of record."""
    schema = msgspec.json.schema(form, schema_hook=_array_schema)
    for name, each in record_forms(form).items():
        fields = schema["$defs"][name]["properties"]
        for field, hint in get_type_hints(each).items():
            dtype = next(filter(None, map(_array_type, [hint, *get_args(hint)])), None)
            if dtype is not None:
                fields[field]["description"] = _ARRAYS[dtype.kind]
    return schema


class _Label(msgspec.Struct):
    record: str
    version: int


_ARRAYS = {
    "f": "nested lists of numbers or null",
    "i": "nested lists of integers",
    "u": "nested lists of integers",
    "b": "nested lists of booleans",
}


def _array_type(annotation: Any) -> np.dtype[Any] | None:
    """The numbers of an ``NDArray[…]`` annotation, or None for another type."""
    if get_origin(annotation) is not np.ndarray:
        return None
    dtype: np.dtype[Any] = np.dtype(get_args(get_args(annotation)[1])[0])
    return dtype


def _array(annotation: Any, value: Any) -> NDArray[Any]:
    dtype = _array_type(annotation)
    if dtype is None:
        raise NotImplementedError(f"no reading of {annotation}")
    if dtype.kind == "f":  # null becomes NaN on the way
        return np.array(value, dtype)
    array = np.array(value)
    return array.astype(dtype, casting="safe" if array.size else "unsafe")


def _array_schema(annotation: Any) -> dict[str, Any]:
    if annotation is not np.ndarray:
        raise NotImplementedError(f"no schema of {annotation}")
    return {"type": "array"}


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"Expected a record of plain values and arrays, got {type(value).__name__}.")
