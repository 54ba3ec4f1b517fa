import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from backlit.data.readers.idx import idx_header
from backlit.data.readers.idx_pairs import read_idx_file, read_idx_folder
from backlit.errors import DataError

IMAGES = np.random.default_rng(0).integers(0, 100, (6, 9, 9)).astype(np.uint8)
LABELS = np.array([0, 1, 2, 0, 1, 2], np.uint8)
NAMES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)


def write(path: Path, array: np.ndarray, pack: Callable[[bytes], bytes] = bytes) -> Path:
    path.write_bytes(pack(idx_header(array.shape) + array.tobytes()))
    return path


def four_files(folder: Path, names: tuple[str, ...] = NAMES, suffix: str = "", pack=bytes) -> None:
    for name, array in zip(names, (IMAGES, LABELS, IMAGES[:3], LABELS[:3]), strict=True):
        write(folder / f"{name}{suffix}", array, pack)


@pytest.mark.parametrize(
    "names",
    [
        NAMES,
        tuple(name.replace("t10k", "test") for name in NAMES),
        tuple(f"emnist-digits-{name.replace('t10k', 'test')}" for name in NAMES),
        tuple(name.replace("-idx", ".idx") for name in NAMES),
        ("train-images", "train-labels", "test-images", "test-labels"),
    ],
)
@pytest.mark.parametrize(("suffix", "pack"), [("", bytes), (".gz", gzip.compress), (".gz", bytes)])
def test_the_four_files_are_known_by_their_names(names, suffix, pack, tmp_path: Path) -> None:
    four_files(tmp_path, names, suffix, pack)
    data = read_idx_folder(tmp_path)
    assert data is not None
    assert data.test is not None
    assert np.array_equal(data.train.X, IMAGES.reshape(6, 81))
    assert np.array_equal(data.train.labels, LABELS)
    assert np.array_equal(data.test.X, IMAGES[:3].reshape(3, 81))
    assert data.test.classes == ("0", "1", "2")


def test_one_pair_is_a_data_set(tmp_path: Path) -> None:
    write(tmp_path / "images.idx", IMAGES)
    write(tmp_path / "labels.idx", LABELS)
    data = read_idx_folder(tmp_path)
    assert data is not None
    assert (len(data.train), data.test) == (6, None)


def test_a_plain_file_goes_before_its_gzipped_twin(tmp_path: Path) -> None:
    four_files(tmp_path)
    (tmp_path / f"{NAMES[0]}.gz").write_bytes(b"never opened")
    assert read_idx_folder(tmp_path) is not None


def test_a_folder_of_something_else_is_none(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "readme.txt").write_text("hello")
    (tmp_path / "labels.txt").write_text("hello")
    (tmp_path / "images.lnk").symlink_to("images.lnk")
    assert read_idx_folder(tmp_path) is None


def test_two_sets_in_a_folder_are_refused_by_name(tmp_path: Path) -> None:
    four_files(tmp_path)
    write(tmp_path / "other-train-images-idx3-ubyte", IMAGES)
    with pytest.raises(DataError, match="other-train-images-idx3-ubyte and train-images"):
        read_idx_folder(tmp_path)


@pytest.mark.parametrize("missing", NAMES)
def test_a_missing_partner_is_named(missing: str, tmp_path: Path) -> None:
    four_files(tmp_path)
    (tmp_path / missing).unlink()
    kind = "labels" if "labels" in missing else "images"
    with pytest.raises(DataError, match=f"a file of {kind} beside"):
        read_idx_folder(tmp_path)


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_images_find_their_labels(suffix: str, tmp_path: Path) -> None:
    write(tmp_path / f"train-images-idx3-ubyte{suffix}", IMAGES)
    write(tmp_path / "train-labels-idx1-ubyte", LABELS)
    data = read_idx_file(tmp_path / f"train-images-idx3-ubyte{suffix}")
    assert np.array_equal(data.train.labels, LABELS)


@pytest.mark.parametrize(
    ("images", "labels", "message"),
    [
        (LABELS, IMAGES, "these look like labels.*swapped"),
        (LABELS, LABELS, "these look like labels"),
        (IMAGES, IMAGES, "these look like images"),
        (IMAGES, LABELS[:5], "6 images in .* and 5 labels in"),
        (IMAGES[:5], LABELS, "5 images in .* and 6 labels in"),
    ],
)
def test_swapped_or_miscounted_labels_are_refused(images, labels, message, tmp_path: Path) -> None:
    write(tmp_path / "images", images)
    write(tmp_path / "labels", labels)
    with pytest.raises(DataError, match=message):
        read_idx_file(tmp_path / "images")


def test_images_alone_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="in labels-idx1, found nothing"):
        read_idx_file(write(tmp_path / "images-idx3", IMAGES))


def test_labels_alone_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="these look like labels"):
        read_idx_file(write(tmp_path / "labels-idx1", LABELS))


def test_images_without_a_telling_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="'images' in its name"):
        read_idx_file(write(tmp_path / "mine", IMAGES))


def test_what_is_no_idx_is_refused_before_its_labels_are_sought(tmp_path: Path) -> None:
    (tmp_path / "images").write_bytes(gzip.compress(b"something else"))
    with pytest.raises(DataError, match="images to be IDX"):
        read_idx_file(tmp_path / "images")
