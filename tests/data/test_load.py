import gzip
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from backlit.data import load as load_module
from backlit.data.downloads import download
from backlit.data.examples import DataSet
from backlit.data.load import load_data
from backlit.data.readers.idx import idx_header
from backlit.data.readers.read_path import read_path
from backlit.errors import DataError

IMAGES = np.random.default_rng(0).integers(0, 100, (4, 8, 8)).astype(np.uint8)
IMAGES[0, 0, 0] = 200
assert len(set(IMAGES[:, 0, 1])) == 4  # by which the tests put them in order
LABELS = np.array([0, 1, 0, 1], np.uint8)


def idx(folder: Path) -> Path:
    (folder / "labels").write_bytes(idx_header(LABELS.shape) + LABELS.tobytes())
    (folder / "images").write_bytes(idx_header(IMAGES.shape) + IMAGES.tobytes())
    return folder / "images"


def packed_idx(folder: Path) -> Path:
    path = idx(folder)
    path.write_bytes(gzip.compress(path.read_bytes()))
    return path


def idx_folder(folder: Path) -> Path:
    path = idx(folder)
    path.rename(folder / "images-idx3-ubyte")
    (folder / "labels").rename(folder / "labels-idx1-ubyte")
    return folder


def npz(folder: Path) -> Path:
    np.savez(folder / "arrays.npz", X=IMAGES, y=LABELS)
    return (folder / "arrays.npz").rename(folder / "arrays.csv")


def table(folder: Path) -> Path:
    rows = [",".join(map(str, [label, *image.ravel()])) for image, label in
            zip(IMAGES, LABELS, strict=True)]  # fmt: skip
    header = "label," + ",".join(f"pixel{index}" for index in range(64))
    (folder / "table.npz").write_text("\n".join([header, *rows]))
    return folder / "table.npz"


def pictures(folder: Path) -> Path:
    for index, (image, label) in enumerate(zip(IMAGES, LABELS, strict=True)):
        (folder / str(label)).mkdir(exist_ok=True)
        Image.fromarray(image).save(folder / str(label) / f"{index}.png")
    return folder


@pytest.mark.parametrize("write", [idx, packed_idx, idx_folder, npz, table, pictures])
def test_the_kind_is_recognised_by_content(write, tmp_path: Path) -> None:
    train = read_path(write(tmp_path)).train
    order = np.argsort(train.X[:, 1])
    expected = np.argsort(IMAGES[:, 0, 1])
    assert np.array_equal(train.X[order], IMAGES.reshape(4, 64)[expected])
    assert np.array_equal(train.labels[order], LABELS[expected])
    assert train.classes == ("0", "1")


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0",
        b"\xff\xd8\xff\xe0",
        b"%PDF-1.7",
        b"abc\0def",
        b"\x93NUMPY\x01\0v\0",
    ],
)
def test_a_file_of_another_kind_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_bytes(content)
    with pytest.raises(DataError, match=r"mine\.csv to be IDX, \.npz, CSV or a folder"):
        read_path(tmp_path / "mine.csv")


def test_a_missing_file_an_empty_file_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no such file"):
        read_path(tmp_path / "nowhere")
    (tmp_path / "empty").write_bytes(b"")
    with pytest.raises(DataError, match="an empty file"):
        read_path(tmp_path / "empty")
    (tmp_path / "folder").mkdir()
    with pytest.raises(DataError, match="found no pictures"):
        read_path(tmp_path / "folder")


if hasattr(os, "mkfifo"):  # Windows has no named pipes in folders

    def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(DataError, match="regular file"):
            read_path(tmp_path / "pipe")


@pytest.mark.parametrize("name", ["circles", "spirals", "xor", "moons"])
def test_toy_sets_load_by_name_and_always_alike(name: str) -> None:
    first, again = load_data(name), load_data(name)
    assert first.test is not None
    assert again.test is not None
    assert (len(first.train), len(first.test)) == (2000, 1000)
    assert first.train.digest == again.train.digest
    assert first.test.digest == again.test.digest
    assert first.name == first.train.name == name


def test_mnist_loads_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load_data("xor")
    monkeypatch.setattr(load_module, "load_mnist", lambda: loaded)
    assert load_data("mnist") is loaded


def test_a_name_that_can_be_downloaded_is(monkeypatch: pytest.MonkeyPatch) -> None:
    requests = []

    def load_remote(name: str, *, progress: object) -> DataSet:
        requests.append((name, progress))
        return load_data("xor")

    def progress(file: str, done: int, whole: int) -> None:
        raise AssertionError(file)

    monkeypatch.setattr(download, "load_remote", load_remote)
    for name in download.NAMES:
        load_data(name, progress=progress)
    assert requests == [(name, progress) for name in download.NAMES]
    assert "fashion-mnist" in download.NAMES


def test_a_path_is_read_with_its_label_column(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("a,b\n1,2\n3,4\n")
    assert load_data(str(tmp_path / "mine.csv"), "b").train.classes == ("2", "4")


@pytest.mark.parametrize(
    ("name", "hint"),
    [("minst", "mnist"), ("MNIST", "mnist"), ("fashion_mnist", "fashion-mnist"), ("moon", "moons")],
)
def test_an_unknown_name_is_answered_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(DataError, match=r"mnist, .*circles") as caught:
        load_data(name)
    assert hint in (caught.value.hint or "")


@pytest.mark.parametrize("name", ["nothing like it", "a\0b", "x" * 5000, ""])
def test_what_is_neither_name_nor_path_is_refused(name: str) -> None:
    with pytest.raises(DataError, match="Expected the name of a data set"):
        load_data(name)
