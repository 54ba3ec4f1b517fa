"""Reading examples: a known set by its name, or a user's own by what the file or folder holds."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from backlit.data.examples import DataSet
from backlit.data.idx import GZIP_MAGIC
from backlit.data.idx_pairs import read_idx_file, read_idx_folder
from backlit.data.mnist import load_mnist
from backlit.data.npz import ZIP_MAGIC, read_npz
from backlit.data.opening import is_folder, open_regular
from backlit.data.table import read_csv
from backlit.data.toys import circles, moons, spirals, xor
from backlit.errors import DataError

TOYS = {"circles": circles, "spirals": spirals, "xor": xor, "moons": moons}
TOY_TRAIN = 2000
TOY_TEST = 1000
TOY_SEED = 0


def load(
    source: str,
    label_column: str | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> DataSet:
    """A data set by its name, or by the path of a user's own.

    A known name wins over a file of that name; ``./mnist`` is the file.

    Args:
        source: ``mnist``, a toy set's name, a downloadable set's name, or a path.
        label_column: For a CSV file, the column of labels; see `read_csv`.
        progress: Called while a set is downloaded, with a file's name, the bytes there are so
            far, and the bytes it will have.

    Raises:
        DataError: when there is no such set and no such path, or what is there cannot be read.
    """
    if source == "mnist":
        return load_mnist()
    if source in TOYS:
        rng = np.random.default_rng(TOY_SEED)
        make = TOYS[source]
        return DataSet(source, make(TOY_TRAIN, rng), make(TOY_TEST, rng))

    # Only now: what it imports costs time, and what is above needs no network.
    from backlit.data import download

    if source in download.NAMES:
        return download.load_named(source, progress=progress)
    try:
        exists = bool(source) and (Path(source).exists() or Path(source).is_symlink())
    except (OSError, ValueError):  # a name that no system could have for a file
        exists = False
    if exists:
        return read(Path(source), label_column)

    known = ("mnist", *download.NAMES, *TOYS)
    close = difflib.get_close_matches(source.lower(), known)
    raise DataError(
        f"Expected the name of a data set ({', '.join(known)}) or the path of a file or folder, "
        f"got {source!r}.",
        hint=f"did you mean {' or '.join(close)}?" if close else "is the path spelled right?",
    )


def read(path: Path, label_column: str | None = None) -> DataSet:
    """The examples in a file or folder, whose kind is told by what it holds, not by its name.

    A folder holds IDX files or class folders of pictures; a file is IDX (plain or gzipped, with
    its labels beside it), ``.npz`` or CSV.

    Args:
        path: The file or folder.
        label_column: For a CSV file, the column of labels; see `read_csv`.

    Raises:
        DataError: when it cannot be read, or is not what it claims to be.
    """
    if is_folder(path):
        # Only now: the library that reads pictures takes time to import.
        from backlit.data.folder import read_folder

        return read_idx_folder(path) or read_folder(path)
    with open_regular(path) as file:
        start = file.read(16)
    if start.startswith((GZIP_MAGIC, b"\0\0")):
        return read_idx_file(path)
    if start.startswith((ZIP_MAGIC, b"PK\x05\x06")):
        return read_npz(path)
    if b"\0" in start or start.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF")):
        raise DataError(
            f"Expected {path} to be IDX, .npz, CSV or a folder of pictures, got another kind.",
            hint="pictures belong in a folder for each class; save tables as CSV UTF-8",
        )
    return read_csv(path, label_column)
