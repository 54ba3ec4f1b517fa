"""Reading a user's own file or folder: the format is recognised by the content, not by the name."""

from __future__ import annotations

from pathlib import Path

from backlit.data.examples import DataSet
from backlit.data.readers.idx import GZIP_MAGIC
from backlit.data.readers.idx_pairs import read_idx_file, read_idx_folder
from backlit.data.readers.npz import ZIP_MAGIC, read_npz
from backlit.data.readers.safe_open import is_folder, open_regular_file
from backlit.data.readers.table import read_csv
from backlit.errors import DataError


def read_path(path: Path, label_column: str | None = None) -> DataSet:
    """The examples in a file or folder.

    A folder holds IDX files or class folders of pictures; a file is IDX (plain or gzipped, with
    its labels beside it), ``.npz`` or CSV.

    Args:
        path: The file or folder.
        label_column: For a CSV file, the column of labels; see `read_csv`.

    Raises:
        DataError: when it cannot be read, or is not what it claims to be.
    """
    if is_folder(path):
        # Imported late: the picture library takes time to import.
        from backlit.data.readers.image_folder import read_folder

        return read_idx_folder(path) or read_folder(path)
    with open_regular_file(path) as file:
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
