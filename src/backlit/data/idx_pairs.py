"""IDX files come in pairs, images and labels: finding the partner, and checking that they fit."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from backlit.data.assemble import assemble
from backlit.data.examples import DataSet, Examples
from backlit.data.idx import read_idx
from backlit.errors import DataError


def read_idx_file(path: Path) -> DataSet:
    """The examples of one IDX file of images, with the labels that lie beside it.

    Raises:
        DataError: when it holds no images, its labels are not found, or the two do not fit.
    """
    return DataSet(path.name, _pair(path, _partner(path), path.name))


def read_idx_folder(path: Path) -> DataSet | None:
    """The examples of the IDX files in a folder, or None when none is there by name.

    Files are known by ``images`` or ``labels`` in their names; those with ``t10k`` or ``test`` are
    the test set. Of a file that is there both plain and gzipped, the plain one is read.

    Raises:
        DataError: when a file's partner is missing, there are several sets, or a pair does not fit.
    """
    files = _find(path)
    if not files:
        return None
    sets: dict[str, Examples] = {}
    for part in ("train", "test"):
        images, labels = files.get((part, "images")), files.get((part, "labels"))
        if images and labels:
            like = sets.get("train")
            sets[part] = _pair(images, labels, f"{path.name} (test)" if like else path.name, like)
        elif images or labels:
            raise DataError(
                f"Expected a file of {'labels' if images else 'images'} beside "
                f"{images or labels}, found none."
            )
    if "train" not in sets:
        return DataSet(path.name, sets["test"])
    return DataSet(path.name, sets["train"], sets.get("test"))


def _find(path: Path) -> dict[tuple[str, str], Path]:
    """The IDX files in a folder: (``train`` or ``test``, ``images`` or ``labels``) to path."""
    files: dict[tuple[str, str], Path] = {}
    # A plain name comes before the same with .gz.
    for file in sorted(path.iterdir()):
        name = file.name.lower()
        if name.startswith(".") or not ("ubyte" in name or "idx" in name):
            continue
        kind = "images" if "images" in name else "labels" if "labels" in name else None
        if kind is None:
            continue
        part = "test" if "t10k" in name or "test" in name else "train"
        other = files.setdefault((part, kind), file)
        if name.removesuffix(".gz") != other.name.lower().removesuffix(".gz"):
            raise DataError(
                f"Expected one set of IDX files in {path}, got {other.name} and {file.name}.",
                hint="give the file of images itself",
            )
    return files


def _pair(
    images_path: Path, labels_path: Path, name: str, like: Examples | None = None
) -> Examples:
    images = read_idx(images_path)
    if images.ndim == 1:
        raise DataError(
            f"Expected images in {images_path}, got a single column of {len(images):,} bytes.",
            hint="these look like labels; were the two files swapped?",
        )
    labels = read_idx(labels_path)
    if labels.ndim != 1:
        raise DataError(
            f"Expected labels in {labels_path}, got {labels.ndim} dimensions of bytes.",
            hint="these look like images; were the two files swapped?",
        )
    if len(images) != len(labels):
        raise DataError(
            f"Expected a label for each image, got {len(images):,} images in {images_path} and "
            f"{len(labels):,} labels in {labels_path}."
        )
    return assemble(images, labels.astype(np.int64), name, like=like)


def _partner(path: Path) -> Path:
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
    raise DataError(f"Expected the labels of {path} beside it in {wanted}, found nothing there.")
