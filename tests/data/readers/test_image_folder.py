import os
import warnings
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from backlit.data.readers.image_folder import read_folder
from backlit.errors import BacklitWarning, DataError

RNG = np.random.default_rng(0)
PICTURES = RNG.integers(0, 100, (6, 10, 12)).astype(np.uint8)


def save(path: Path, pixels: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two pictures of each of the classes 2, 9 and 10."""
    for index, pixels in enumerate(PICTURES):
        save(tmp_path / "mine" / ("2", "9", "10")[index // 2] / f"{index}.png", pixels)
    return tmp_path / "mine"


def test_the_folders_are_the_classes(folder: Path) -> None:
    data = read_folder(folder)
    assert data.train.classes == ("2", "9", "10")
    assert data.train.image_shape == (10, 12)
    read = {data.train.X[i].tobytes(): data.train.labels[i] for i in range(6)}
    assert read == {pixels.tobytes(): index // 2 for index, pixels in enumerate(PICTURES)}
    assert data.name == "mine"
    assert data.test is None


def test_a_training_and_a_test_folder_are_read_apart(tmp_path: Path) -> None:
    for index, pixels in enumerate(PICTURES):
        part = "train" if index < 4 else "test"
        save(tmp_path / part / ("cat", "dog")[index % 2] / f"{index}.bmp", pixels)
    data = read_folder(tmp_path)
    assert data.test is not None
    assert (len(data.train), len(data.test)) == (4, 2)
    assert data.test.classes == ("cat", "dog")


def test_strays_are_left_out_with_one_warning_that_counts_them(folder: Path) -> None:
    (folder / "notes.txt").write_text("hello")
    (folder / "2" / "list.csv").write_text("hello")
    (folder / "2" / "deeper").mkdir()
    (folder / ".DS_Store").write_bytes(b"\0")
    (folder / "9" / ".hidden.png").write_bytes(b"\0")
    (folder / "2" / "around").symlink_to(folder)
    (folder / "away").symlink_to(folder.parent)
    (folder / "2" / "loop.png").symlink_to("loop.png")
    expected = 6
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "2" / "pipe.png")
        expected += 1
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        data = read_folder(folder)
    assert len(data.train) == 6
    assert [w.category for w in caught] == [BacklitWarning]
    assert f"and {expected - 1} more" in str(caught[0].message)


def test_a_folder_without_pictures_is_refused(tmp_path: Path) -> None:
    (tmp_path / "0").mkdir()
    with pytest.raises(DataError, match="found no pictures"):
        read_folder(tmp_path)


def test_pictures_outside_class_folders_are_no_examples(tmp_path: Path) -> None:
    save(tmp_path / "loose.png", PICTURES[0])
    with (
        pytest.warns(BacklitWarning, match=r"loose\.png"),
        pytest.raises(DataError, match="one for each class"),
    ):
        read_folder(tmp_path)


def test_pictures_of_two_sizes_are_refused_by_both(folder: Path) -> None:
    save(folder / "9" / "wide.png", PICTURES[0][:, :-1])
    with pytest.raises(DataError, match=r"12 × 10 pixels and .*wide\.png of 11 × 10"):
        read_folder(folder)


def test_a_truncated_picture_is_refused_by_name(folder: Path) -> None:
    whole = (folder / "9" / "2.png").read_bytes()
    (folder / "9" / "2.png").write_bytes(whole[:60])
    with pytest.raises(DataError, match=r"2\.png"):
        read_folder(folder)


def test_an_svg_by_another_name_is_refused(folder: Path) -> None:
    (folder / "9" / "7.png").write_text("<svg></svg>")
    with pytest.raises(DataError, match=r"7\.png .*SVG"):
        read_folder(folder)


def test_pictures_that_would_fill_the_memory_are_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backlit.data.readers.image_folder.MAX_BYTES", 500)
    with pytest.raises(DataError, match="6 of 12 × 10 pixels"):
        read_folder(folder)


def test_dark_ink_on_paper_is_warned_about(tmp_path: Path) -> None:
    for index, pixels in enumerate(PICTURES):
        save(tmp_path / str(index % 2) / f"{index}.png", 255 - pixels)
    with pytest.warns(BacklitWarning, match="mostly bright"):
        read_folder(tmp_path)
