"""Loading a data set: a known one by its name, or a user's own by its path."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

from backlit.data.examples import DataSet
from backlit.data.mnist import load_mnist
from backlit.data.readers.read_path import read_path
from backlit.data.toys import TOYS, load_toy
from backlit.errors import DataError


def load_data(
    source: str,
    label_column: str | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> DataSet:
    """A data set by its name, or by the path of a user's own.

    A known name takes precedence over a file of that name; ``./mnist`` is the file.

    Args:
        source: ``mnist``, a toy set's name, a downloadable set's name, or a path.
        label_column: For a CSV file, the column of labels; see `read_csv`.
        progress: Called during a download with a file's name, the bytes received so far, and
            the bytes it will have.

    Raises:
        DataError: when there is no such set and no such path, or it cannot be read.
    """
    if source == "mnist":
        return load_mnist()
    if source in TOYS:
        return load_toy(source)

    # Imported late: its libraries take time to import, and the sets above need no network.
    from backlit.data.downloads import download

    if source in download.NAMES:
        return download.load_remote(source, progress=progress)
    try:
        exists = bool(source) and (Path(source).exists() or Path(source).is_symlink())
    except (OSError, ValueError):  # not a valid name for a file
        exists = False
    if exists:
        return read_path(Path(source), label_column)

    known = ("mnist", *download.NAMES, *TOYS)
    close = difflib.get_close_matches(source.lower(), known)
    raise DataError(
        f"Expected the name of a data set ({', '.join(known)}) or the path of a file or folder, "
        f"got {source!r}.",
        hint=f"did you mean {' or '.join(close)}?" if close else "check the spelling of the path",
    )
