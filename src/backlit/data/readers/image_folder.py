"""A folder of pictures with a folder for each class."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backlit.data.examples import DataSet, Examples
from backlit.data.readers.build_examples import build_examples
from backlit.data.readers.idx import MAX_BYTES
from backlit.data.readers.image_file import IMAGE_SUFFIXES, open_image, to_greyscale
from backlit.data.readers.safe_open import is_folder, list_folder
from backlit.errors import BacklitWarning, DataError


def read_folder(path: Path) -> DataSet:
    """The pictures in a folder's folders, whose names are the classes.

    The class folders may also lie in ``train`` and, for a test set, in ``test``. Pictures are
    recognised by their suffix (PNG, JPEG, BMP, GIF, WebP), made grey, and must all have one size.
    Symbolic links are not followed. Other files are skipped with one warning, hidden files without.

    Raises:
        DataError: when there are no pictures, one cannot be read, or their sizes differ.
    """
    if is_folder(path / "train"):
        train = _examples(path / "train", path.name)
        if is_folder(path / "test"):
            return DataSet(path.name, train, _examples(path / "test", f"{path.name} (test)", train))
        return DataSet(path.name, train)
    return DataSet(path.name, _examples(path, path.name))


def _examples(path: Path, name: str, train: Examples | None = None) -> Examples:
    pictures, strays = _find_pictures(path)
    if strays:
        others = f" and {len(strays) - 1:,} more" if len(strays) > 1 else ""
        warnings.warn(
            f"Skipped files that are not pictures in a class folder: {strays[0]}{others}.",
            BacklitWarning,
            stacklevel=2,
        )
    if not pictures:
        raise DataError(
            f"Expected {path} to hold folders of pictures, one for each class, found no pictures.",
            hint=f"pictures end in {', '.join(sorted(IMAGE_SUFFIXES))}",
        )
    labels = [picture.parent.name for picture in pictures]
    return build_examples(
        _load_stack(pictures), labels, name, train=train, locate=lambda index: str(pictures[index])
    )


def _find_pictures(path: Path) -> tuple[list[Path], list[Path]]:
    """The pictures, class by class in order, and everything else."""
    pictures: list[Path] = []
    strays: list[Path] = []
    for folder in list_folder(path):
        if not folder.is_dir(follow_symlinks=False):
            strays.append(Path(folder.path))
            continue
        for entry in list_folder(Path(folder.path)):
            is_picture = Path(entry.name).suffix.lower() in IMAGE_SUFFIXES
            regular = entry.is_file(follow_symlinks=False)
            (pictures if is_picture and regular else strays).append(Path(entry.path))
    return pictures, strays


def _load_stack(pictures: list[Path]) -> NDArray[np.uint8]:
    """All pictures as grey, (n, rows, columns)."""
    first = to_greyscale(open_image(pictures[0]))
    if len(pictures) * first.size > MAX_BYTES:
        raise DataError(
            f"Expected pictures of at most {MAX_BYTES:,} bytes in all, got {len(pictures):,} of "
            f"{_size_text(first)} pixels like {pictures[0]}.",
            hint="make the pictures smaller; MNIST's are 28 × 28",
        )
    stack = np.empty((len(pictures), *first.shape), np.uint8)
    for index, picture in enumerate(pictures):
        pixels = to_greyscale(open_image(picture))
        if pixels.shape != first.shape:
            raise DataError(
                f"Expected pictures of one size, got {pictures[0]} of {_size_text(first)} pixels "
                f"and {picture} of {_size_text(pixels)}.",
                hint="resize them all to one size, such as 28 × 28",
            )
        stack[index] = pixels
    return stack


def _size_text(pixels: NDArray[np.uint8]) -> str:
    return f"{pixels.shape[1]} × {pixels.shape[0]}"
