"""IDX, the format of MNIST: a few bytes of header, then plain bytes; often gzipped.

The header is two zero bytes, a type (8 for unsigned bytes), the number of dimensions, and one
big-endian 32-bit size for each. Source: http://yann.lecun.com/exdb/mnist, "The IDX file format".
"""

from __future__ import annotations

import io
import math
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from backlit.data.readers.safe_open import open_regular_file
from backlit.errors import DataError, reason_of

MAX_BYTES = 2 * 2**30
MAX_DIMENSIONS = 4

GZIP_MAGIC = b"\x1f\x8b"
# No byte of deflated data can stand for more than this many (RFC 1951: a match of 258 bytes
# takes at least two bits).
MAX_DEFLATE_RATIO = 1032

_UNSIGNED_BYTE = 8
_OTHER_TYPES = {
    9: "signed bytes",
    11: "16-bit integers",
    12: "32-bit integers",
    13: "32-bit floats",
    14: "64-bit floats",
}
_CHUNK = 2**18


def read_idx(path: Path) -> NDArray[np.uint8]:
    """The array in an IDX file, plain or gzipped, recognised by content and not by suffix.

    Raises:
        DataError: when the file is not IDX of unsigned bytes with 1 to 4 dimensions, is cut short,
            has bytes after its end, or claims more than it can hold. The header's claim is
            compared with the file's size before anything is allocated.
    """
    with open_regular_file(path) as file:
        size = os.fstat(file.fileno()).st_size
        try:
            return _read_idx(file, size, str(path))
        except OSError as error:
            raise DataError(
                f"Cannot read {path}: {reason_of(error)}.",
                hint="check the path and its permissions",
            ) from None


def idx_from_bytes(content: bytes, name: str = "the IDX data") -> NDArray[np.uint8]:
    """The array in the bytes of an IDX file, plain or gzipped; raises as `read_idx` does."""
    return _read_idx(io.BytesIO(content), len(content), name)


def idx_header(shape: tuple[int, ...]) -> bytes:
    """The bytes that precede an array of unsigned bytes of this shape."""
    return struct.pack(f">HBB{len(shape)}I", 0, _UNSIGNED_BYTE, len(shape), *shape)


def _read_idx(file: BinaryIO, size: int, name: str) -> NDArray[np.uint8]:
    gzipped = file.read(2) == GZIP_MAGIC
    file.seek(0)
    chunks = _gunzip(file, name) if gzipped else iter(lambda: file.read(_CHUNK), b"")

    start = b""
    header_size = 4
    while len(start) < header_size and (chunk := next(chunks, b"")):
        start += chunk
        header_size = 4 + 4 * start[3] if len(start) > 3 and _is_magic(start) else 4
    shape = _shape(start, name)
    n_bytes = math.prod(shape)
    _check_size(n_bytes, shape, size, header_size, gzipped, name)

    array = np.empty(n_bytes, np.uint8)
    filled = 0
    chunk = start[header_size:]
    while chunk:
        if filled + len(chunk) > n_bytes:
            raise _trailing_error(shape, name)
        array[filled : filled + len(chunk)] = np.frombuffer(chunk, np.uint8)
        filled += len(chunk)
        chunk = next(chunks, b"")
    if filled < n_bytes:
        raise _truncated_error(shape, n_bytes, filled, name)
    return array.reshape(shape)


def _is_magic(start: bytes) -> bool:
    return start[:3] == bytes((0, 0, _UNSIGNED_BYTE)) and 1 <= start[3] <= MAX_DIMENSIONS


def _shape(start: bytes, name: str) -> tuple[int, ...]:
    """The sizes a header claims, all at least 1."""
    if len(start) < 4 or not _is_magic(start):
        if start[:2] == b"\0\0" and start[2:3] and start[2] in _OTHER_TYPES:
            raise DataError(
                f"Expected {name} to hold unsigned bytes, got IDX of {_OTHER_TYPES[start[2]]}.",
                hint="save the images as unsigned bytes, 0–255",
            )
        raise DataError(
            f"Expected {name} to be IDX, beginning with the bytes 00 00 08 and a number of "
            f"dimensions from 1 to {MAX_DIMENSIONS}, got {start[:4].hex(' ') or 'nothing'}.",
            hint="check that this is an IDX file, as MNIST's are",
        )
    n_dimensions = start[3]
    if len(start) < 4 + 4 * n_dimensions:
        raise DataError(
            f"Expected {name} to be a whole IDX file, but its header is cut short.",
            hint="copy or download it again",
        )
    shape = struct.unpack(f">{n_dimensions}I", start[4 : 4 + 4 * n_dimensions])
    if 0 in shape:
        raise DataError(
            f"Expected {name} to hold something, got IDX of {_product_text(shape)}.",
            hint="check that this is the right file",
        )
    return shape


def _check_size(
    n_bytes: int, shape: tuple[int, ...], size: int, header_size: int, gzipped: bool, name: str
) -> None:
    """Compare what the header claims with what the file can hold, before anything is allocated."""
    if n_bytes > MAX_BYTES:
        raise DataError(
            f"Expected {name} to hold at most {MAX_BYTES:,} bytes, "
            f"its header claims {_product_text(shape)} = {n_bytes:,}.",
            hint="the header is damaged: copy or download the file again",
        )
    if gzipped:
        if n_bytes > size * MAX_DEFLATE_RATIO:
            raise _truncated_error(shape, n_bytes, None, name)
        return
    held = size - header_size
    if held < n_bytes:
        raise _truncated_error(shape, n_bytes, held, name)
    if held > n_bytes:
        raise _trailing_error(shape, name)


def _truncated_error(
    shape: tuple[int, ...], n_bytes: int, held: int | None, name: str
) -> DataError:
    got = "fewer" if held is None else f"{held:,}"
    return DataError(
        f"Expected {name} to hold {_product_text(shape)} = {n_bytes:,} bytes after its header, "
        f"got {got}: the file is cut short.",
        hint="copy or download it again",
    )


def _trailing_error(shape: tuple[int, ...], name: str) -> DataError:
    return DataError(
        f"Expected {name} to end after {_product_text(shape)} bytes, got more.",
        hint="copy or download it again, unpacked or gzipped but not both",
    )


def _product_text(shape: tuple[int, ...]) -> str:
    return " × ".join(f"{size:,}" for size in shape)


def _gunzip(file: BinaryIO, name: str) -> Iterator[bytes]:
    """The contents of a gzip file in small chunks, so that a bomb is never unpacked."""
    inflator = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    pending = b""
    while not inflator.eof:
        pending = pending or file.read(_CHUNK)
        if not pending:
            raise DataError(
                f"Expected {name} to be a whole gzip file, but it is cut short.",
                hint="copy or download it again",
            )
        try:
            piece = inflator.decompress(pending, _CHUNK)
        except zlib.error as error:
            raise DataError(
                f"Expected {name} to be an intact gzip file, but it is damaged ({error}).",
                hint="copy or download it again",
            ) from None
        pending = inflator.unconsumed_tail
        if piece:
            yield piece
    if inflator.unused_data or file.read(1):
        raise DataError(
            f"Expected {name} to end where its gzip data ends, got more.",
            hint="copy or download it again",
        )
