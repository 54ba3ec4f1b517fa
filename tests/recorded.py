"""For tests that compare bits with recorded ones: digests, and where they can be compared."""

import hashlib

import numpy as np
import pytest

from backlit.engines.native.library import is_available

_NUMPY_ALONE = "d92139fbd5779bdece6f00c5af13de330c07961d69d354bac612b7085076ff99"


def digest(*arrays):
    """SHA-256 of the arrays' numbers, little-endian, one array after another."""
    hasher = hashlib.sha256()
    for array in arrays:
        array = np.ascontiguousarray(array)
        hasher.update(array.astype(array.dtype.newbyteorder("<")).tobytes())
    return hasher.hexdigest()


def numpy_alone():
    """The random numbers and cosines of NumPy, which promises none from version to version."""
    rng = np.random.default_rng([0, 1])
    return digest(
        rng.standard_normal(50_000),
        rng.permutation(2000),
        rng.integers(10, size=1000),
        rng.uniform(size=1000),
        np.cos(np.pi * np.arange(2000) / 2000),
    )


same_numpy = pytest.mark.skipif(
    numpy_alone() != _NUMPY_ALONE,
    reason="this NumPy draws or rounds otherwise than the one that was recorded",
)

needs_kernel = pytest.mark.skipif(
    not is_available(), reason="the package was installed without a compiler"
)
