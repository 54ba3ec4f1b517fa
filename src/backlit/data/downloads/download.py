"""Downloading a data set by its name: once, checked, from the first mirror that works."""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from backlit.data.cache import cache_folder
from backlit.data.downloads.http import HTTPS_ONLY, TIMEOUT, Progress, download_file, is_intact
from backlit.data.downloads.registry import (
    REMOTE_DATA_SETS,
    RemoteArchive,
    RemoteDataSet,
    RemoteFile,
)
from backlit.data.examples import DataSet, Examples
from backlit.data.readers.idx import read_idx
from backlit.errors import DataError, DownloadError, reason_of
from backlit.storage.atomic_write import write_atomically

NAMES: tuple[str, ...] = tuple(REMOTE_DATA_SETS)


def load_remote(name: str, cache: Path | None = None, progress: Progress | None = None) -> DataSet:
    """A set by its name, downloaded first if it is not in the cache.

    Args:
        name: One of `NAMES`.
        cache: The folder to keep it in; ``cache_folder()`` when None.
        progress: Called as bytes arrive.

    Raises:
        DownloadError: when no mirror delivers the files complete and unchanged.
        DataError: when there is no set of that name.
    """
    return read_files(_find(name), download(name, cache, progress))


def download(name: str, cache: Path | None = None, progress: Progress | None = None) -> Path:
    """Download a set if it is not in the cache, and check it in either case.

    Args:
        name: One of `NAMES`.
        cache: The folder to keep it in; ``cache_folder()`` when None.
        progress: Called as bytes arrive.

    Returns:
        The folder with the set's four files.

    Raises:
        DownloadError: when no mirror delivers the files complete and unchanged.
        DataError: when there is no set of that name.
    """
    named = _find(name)
    folder = _folder(named, cache)
    download_files(named, folder, progress)
    return folder


def is_downloaded(name: str, cache: Path | None = None) -> bool:
    """Whether all files of a set are in the cache and unchanged.

    Raises:
        DataError: when there is no set of that name.
    """
    named = _find(name)
    folder = _folder(named, cache)
    return all(is_intact(folder / file.name, file) for file in named.files)


def _find(name: str) -> RemoteDataSet:
    if name not in REMOTE_DATA_SETS:
        raise DataError(
            f"Expected the name of a set ({', '.join(NAMES)}), got {name!r}.",
            hint="`backlit data list` shows them all",
        )
    return REMOTE_DATA_SETS[name]


def _folder(named: RemoteDataSet, cache: Path | None) -> Path:
    return (cache or cache_folder()) / "downloads" / named.name


def read_files(named: RemoteDataSet, folder: Path) -> DataSet:
    """The examples in a set's four files, read-only, pixels as bytes 0–255.

    Raises:
        DataError: when the files do not hold pictures and as many labels.
    """
    paths = [folder / file.name for file in named.files]
    return DataSet(
        named.name, _examples(named, paths[0], paths[1]), _examples(named, paths[2], paths[3])
    )


def _examples(named: RemoteDataSet, images_path: Path, labels_path: Path) -> Examples:
    images, labels = read_idx(images_path), read_idx(labels_path)
    if images.ndim != 3 or labels.ndim != 1:
        raise DataError(
            f"Expected pictures in {images_path} and labels in {labels_path}, "
            f"got shapes {images.shape} and {labels.shape}.",
            hint="download the set again",
        )
    if named.transposed:
        images = images.transpose(0, 2, 1)
    shape = (images.shape[1], images.shape[2])
    X = np.ascontiguousarray(images).reshape(len(images), -1)
    X.flags.writeable = False
    wide_labels = labels.astype(np.int64)
    wide_labels.flags.writeable = False
    return Examples(X, wide_labels, named.classes, named.name, shape)


def download_files(
    named: RemoteDataSet,
    folder: Path,
    progress: Progress | None = None,
    *,
    schemes: tuple[str, ...] = HTTPS_ONLY,
    timeout: float = TIMEOUT,
) -> None:
    """Download a set's files into a folder and check each; intact ones are not downloaded again.

    Args:
        named: The set.
        folder: The folder for its files.
        progress: Called as bytes arrive.
        schemes: The URL schemes allowed, at first and after each redirect.
        timeout: Seconds to wait for a mirror's answer, and for each further chunk.

    Raises:
        DownloadError: when no mirror delivers a file, or it cannot be written.
    """
    try:
        for file in named.files:
            path = folder / file.name
            if is_intact(path, file):
                continue
            failures: list[str] = []
            for mirror in named.mirrors:
                failure = download_file(mirror + file.name, file, path, progress, schemes, timeout)
                if failure is None:
                    break
                failures.append(f"{mirror + file.name} {failure}")
            else:
                if named.archive is None:
                    raise _all_mirrors_failed(named, file, failures)
                _extract_from_archive(
                    named, named.archive, folder, failures, progress, schemes, timeout
                )
                return
    except OSError as error:
        raise DownloadError(
            f"Cannot save {named.name} in {folder}: {reason_of(error)}.",
            hint="set BACKLIT_CACHE to a writable folder with enough space",
        ) from None


def _all_mirrors_failed(
    named: RemoteDataSet, file: RemoteFile, failures: list[str]
) -> DownloadError:
    tried = "; ".join(failures)
    return DownloadError(
        f"Cannot download {file.name} of {named.name} from any mirror: {tried}.",
        hint="try again later, or use mnist, which needs no internet connection",
    )


def _extract_from_archive(
    named: RemoteDataSet,
    archive: RemoteArchive,
    folder: Path,
    failures: list[str],
    progress: Progress | None,
    schemes: tuple[str, ...],
    timeout: float,
) -> None:
    """Download the archive, extract the set's files, and delete it.

    Raises:
        DownloadError: when it cannot be downloaded, or does not hold the files.
        OSError: when the files cannot be written.
    """
    path = folder / archive.file.name
    failure = download_file(archive.url, archive.file, path, progress, schemes, timeout)
    if failure is not None:
        lacking = next(file for file in named.files if not is_intact(folder / file.name, file))
        raise _all_mirrors_failed(named, lacking, [*failures, f"{archive.url} {failure}"])
    try:
        for file in named.files:
            if is_intact(folder / file.name, file):
                continue
            with (
                contextlib.suppress(zipfile.BadZipFile, KeyError),
                zipfile.ZipFile(path) as opened,
            ):
                pieces = _read_member(opened, archive.folder + file.name, file)
                write_atomically(folder / file.name, pieces)
            if not is_intact(folder / file.name, file):
                (folder / file.name).unlink(missing_ok=True)
                what = f"{archive.url} holds no such file with the known SHA-256"
                raise _all_mirrors_failed(named, file, [*failures, what])
    finally:
        path.unlink(missing_ok=True)


def _read_member(opened: zipfile.ZipFile, name: str, file: RemoteFile) -> Iterator[bytes]:
    """A file inside an archive in small chunks, up to the size that it must have."""
    if opened.getinfo(name).file_size != file.size:
        raise KeyError(name)
    left = file.size
    with opened.open(name) as member:
        while left > 0 and (piece := member.read(min(2**16, left))):
            left -= len(piece)
            yield piece
