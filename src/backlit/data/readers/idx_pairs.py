"""Pairs of IDX files, images and labels: finding the second file, and checking that they match."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backlit.data.examples import DataSet, Examples
from backlit.data.readers.build_examples import build_examples
from backlit.data.readers.idx import GZIP_MAGIC, read_idx
from backlit.data.readers.safe_open import list_folder, open_regular_file
from backlit.errors import DataError


def read_idx_file(path: Path) -> DataSet:
    """The examples of one IDX file of images and the file of labels beside it.

    Raises:
        DataError: when it holds no images, its labels are not found, or the two do not match.
    """
    images = _images(path)
    return DataSet(path.name, _pair(images, path, _labels_path(path), path.name))


def read_idx_folder(path: Path) -> DataSet | None:
    """The examples of the IDX files in a folder, or None when no name looks like one.

    Files are known by ``images`` or ``labels`` in their names; those with ``t10k`` or ``test`` are
    the test set. Of a file that is both plain and gzipped in the folder, the plain one is read.

    Raises:
        DataError: when one of a pair is missing or the two do not match, or there are several sets.
    """
    files = _find(path)
    if not files:
        return None
    sets: dict[str, Examples] = {}
    for part in ("train", "test"):
        images, labels = files.get((part, "images")), files.get((part, "labels"))
        if images and labels:
            train = sets.get("train")
            name = f"{path.name} (test)" if train else path.name
            sets[part] = _pair(_images(images), images, labels, name, train)
        elif images or labels:
            raise DataError(
                f"Expected a file of {'labels' if images else 'images'} beside "
                f"{images or labels}, found none.",
                hint="put both files into the folder",
            )
    if "train" not in sets:
        return DataSet(path.name, sets["test"])
    return DataSet(path.name, sets["train"], sets.get("test"))


def _find(path: Path) -> dict[tuple[str, str], Path]:
    """The IDX files in a folder: (``train`` or ``test``, ``images`` or ``labels``) to path."""
    files: dict[tuple[str, str], Path] = {}
    for entry in list_folder(path):  # a plain name comes before the same with .gz
        name = entry.name.lower()
        kind = "images" if "images" in name else "labels" if "labels" in name else None
        file = Path(entry.path)
        if kind is None or not file.is_file() or not _is_idx(file):
            continue
        part = "test" if "t10k" in name or "test" in name else "train"
        other = files.setdefault((part, kind), file)
        if name.removesuffix(".gz") != other.name.lower().removesuffix(".gz"):
            raise DataError(
                f"Expected one set of IDX files in {path}, got {other.name} and {file.name}.",
                hint="give the file of images itself",
            )
    return files


def _is_idx(path: Path) -> bool:
    """Whether a file looks like IDX, by its name or its first bytes."""
    if "ubyte" in path.name.lower() or "idx" in path.name.lower():
        return True
    with open_regular_file(path) as file:
        return file.read(2) in (GZIP_MAGIC, b"\0\0")


def _images(path: Path) -> NDArray[np.uint8]:
    images = read_idx(path)
    if images.ndim == 1:
        raise DataError(
            f"Expected images in {path}, got a single column of {len(images):,} bytes.",
            hint="these look like labels: the two files may be swapped",
        )
    return images


def _pair(
    images: NDArray[np.uint8],
    images_path: Path,
    labels_path: Path,
    name: str,
    train: Examples | None = None,
) -> Examples:
    """Images with their labels, after checking that they belong together."""
    labels = read_idx(labels_path)
    if labels.ndim != 1:
        raise DataError(
            f"Expected labels in {labels_path}, got {labels.ndim} dimensions of bytes.",
            hint="these look like images: the two files may be swapped",
        )
    if len(images) != len(labels):
        raise DataError(
            f"Expected a label for each image, got {len(images):,} images in {images_path} and "
            f"{len(labels):,} labels in {labels_path}.",
            hint="check that the two files belong together",
        )
    return build_examples(images, labels.astype(np.int64), name, train=train)


def _labels_path(path: Path) -> Path:
    """The file of labels that belongs to a file of images."""
    name = path.name
    if "images" not in name:
        raise DataError(
            f"Expected a file of images with 'images' in its name, so that its labels can be "
            f"found beside it, got {path}.",
            hint="give the file of images, or the folder that holds both",
        )
    wanted = name.replace("images", "labels").replace("idx3", "idx1")
    other = wanted.removesuffix(".gz") if wanted.endswith(".gz") else f"{wanted}.gz"
    for candidate in (wanted, other):
        if path.with_name(candidate).exists():
            return path.with_name(candidate)
    raise DataError(
        f"Expected the labels of {path} beside it in {wanted}, found nothing there.",
        hint="put the file of labels into the same folder",
    )
