"""MNIST, all 70,000 digits, bundled with the package: no internet connection is needed.

Unpacking takes a few tenths of a second, so the unpacked images are kept in the user's cache
folder. Every load checks them against the published hashes.

Source: Y. LeCun, C. Cortes, C. J. C. Burges, http://yann.lecun.com/exdb/mnist.
"""

from __future__ import annotations

import contextlib
import hashlib
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backlit.data.cache import cache_folder
from backlit.data.examples import DataSet, Examples
from backlit.data.readers.idx import idx_from_bytes, idx_header
from backlit.data.readers.safe_open import open_regular_file
from backlit.errors import DataError
from backlit.storage.atomic_write import write_atomically

SIDE = 28
CLASSES = tuple("0123456789")

# Of the uncompressed files, as published.
SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}

_CHUNK = 2**21


def load_mnist(cache: Path | None = None) -> DataSet:
    """The 60,000 training and 10,000 test digits, read-only, pixels as bytes 0–255.

    Args:
        cache: The folder that keeps the unpacked images; ``cache_folder()`` when None. A cache
            that is missing, damaged or cannot be written to only costs time.

    Raises:
        DataError: when the copy in the installed package is damaged.
    """
    folder = (cache or cache_folder()) / "mnist"
    with ThreadPoolExecutor(2) as pool:
        train = pool.submit(_examples, "train", 60_000, folder)
        test = pool.submit(_examples, "t10k", 10_000, folder)
        return DataSet("mnist", train.result(), test.result())


def _examples(part: str, count: int, folder: Path) -> Examples:
    X = _images(f"{part}-images-idx3-ubyte", count, folder)
    labels = _packaged(f"{part}-labels-idx1-ubyte").astype(np.int64)
    X.flags.writeable = False
    labels.flags.writeable = False
    return Examples(X, labels, CLASSES, "mnist", (SIDE, SIDE))


def _images(name: str, count: int, folder: Path) -> NDArray[np.uint8]:
    """Images as (count, 784), from the cache if they are intact there, else from the package."""
    images = _cached(name, count, folder)
    if images is None:
        images = _packaged(name).reshape(count, SIDE * SIDE)
        # Without a writable cache folder they are unpacked again next time.
        with contextlib.suppress(OSError):
            write_atomically(folder / name, [idx_header((count, SIDE, SIDE)), images.data])
    return images


def _cached(name: str, count: int, folder: Path) -> NDArray[np.uint8] | None:
    """The images in the cache, or None unless the bytes read have the published hash.

    They are read into memory, not mapped: a mapped file could change after the check.
    """
    header = idx_header((count, SIDE, SIDE))
    images = np.empty((count, SIDE * SIDE), np.uint8)
    hasher = hashlib.sha256(header)
    try:
        with (
            open_regular_file(folder / name, follow_links=False) as file,
            ThreadPoolExecutor(1) as hashing,  # hashes one piece while the next is read
        ):
            if file.read(len(header)) != header:
                return None
            rest = images.reshape(-1).data
            while rest:
                n_read = file.readinto(rest[:_CHUNK])
                if not n_read:
                    return None
                hashing.submit(hasher.update, rest[:n_read])
                rest = rest[n_read:]
    except (DataError, OSError):
        return None
    return images if hasher.hexdigest() == SHA256[name] else None


def _packaged(name: str) -> NDArray[np.uint8]:
    """One of the four files inside the package, checked."""
    content = resources.files("backlit.data").joinpath("mnist_files", f"{name}.gz").read_bytes()
    array = idx_from_bytes(content, f"{name}.gz")
    hasher = hashlib.sha256(idx_header(array.shape))
    hasher.update(array.data)
    if hasher.hexdigest() != SHA256[name]:
        raise DataError(
            f"Expected the package's own {name}.gz to have the published hash, got another.",
            hint="reinstall Backlit",
        )
    return array
