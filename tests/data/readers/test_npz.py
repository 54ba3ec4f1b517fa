import io
import pickle
import struct
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlit.data.readers.npz import read_npz
from backlit.errors import DataError

X = np.random.default_rng(0).integers(0, 100, (8, 9, 9)).astype(np.uint8)
Y = np.array([0, 1, 2, 1, 0, 1, 2, 2])


def saved(**arrays: np.ndarray) -> bytes:
    target = io.BytesIO()
    np.savez_compressed(target, **arrays)
    return target.getvalue()


def npy_header(descr: str, shape: tuple[int, ...]) -> bytes:
    target = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        target, {"descr": descr, "fortran_order": False, "shape": shape}
    )
    return target.getvalue()


def npy(array: np.ndarray) -> bytes:
    if array.dtype.hasobject:  # as NumPy would store it, were it allowed to
        return npy_header("|O", array.shape) + pickle.dumps(array.tolist())
    target = io.BytesIO()
    np.lib.format.write_array(target, array, allow_pickle=False)
    return target.getvalue()


def zipped(members: dict[str, bytes], **options: object) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mine.npz"


@pytest.mark.parametrize(
    ("inputs", "labels"), [("X", "y"), ("x", "labels"), ("images", "labels"), ("data", "target")]
)
@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_the_usual_names_are_read(inputs: str, labels: str, save, path: Path) -> None:
    save(path, **{inputs: X, labels: Y})
    data = read_npz(path)
    assert np.array_equal(data.train.X, X.reshape(8, 81))
    assert np.array_equal(data.train.labels, Y)
    assert data.train.image_shape == (9, 9)
    assert data.test is None


def test_a_training_and_a_test_set_are_read_as_keras_keeps_them(path: Path) -> None:
    path.write_bytes(saved(x_train=X, y_train=Y, x_test=X[:2], y_test=Y[[1, 3]]))
    data = read_npz(path)
    assert data.test is not None
    assert np.array_equal(data.test.X, X[:2].reshape(2, 81))
    assert data.test.classes == data.train.classes == ("0", "1", "2")
    assert data.test.labels.tolist() == [1, 1]


def test_columns_first_order_and_words_are_read(path: Path) -> None:
    path.write_bytes(saved(X=np.asfortranarray(X), y=np.array(["a", "b"] * 4)))
    data = read_npz(path)
    assert np.array_equal(data.train.X, X.reshape(8, 81))
    assert data.train.classes == ("a", "b")


LABELS_NPY = npy(Y)
TERABYTES = npy_header("|u1", (2**40,))
NESTED = npy_header("|O", (3,)) + b"cos\nsystem\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (saved(X=X), "labels in an array"),
        (saved(y=Y), "inputs in an array"),
        (saved(other=X), "labels in an array"),
        (zipped({}), "labels in an array"),
        (saved(x_train=X, y_train=Y, x_test=X), "only the inputs"),
        (saved(X=X, y=Y[:7]), "8 examples and 7 labels"),
        (zipped({"X.npy": TERABYTES, "y.npy": LABELS_NPY}), "1,099,511,627,776 bytes"),
        (zipped({"X.npy": npy_header("|u1", (2**32, 2**32)), "y.npy": LABELS_NPY}), "claims"),
        (zipped({"X.npy": npy_header("|u1", (-3, 4)), "y.npy": LABELS_NPY}), "sizes from 0"),
        (zipped({"X.npy": npy_header("<U0", (2**60,)), "y.npy": LABELS_NPY}), "numbers or words"),
        (zipped({"X.npy": NESTED, "y.npy": LABELS_NPY}), "Python objects"),
        (zipped({"X.npy": npy(np.array([{}, 1], object)), "y.npy": LABELS_NPY}), "Python objects"),
        (zipped({"X.npy": npy(np.zeros(3, "f4,i4")), "y.npy": LABELS_NPY}), "numbers or words"),
        (zipped({"X.npy": npy(X) + b"more", "y.npy": LABELS_NPY}), "claims"),
        (zipped({"X.npy": b"hello", "y.npy": LABELS_NPY}), "damaged"),
        (zipped({"X.npy": b"\x93NUMPY\x02\x00" + struct.pack("<I", 2**31), "y.npy": LABELS_NPY}),
         "another kind"),
        (saved(X=X, y=Y)[:-3], "cut short"),
        (saved(X=X, y=Y) + b"more", "has bytes after its end"),
        (saved(X=X, y=Y)[100:], "damaged"),
        (zipped({f"{i:0200}.npy": b"" for i in range(400)}), "list of members"),
        (b"PK\x03\x04", "cut short"),
    ],
)  # fmt: skip
def test_what_is_no_sound_set_of_arrays_is_refused(
    content: bytes, message: str, path: Path
) -> None:
    path.write_bytes(content)
    tracemalloc.start()
    try:
        with pytest.raises(DataError, match=message) as caught:
            read_npz(path)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()
    assert "mine.npz" in str(caught.value)


def test_a_member_whose_size_is_a_lie_is_refused_in_little_memory(path: Path) -> None:
    """The header of the array and the list of members agree on a gigabyte that is not there."""
    header = npy_header("|u1", (2**30, 1))
    content = bytearray(zipped({"X.npy": header, "y.npy": LABELS_NPY}))
    claimed = struct.pack("<I", len(header) + 2**30)
    true = struct.pack("<I", len(header))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.index(signature) + offset
        assert content[start : start + 4] == true
        content[start : start + 4] = claimed
    path.write_bytes(content)
    tracemalloc.start()
    try:
        with pytest.raises(DataError, match="compressed data is too short"):
            read_npz(path)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_a_flipped_pixel_is_noticed_by_its_checksum(path: Path) -> None:
    target = io.BytesIO()
    np.savez(target, X=X, y=Y)
    content = bytearray(target.getvalue())
    content[content.index(X.tobytes()) + 50] ^= 1
    path.write_bytes(content)
    with pytest.raises(DataError, match="damaged"):
        read_npz(path)


@given(
    changes=st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 255)), min_size=1, max_size=6)
)
@settings(max_examples=200, deadline=None)
@pytest.mark.filterwarnings("ignore::backlit.errors.BacklitWarning")
def test_damaged_bytes_give_examples_or_a_data_error(
    changes: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    damaged = bytearray(saved(X=X, y=Y))
    for locate, value in changes:
        damaged[locate % len(damaged)] = value
    path = tmp_path_factory.getbasetemp() / "damaged.npz"
    path.write_bytes(damaged)
    try:
        data = read_npz(path)
    except DataError:
        return
    assert len(data.train) == 8
