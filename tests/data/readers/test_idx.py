import gzip
import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from backlit.data.readers.idx import idx_from_bytes, idx_header, read_idx
from backlit.errors import DataError

bytes_arrays = arrays(np.uint8, array_shapes(max_dims=4, max_side=6))


def as_idx(array: NDArray[np.uint8]) -> bytes:
    """Written here from the format's description, independently of the reader's own header."""
    head = bytes([0, 0, 8, array.ndim])
    return head + b"".join(struct.pack(">I", size) for size in array.shape) + array.tobytes()


def squeeze(content, level=9):
    """Gzip without the time, so that the same test has the same name in every process."""
    return gzip.compress(content, level, mtime=0)


SMALL = as_idx(np.arange(24, dtype=np.uint8).reshape(2, 3, 4))


@given(array=bytes_arrays, pack=st.sampled_from([bytes, squeeze]))
def test_what_was_written_is_read_back(
    array: NDArray[np.uint8], pack: Callable[[bytes], bytes]
) -> None:
    read = idx_from_bytes(pack(as_idx(array)))
    assert read.shape == array.shape
    assert np.array_equal(read, array)
    assert idx_header(array.shape) + array.tobytes() == as_idx(array)


def test_compression_is_recognised_by_content_not_by_suffix(tmp_path: Path) -> None:
    (tmp_path / "plain.gz").write_bytes(SMALL)
    (tmp_path / "packed.idx").write_bytes(squeeze(SMALL))
    assert np.array_equal(read_idx(tmp_path / "plain.gz"), read_idx(tmp_path / "packed.idx"))


@given(data=st.data())
def test_every_truncation_is_refused(data: st.DataObject) -> None:
    for whole in (SMALL, squeeze(SMALL)):
        kept = data.draw(st.integers(0, len(whole) - 1))
        with pytest.raises(DataError):
            idx_from_bytes(whole[:kept])


def test_a_truncated_file_is_refused_by_name_and_size(tmp_path: Path) -> None:
    (tmp_path / "images").write_bytes(SMALL[:-5])
    with pytest.raises(DataError, match=r"images to hold 2 × 3 × 4 = 24 bytes .* got 19"):
        read_idx(tmp_path / "images")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (SMALL + b"\0", "to end .* got more"),
        (squeeze(SMALL + b"\0"), "to end .* got more"),
        (squeeze(SMALL) + b"\0", "where its gzip data ends"),
        (squeeze(SMALL) + squeeze(b"more"), "where its gzip data ends"),
        (squeeze(SMALL[:-1]), "got 23: the file is cut short"),
        (squeeze(SMALL)[:-1], "whole gzip file"),
        (squeeze(SMALL)[:-8] + bytes(8), "damaged"),
        (b"", "got nothing"),
        (b"\x89PNG\r\n", "89 50 4e 47"),
        (bytes([0, 0, 8, 0]), "from 1 to 4"),
        (bytes([0, 0, 8, 5]), "from 1 to 4"),
        (bytes([0, 0, 13, 2]) + bytes(8), "unsigned bytes, got IDX of 32-bit floats"),
        (bytes([0, 0, 8, 3]) + bytes(4), "header is cut short"),
        (idx_header((0, 28, 28)), "0 × 28 × 28"),
        (idx_header((2**32 - 1, 2**32 - 1)), "at most 2,147,483,648 bytes"),
        (idx_header((60_000, 28, 28)), "47,040,000 bytes after its header, got 0"),
        (squeeze(idx_header((60_000, 28, 28))), "cut short"),
    ],
)
def test_what_is_not_whole_idx_is_refused_in_a_sentence(content: bytes, message: str) -> None:
    with pytest.raises(DataError, match=message):
        idx_from_bytes(content, "images.gz")


def test_a_bomb_is_refused_in_little_memory() -> None:
    bomb = squeeze(idx_header((10,)) + bytes(200_000_000), 1)
    tracemalloc.start()
    try:
        with pytest.raises(DataError, match=r"to end .* got more"):
            idx_from_bytes(bomb)
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


def test_a_header_is_not_believed_about_memory() -> None:
    claim = idx_header((2, 1000, 1000, 1000))
    tracemalloc.start()
    try:
        for content in (claim, squeeze(claim)):
            with pytest.raises(DataError, match="cut short"):
                idx_from_bytes(content)
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


@given(
    changes=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), min_size=1, max_size=6)
)
@settings(max_examples=200)
def test_damaged_bytes_give_an_array_or_a_data_error(changes: list[tuple[int, int]]) -> None:
    for whole in (SMALL, squeeze(SMALL)):
        damaged = bytearray(whole)
        for locate, value in changes:
            damaged[locate % len(damaged)] = value
        try:
            array = idx_from_bytes(bytes(damaged))
        except DataError:
            continue
        assert array.size <= len(SMALL)
