"""A safetensors file with Backlit's header: how models and checkpoints lie on disk.

Nothing read here is trusted: a file is told by its content, what its header claims is held against
its size before anything is allocated, and no part of it can be run.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from backlit.data.folders import write_whole
from backlit.errors import ModelError
from backlit.files.version_1 import upgrade

FORMAT_VERSION = 2

# 16 MiB of JSON hold the history of a run of 100,000 epochs.
_MOST_HEADER_BYTES = 16 * 2**20
_HEADER_KEY = "backlit"

Header = TypeVar("Header")


@dataclass(frozen=True)
class _Label:
    """What any file of ours says first."""

    kind: str
    format_version: int
    header: msgspec.Raw


def write_container(
    path: Path, kind: str, header: object, arrays: Mapping[str, NDArray[Any]]
) -> None:
    """Write arrays with a header, whole or not at all; ``path`` may be the file they came from.

    Args:
        path: Where to.
        kind: ``model`` or ``checkpoint``.
        header: A dataclass of plain values.
        arrays: By name.

    Raises:
        ModelError: when the file cannot be written; what was there before is untouched.
    """
    # One entry: safetensors writes several in a random order, and the same model is the same bytes.
    text = msgspec.json.encode(
        {"kind": kind, "format_version": FORMAT_VERSION, "header": msgspec.to_builtins(header)}
    )
    metadata = {_HEADER_KEY: text.decode()}
    contents = save({name: np.ascontiguousarray(a) for name, a in arrays.items()}, metadata)
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        write_whole(path, [contents], durable=True)
    except OSError as error:
        raise ModelError(
            f"Expected to write the {kind} to {path}, got: {error.strerror or error}.",
            hint="choose another place with -o",
        ) from error


class Container:
    """An open file: its header, and its arrays one by one."""

    def __init__(self, path: Path, kind: str, opened: Any) -> None:
        self._path = path
        self._kind = kind
        self._opened = opened
        self._unread = set(opened.keys())

    def header(self, form: type[Header]) -> Header:
        """The header, checked against the dataclass it should be.

        Raises:
            ModelError: when it is missing or something else.
        """
        metadata = self._opened.metadata() or {}
        if _HEADER_KEY not in metadata:
            raise self.error(f"a Backlit {self._kind}", "a safetensors file of another tool")
        try:
            label = msgspec.json.decode(metadata[_HEADER_KEY], type=_Label)
            if label.kind != self._kind:
                raise self.error(f"a Backlit {self._kind}", f"a Backlit {label.kind}")
            if label.format_version == 1:
                return msgspec.convert(upgrade(msgspec.json.decode(label.header)), type=form)
            if label.format_version != FORMAT_VERSION:
                raise self.error(
                    f"format version 1 or {FORMAT_VERSION}",
                    f"version {label.format_version}",
                    hint="a newer Backlit may have written it: `pip install --upgrade backlit`",
                )
            return msgspec.json.decode(label.header, type=form)
        except (msgspec.DecodeError, RecursionError) as error:
            raise self.error("a header that makes sense", str(error).split("\n")[0]) from error

    def array(self, name: str, shape: tuple[int, ...]) -> NDArray[np.floating]:
        """An array of a known shape, all of it finite numbers.

        Raises:
            ModelError: when it is missing, of another shape or kind, or not finite.
        """
        if name not in self._unread:
            raise self.error(f"an array {name}", "none")
        part = self._opened.get_slice(name)
        came = tuple(part.get_shape())
        if came != shape:
            raise self.error(f"{name} of shape {shape}", f"shape {came}")
        if part.get_dtype() not in ("F32", "F64"):
            raise self.error(f"{name} in float32 or float64", part.get_dtype())
        self._unread.discard(name)
        array: NDArray[np.floating] = np.array(self._opened.get_tensor(name))
        if not np.isfinite(array).all():
            raise self.error(f"finite numbers in {name}", "NaN or infinity")
        return array

    def finish(self) -> None:
        """Make sure that nothing was left unread.

        Raises:
            ModelError: when the file holds arrays that nobody asked for.
        """
        if self._unread:
            raise self.error(
                "no arrays but those of its layers", f"also {', '.join(sorted(self._unread)[:3])}"
            )

    def error(self, expected: str, came: str, hint: str | None = None) -> ModelError:
        """An error that names the file."""
        return ModelError(
            f"Expected {expected} in {self._path}, got {came}.",
            hint=hint or "use another copy of it, or train it again",
        )


@contextmanager
def open_container(path: Path, kind: str) -> Iterator[Container]:
    """Open a file that ``write_container`` wrote.

    Raises:
        ModelError: when there is none, or it is something else, damaged or cut short.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ModelError(
                f"Expected a {kind} file, got {path}, which is not a regular file.",
                hint="give the file itself",
            )
        with path.open("rb") as file:
            start = file.read(10)
    except OSError as error:
        raise ModelError(
            f"Expected a {kind} at {path}, got: {error.strerror or error}.",
            hint="`backlit info` without a path shows the newest model",
        ) from error
    _refuse_other_formats(path, kind, start, status.st_size)
    try:
        with safe_open(path, framework="numpy") as opened:
            yield Container(path, kind, opened)
    except (SafetensorError, OSError) as error:
        raise ModelError(
            f"Expected a whole safetensors file, got {path}, which is damaged or cut short "
            f"({str(error).splitlines()[0]}).",
            hint="copy or download it again",
        ) from error


def _refuse_other_formats(path: Path, kind: str, start: bytes, size: int) -> None:
    known = {
        b"\x80": "a Python pickle, which could run code and is never opened",
        b"PK": "a zip archive (an .npz, a PyTorch or a Keras file)",
        b"\x89HDF": "an HDF5 file (Keras)",
        b"\x89PNG": "a picture",
        b"\xff\xd8": "a picture",
        b"{": "a JSON text",
        b"\x93NUMPY": "an .npy file",
        b"\x1f\x8b": "a gzip file",
    }
    expected = f"Expected a safetensors {kind}, got {path}, which is"
    for beginning, what in known.items():
        # A safetensors file begins with the length of its header, then `{`.
        if start.startswith(beginning) and start[8:9] != b"{":
            raise ModelError(
                f"{expected} {what}.",
                hint="models are the .safetensors files that `backlit train` saves",
            )
    claimed = int.from_bytes(start[:8], "little")
    if len(start) < 10 or start[8:9] != b"{":
        raise ModelError(
            f"{expected} something else ({size} bytes).",
            hint="models are the .safetensors files that `backlit train` saves",
        )
    if claimed > min(size - 8, _MOST_HEADER_BYTES):
        raise ModelError(
            f"{expected} {size:,} bytes long but claims a header of {claimed:,} bytes.",
            hint="it may have been cut short: copy or download it again",
        )
