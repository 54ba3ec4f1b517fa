"""Arrays in a NumPy ``.npz`` file; each header is checked before anything is allocated."""

from __future__ import annotations

import io
import math
import os
import zipfile
from pathlib import Path
from typing import IO

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from backlit.data.examples import DataSet
from backlit.data.readers.build_examples import build_examples
from backlit.data.readers.idx import MAX_BYTES, MAX_DEFLATE_RATIO
from backlit.data.readers.safe_open import open_regular_file
from backlit.errors import DataError

ZIP_MAGIC = b"PK\x03\x04"

# Usual names of the arrays, in lower case: of one set, or of a training and a test set.
TRAIN_INPUTS = ("x_train", "train_images", "x", "images", "data")
TRAIN_LABELS = ("y_train", "train_labels", "y", "labels", "target")
TEST_INPUTS = ("x_test", "test_images")
TEST_LABELS = ("y_test", "test_labels")

# The end record of a zip file without a comment: its size, and where in it the list of members
# has its size. NumPy writes no comment, and a list of members that is far shorter than this.
_END_SIZE = 22
_DIRECTORY_SIZE = slice(12, 16)
_MAX_DIRECTORY = 2**16


def read_npz(path: Path) -> DataSet:
    """The examples in an ``.npz`` file.

    The inputs are the array called ``X``, ``images`` or ``data``, the labels the one called ``y``,
    ``labels`` or ``target``; or ``x_train``, ``y_train``, ``x_test`` and ``y_test``, as Keras
    keeps them, or ``train_images``, ``train_labels``, ``test_images`` and ``test_labels``.

    Raises:
        DataError: when the file is damaged, lacks one of these, or has a member that is not an
            array of numbers or words (objects are never opened: they could run code), or that
            claims more than it can hold.
    """
    X, labels, X_test, labels_test = _read_arrays(path)
    if X is None or labels is None:
        raise DataError(
            f"Expected {path} to hold {'labels' if labels is None else 'inputs'} in an array "
            f"called {' or '.join(TRAIN_LABELS if labels is None else TRAIN_INPUTS)}, found none.",
            hint="save them with `numpy.savez(path, X=inputs, y=labels)`",
        )
    if (X_test is None) != (labels_test is None):
        raise DataError(
            f"Expected {path} to hold both the inputs and the labels of a test set, got only "
            f"the {'labels' if X_test is None else 'inputs'}.",
            hint="save `x_test` and `y_test`, or neither",
        )
    train = build_examples(X, labels, path.name)
    if X_test is None or labels_test is None:
        return DataSet(path.name, train)
    return DataSet(
        path.name, train, build_examples(X_test, labels_test, f"{path.name} (test)", train=train)
    )


def _read_arrays(path: Path) -> list[NDArray[np.generic] | None]:
    """Inputs and labels, then those of a test set; None for each that is missing."""
    wanted = (TRAIN_INPUTS, TRAIN_LABELS, TEST_INPUTS, TEST_LABELS)
    with open_regular_file(path) as file:
        _check_end(file, path)
        try:
            with zipfile.ZipFile(file) as archive:
                members = {
                    info.filename.removesuffix(".npy").lower(): info for info in archive.infolist()
                }
                found = [
                    next((members[n] for n in names if n in members), None) for names in wanted
                ]
                return [None if i is None else _read_array(archive, i, path) for i in found]
        except DataError:
            raise
        except Exception as error:  # noqa: BLE001 - zipfile raises a dozen kinds on damaged bytes
            raise DataError(
                f"Expected {path} to be an intact .npz file, but it is damaged ({error}).",
                hint="save it again with `numpy.savez`",
            ) from None


def _check_end(file: io.BufferedReader, path: Path) -> None:
    """Refuse a file whose list of members is cut off, or long enough to be an attack."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _END_SIZE - 20))
    tail = file.read()
    end = tail[-_END_SIZE:]
    if len(end) < _END_SIZE or not end.startswith(b"PK\x05\x06") or not end.endswith(b"\0\0"):
        raise DataError(
            f"Expected {path} to be a whole .npz file, but it is cut short "
            "or has bytes after its end.",
            hint="copy it again, or save it again with `numpy.savez`",
        )
    # A 64-bit end record is only needed past 4 GB, and would replace the size that is checked.
    if (
        tail.startswith(b"PK\x06\x07")
        or int.from_bytes(end[_DIRECTORY_SIZE], "little") > _MAX_DIRECTORY
    ):
        raise DataError(
            f"Expected {path} to hold a few arrays, got a list of members that is too long.",
            hint="save the inputs and the labels alone, with `numpy.savez`",
        )


def _read_array(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path
) -> NDArray[np.generic]:
    """One array, after comparing the size in its header with the member's size."""
    what = f"{member.filename} in {path}"
    with archive.open(member) as stream:
        header_size, n_bytes = _declared_size(stream, what)
    if header_size + n_bytes != member.file_size:
        raise DataError(
            f"Expected {what} to hold the {n_bytes:,} bytes that its header claims, "
            f"got {member.file_size - header_size:,}.",
            hint="the header is damaged: copy or download the file again",
        )
    if n_bytes > MAX_BYTES:
        raise DataError(
            f"Expected {what} to hold at most {MAX_BYTES:,} bytes, got {n_bytes:,}.",
            hint="save fewer examples, or pixels as unsigned bytes",
        )
    if member.file_size > MAX_DEFLATE_RATIO * min(member.compress_size, _archive_size(archive)):
        raise DataError(
            f"Expected {what} to hold the {n_bytes:,} bytes that its header claims, "
            "but its compressed data is too short for that.",
            hint="the header is damaged: copy or download the file again",
        )
    with archive.open(member) as stream:
        array: NDArray[np.generic] = npy.read_array(stream, allow_pickle=False)
        stream.read(1)  # reaching the end is what has the checksum compared
    return array


def _archive_size(archive: zipfile.ZipFile) -> int:
    assert archive.fp is not None
    return archive.fp.seek(0, os.SEEK_END)


def _declared_size(stream: IO[bytes], what: str) -> tuple[int, int]:
    """The size of an array's header in bytes, and how many bytes it says will follow."""
    version = npy.read_magic(stream)
    if version != (1, 0):  # the others are for headers so long that only records have them
        raise DataError(
            f"Expected {what} to be an array of numbers or words, got another kind.",
            hint="save it again with `numpy.savez`",
        )
    shape, _, dtype = npy.read_array_header_1_0(stream)
    if dtype.hasobject:
        raise DataError(
            f"Expected {what} to be an array of numbers or words, got Python objects, "
            "which could run code when opened.",
            hint="save numbers or text: `array.astype(str)`, or a regular array of one shape",
        )
    if dtype.kind not in "buifUS" or dtype.itemsize == 0:
        raise DataError(
            f"Expected {what} to be an array of numbers or words, got {dtype}.",
            hint="save it as numbers or as text",
        )
    if any(size < 0 for size in shape):
        raise DataError(
            f"Expected {what} to have a shape of sizes from 0, got {shape}.",
            hint="save it again with `numpy.savez`",
        )
    return stream.tell(), math.prod(shape) * dtype.itemsize
